"""The checks that the one door runs, a file each.

A check takes a `Case` and yields alerts, never a level of its own: the table decides. What the
reference does not know is an alert of the kind "unverified", never silence. Begin with
`medication/safety.py`.
"""
