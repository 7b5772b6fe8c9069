"""What leaves of the prescriptions: every version, every dose, whatever was said about them."""

from __future__ import annotations

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
    Kept(PrescriptionLine, "Prescriptions"),
    Kept(LineControl, "Contrôles des prescriptions"),
    Kept(OrderSignature, "Signatures d’ordres oraux"),
    Kept(LineQuestion, "Questions sur des lignes"),
    Kept(AlertSeen, "Alertes"),
    Kept(AlertOverride, "Alertes passées outre"),
    Kept(ChangeSeen, "Changements vus"),
    Kept(Transcription, "Transcriptions d’ordonnances"),
    Kept(DueDose, "Prises prévues"),
    Kept(DoseHorizon, "Jusqu’où les prises sont prévues"),
)
