"""What may be done with persons: one function per intent, each writing its audit event.

`admission`, `stay` and `pictures` hold them by subject, `erasing` the one that cannot be undone;
other areas and pages import them from here. They never commit.
"""

from app.areas.persons.commands.admission import admit, edit_identity, edit_marks
from app.areas.persons.commands.pictures import remove_picture, set_picture
from app.areas.persons.commands.stay import come_back, leave, move, restamp, set_presence
from app.areas.persons.erasure import ERASERS, destroy_key, erase, replay_erasures

__all__ = [
    "ERASERS",
    "admit",
    "come_back",
    "destroy_key",
    "edit_identity",
    "edit_marks",
    "erase",
    "leave",
    "move",
    "remove_picture",
    "replay_erasures",
    "restamp",
    "set_picture",
    "set_presence",
]
