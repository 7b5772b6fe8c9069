"""The tablet in Python: its own parts here; against a running server in `test_loop.py`."""
