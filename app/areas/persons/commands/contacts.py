"""A person's contacts, written from elsewhere than their own page: by an import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.areas.persons.file.commands import add_fact
from app.areas.persons.file.kinds import KINDS
from app.areas.persons.file.rules import checked_fact
from app.areas.persons.file.words import LINKS

__all__ = ["CONTACT", "LINKS", "add_fact", "check_contact"]

CONTACT = "contact"


def check_contact(values: Mapping[str, Any], today: date) -> None:
    """Raises Invalid for what a contact cannot say."""
    checked_fact(KINDS[CONTACT], values, today)
