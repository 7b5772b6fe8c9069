"""The charter of use as it is met: its page at the desk, the command of tablets, and the list of who accepted.

The text and the table of acceptances are the gate's (`gate/auth/charter`), which hands the text to locked tablets with
the rest of the wall. Begin with `guard.py`.
"""
