"""A person's contacts and their powers, written from elsewhere than their own page: by an import."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from app.areas.persons.file.commands import add_fact
from app.areas.persons.file.kinds import KINDS
from app.areas.persons.file.rules import checked_fact
from app.areas.persons.file.words import LINKS, QUALITIES, TRUSTED
from app.areas.persons.representation_rules import SCOPES

__all__ = [
    "CONTACT",
    "LINKS",
    "POWER",
    "QUALITIES",
    "SCOPES",
    "TRUSTED",
    "add_fact",
    "check_contact",
    "check_power",
]

CONTACT: Final = "contact"
POWER: Final = "power"
_SOMEBODY: Final = str(uuid.UUID(int=0))


def check_contact(values: Mapping[str, Any], today: date) -> None:
    """Raises Invalid for what a contact cannot say."""
    checked_fact(KINDS[CONTACT], values, today)


def check_power(values: Mapping[str, Any], today: date) -> None:
    """Raises Invalid for what the power of a contact who is yet to be written cannot say."""
    checked_fact(KINDS[POWER], {**values, "contact": _SOMEBODY}, today)
