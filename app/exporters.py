"""Whatever areas keep of a person leaves with them: importing this makes every area's tables known."""

from __future__ import annotations

from app.areas.documents import exporting as documents
from app.areas.family import exporting as family
from app.areas.follow_ups import exporting as follow_ups
from app.areas.journal import exporting as journal
from app.areas.marks import exporting as marks
from app.areas.medical import exporting as medical
from app.areas.observations import exporting as observations
from app.areas.persons import exporting as persons
from app.areas.prescribing import exporting as prescribing
from app.areas.privacy import exporting as privacy
from app.areas.retention import exporting as retention
from app.areas.rounds import exporting as rounds
from app.areas.survey import exporting as survey
from app.areas.wounds import exporting as wounds

__all__ = [
    "documents",
    "family",
    "follow_ups",
    "journal",
    "marks",
    "medical",
    "observations",
    "persons",
    "prescribing",
    "privacy",
    "retention",
    "rounds",
    "survey",
    "wounds",
]
