"""What may be done about a dose at a desk: one function per intent, none commits.

They end where tablets' commands end (`keeping`), so that a record is the same whoever wrote it, and write their own
audit event. Areas that must know at once what was given register with `on_administration`.
"""

from app.areas.rounds.commands.recording import administer, amend, resolve
from app.areas.rounds.hooks import Administered, on_administration

__all__ = ["Administered", "administer", "amend", "on_administration", "resolve"]
