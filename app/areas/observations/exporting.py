"""What leaves of the measures: all of them, and the thresholds set for the person."""

from __future__ import annotations

from app.areas.observations import copy_words
from app.areas.observations.models import Observation, PersonThresholds
from app.ground.portable import Kept, register

register(
    Kept(Observation, "Mesures", tell=copy_words.observation, is_brief=True),
    Kept(PersonThresholds, "Seuils d’alerte", tell=copy_words.thresholds),
)
