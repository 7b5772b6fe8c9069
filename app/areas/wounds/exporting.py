"""What leaves of the wounds: each of them, and all that was said of it."""

from __future__ import annotations

from app.areas.wounds import copy_words
from app.areas.wounds.models import Wound, WoundAct
from app.ground.portable import Kept, register

register(Kept(Wound, "Plaies", is_told=False), Kept(WoundAct, "Plaies", tell=copy_words.act))
