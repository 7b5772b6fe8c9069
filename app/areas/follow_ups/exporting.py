"""What leaves of the follow-ups: what remained to be done, and each step."""

from __future__ import annotations

from app.areas.follow_ups import copy_words
from app.areas.follow_ups.models import FollowUp, FollowUpStep
from app.ground.portable import Kept, register

register(
    Kept(FollowUp, "Suivis", tell=copy_words.follow_up),
    Kept(FollowUpStep, "Étapes des suivis", tell=copy_words.step),
)
