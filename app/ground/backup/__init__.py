"""Copies of both databases, written apart, verified, and put back; what tablets are told of them.

It knows files, databases and their rows by name, and nothing of what they mean. Begin with `writing.py` and
`restoring.py`; what a restore owes to the people (keys, sessions, tablets, the trail) is in `app/safekeeping/`.
"""
