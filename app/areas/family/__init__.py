"""Relatives of a person, what they were granted, and what is shared with them. The portal draws what is decided here.

`rules` says, without I/O, who may grant what and what a grant shows; begin there. `commands` keep relatives, grants and
shared items; `queries.page_for` makes what a relative sees, for the portal and for the preview of the desk alike.
"""
