"""What may be done to the directory: one function per intent, each telling the audit trail.

They live by subject (`establishments`, `units`, `rooms`, `staff`, `assignments`, `duty`) and are
imported from here. They take the session, who acts (None: the command line) and the time; they
never commit.
"""

from app.gate.directory.commands.assignments import assign, end_assignment, reopen_assignment
from app.gate.directory.commands.duty import cancel_shift, plan_shift
from app.gate.directory.commands.establishments import create_establishment, edit_establishment
from app.gate.directory.commands.rooms import (
    close_room,
    create_room,
    place_room,
    rename_room,
    reopen_room,
)
from app.gate.directory.commands.staff import (
    check_names,
    create_staff,
    dismiss,
    edit_staff,
    take_back,
)
from app.gate.directory.commands.units import (
    close_unit,
    create_unit,
    edit_unit,
    place_unit,
    reopen_unit,
)

__all__ = [
    "assign",
    "cancel_shift",
    "check_names",
    "close_room",
    "close_unit",
    "create_establishment",
    "create_room",
    "create_staff",
    "create_unit",
    "dismiss",
    "edit_establishment",
    "edit_staff",
    "edit_unit",
    "end_assignment",
    "place_room",
    "place_unit",
    "plan_shift",
    "rename_room",
    "reopen_assignment",
    "reopen_room",
    "reopen_unit",
    "take_back",
]
