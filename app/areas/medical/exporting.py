"""What leaves of the medical part: every version of what was known."""

from __future__ import annotations

from app.areas.medical import copy_words
from app.areas.medical.models import MedicalFact
from app.ground.portable import Kept, register

register(Kept(MedicalFact, "Dossier médical", tell=copy_words.fact))
