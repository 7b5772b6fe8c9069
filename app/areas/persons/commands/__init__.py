"""What may be done with persons: one function per intent, each writing its audit event.

`admission`, `stay`, `absences` and `pictures` hold them by subject, `erasing` the one that cannot be undone;
other areas and pages import them from here. They never commit.
"""

from app.areas.persons.changes import Change, What, on_change, tell_change
from app.areas.persons.coded import Coded, register_coded_marks
from app.areas.persons.commands.absences import (
    AbsenceDraft,
    cancel_absence,
    correct_absence,
    note_absence,
)
from app.areas.persons.commands.admission import admit, edit_identity, edit_marks
from app.areas.persons.commands.pictures import remove_picture, set_picture
from app.areas.persons.commands.stay import (
    come_back,
    leave,
    move,
    restamp,
    set_presence,
)
from app.areas.persons.erasure import (
    ERASERS,
    OBJECTIONS,
    destroy_key,
    erase,
    replay_erasures,
)
from app.areas.persons.identity import checked_identity
from app.areas.persons.papers import register_papers
from app.areas.persons.places import tell_tablets

__all__ = [
    "ERASERS",
    "OBJECTIONS",
    "AbsenceDraft",
    "Change",
    "Coded",
    "What",
    "admit",
    "cancel_absence",
    "checked_identity",
    "come_back",
    "correct_absence",
    "destroy_key",
    "edit_identity",
    "edit_marks",
    "erase",
    "leave",
    "move",
    "note_absence",
    "on_change",
    "register_coded_marks",
    "register_papers",
    "remove_picture",
    "replay_erasures",
    "restamp",
    "set_picture",
    "set_presence",
    "tell_change",
    "tell_tablets",
]
