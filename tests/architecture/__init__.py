"""Reads the imports of a tree and names those that go the wrong way.

`modules.py` finds who imports whom in Python, `python_rules.py` says what is allowed, `javascript_rules.py` does both
for the front end. Each takes the root of a tree, so that `test_architecture.py` can show them small wrong ones.
"""
