"""How the two databases reach the shape this version of the code expects.

`care` holds everything but keys, `keys` the key store. Begin with `run.py`; a new step is made with `chevet migration`.
"""
