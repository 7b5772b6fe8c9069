"""What leaves of the prescriptions: every version, every dose, whatever was said about them."""

from __future__ import annotations

from app.areas.prescribing import copy_words
from app.areas.prescribing.models import (
    AlertOverride,
    AlertSeen,
    ChangeSeen,
    DoseHorizon,
    DueDose,
    LineControl,
    LineQuestion,
    OrderSignature,
    PrescriptionLine,
    Transcription,
)
from app.ground.portable import Kept, register

register(
    Kept(PrescriptionLine, "Prescriptions", tell=copy_words.line),
    Kept(LineControl, "Contrôles des prescriptions", tell=copy_words.control, is_brief=True),
    Kept(OrderSignature, "Signatures d’ordres oraux", tell=copy_words.signature),
    Kept(LineQuestion, "Questions sur des lignes", tell=copy_words.question),
    Kept(AlertSeen, "Alertes", is_told=False),
    Kept(AlertOverride, "Alertes passées outre", tell=copy_words.override),
    Kept(ChangeSeen, "Changements vus", is_told=False),
    Kept(Transcription, "Transcriptions d’ordonnances", is_told=False),
    Kept(DueDose, "Prises prévues", is_told=False),
    Kept(DoseHorizon, "Jusqu’où les prises sont prévues", is_told=False),
)
