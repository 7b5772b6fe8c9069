"""Whatever areas keep of a person goes with them: importing this makes every area's eraser known."""

from __future__ import annotations

from app.areas.documents import erasing as documents
from app.areas.family import erasing as family
from app.areas.follow_ups import erasing as follow_ups
from app.areas.journal import erasing as journal
from app.areas.marks import erasing as marks
from app.areas.medical import erasing as medical
from app.areas.observations import erasing as observations
from app.areas.persons.file import erasing as files
from app.areas.prescribing import erasing as prescribing
from app.areas.privacy import erasing as privacy
from app.areas.retention import erasing as retention
from app.areas.rounds import erasing as rounds
from app.areas.rounds.containers import erasing as containers
from app.areas.rounds.labels import erasing as labels
from app.areas.survey import erasing as survey
from app.areas.wounds import erasing as wounds
from app.portal import erasing as portal

__all__ = [
    "containers",
    "documents",
    "family",
    "files",
    "follow_ups",
    "journal",
    "labels",
    "marks",
    "medical",
    "observations",
    "portal",
    "prescribing",
    "privacy",
    "retention",
    "rounds",
    "survey",
    "wounds",
]
