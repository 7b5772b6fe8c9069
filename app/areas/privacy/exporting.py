"""What leaves of a person’s rights: what was asked and answered. Copies are in the hands of those who asked."""

from __future__ import annotations

from app.areas.privacy import copy_words
from app.areas.privacy.models import RightsRequest, RightsStep
from app.ground.portable import Kept, left_out, register

register(
    Kept(RightsRequest, "Demandes de droits", tell=copy_words.request),
    Kept(RightsStep, "Suite des demandes de droits", tell=copy_words.step),
)
left_out("access_copy", "Une copie est remise à qui l’a demandée ; elle ne se copie pas elle-même.")
