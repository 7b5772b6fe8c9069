"""The portal of relatives: a second application beside the one of the professionals, behind a door of its own.

It has its own host (FAMILY_HOST), RP id, routes, access table, cookie, pages and assets; no route of the professionals
exists in it, and none of its own exists elsewhere (`doors.py`). Begin with `application.py` and `hooks.py`, what each
request passes, then `sessions.py`. What a relative sees is decided by the area `family` alone: here it is only drawn.
"""
