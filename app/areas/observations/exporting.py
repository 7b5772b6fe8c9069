"""What leaves of the measures: all of them, and the thresholds set for the person."""

from __future__ import annotations

from app.areas.observations.models import Observation, PersonThresholds
from app.ground.portable import Kept, register

register(Kept(Observation, "Mesures"), Kept(PersonThresholds, "Seuils d’alerte"))
