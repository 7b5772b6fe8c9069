"""Backups and restores of the whole installation: what `app/ground/backup` copies, and what is owed to people for it.

A backup tells tablets what they may let go. A restore makes them offer everything again, keeps the erased erased, locks
every session, and stands in the trail. Begin with `backing_up.py` and `restoring.py`.
"""

from app.safekeeping.backing_up import back_up
from app.safekeeping.restoring import Restored, restore

__all__ = ["Restored", "back_up", "restore"]
