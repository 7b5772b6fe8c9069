"""The tests mirror the tree: `tests/transmissions/test_entry.py` speaks of `transmissions/entry.py`.

`architecture/` holds the readers that `test_architecture.py` uses; `vectors/` holds JSON examples that
pytest and node both run.
"""
