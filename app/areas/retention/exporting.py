"""What leaves of retention: the day of a death, what must not be destroyed. Durations and reports are the home’s."""

from __future__ import annotations

from app.areas.retention import copy_words
from app.areas.retention.models import PersonDeath, RetentionHold
from app.ground.portable import Kept, register

register(
    Kept(PersonDeath, "Décès", tell=copy_words.death),
    Kept(RetentionHold, "Conservations demandées", tell=copy_words.hold),
)
