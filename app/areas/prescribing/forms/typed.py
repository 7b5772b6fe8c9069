"""What was typed, read piece by piece; each piece that makes no sense is remembered with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

_NUMBER = re.compile(r"(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d+))?", re.ASCII)
_SHARE = re.compile(r"(?:(\d+)[ \u00a0\u202f]+)?(\d+)/(\d+)", re.ASCII)
_SIGNS = str.maketrans({"½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⁄": "/"})
_HOUR = re.compile(r"(\d{1,2})(?: ?[h:] ?(\d{2})?)?", re.IGNORECASE | re.ASCII)
_LONGEST = 60
"""No quantity is written in so many signs."""
_FIRST, _LAST = 2000, 2199
MOST = Decimal(100_000)
NOT_A_NUMBER = "Un nombre est attendu : 1, 0,5 ou 1/2."


@dataclass
class Typed:
    """The fields of a form by name, and what is wrong with them so far."""

    fields: Mapping[str, Any]
    problems: dict[str, str] = field(default_factory=dict)

    def refuse(self, name: str, reason: str) -> None:
        """The first reason told about a field is the one to mend first."""
        self.problems.setdefault(name, reason)

    def text(self, name: str) -> str:
        value = self.fields.get(name)
        return " ".join(value.split()) if isinstance(value, str) else ""

    def ticked(self, name: str) -> bool:
        return self.fields.get(name) not in (None, False, "", "n")

    def amount(self, name: str) -> Decimal | None:
        """A quantity: None when nothing was typed, or nothing that can be one."""
        typed = self.text(name)
        if not typed:
            return None
        found = amount_in(typed)
        if found is None:
            self.refuse(name, NOT_A_NUMBER)
        elif found > MOST:
            self.refuse(name, "Ce nombre est trop grand.")
            return None
        return found

    def needed_amount(self, name: str, reason: str) -> Decimal | None:
        if not self.text(name):
            self.refuse(name, reason)
        return self.amount(name)

    def whole(self, name: str, reason: str, *, most: int) -> int | None:
        """A whole number from 1 to `most`; `reason` says what is expected."""
        typed = self.text(name)
        if typed.isascii() and typed.isdigit() and len(typed) < 10 and 1 <= int(typed) <= most:
            return int(typed)
        self.refuse(name, reason)
        return None

    def day(self, name: str, reason: str = "") -> date | None:
        """A day; `reason` is told when there is none, and one is needed."""
        typed = self.text(name)
        if not typed:
            if reason:
                self.refuse(name, reason)
            return None
        found = _iso_day(typed) or _french_day(typed)
        if found is None:
            self.refuse(name, "Cette date n’existe pas : jour, mois, année.")
        elif not _FIRST <= found.year <= _LAST:
            self.refuse(name, "Vérifiez l’année.")
            return None
        return found

    def hour(self, name: str) -> time | None:
        """An hour of the day: « 06:45 », « 6 h 45 », « 14h »; None when there is none."""
        typed = self.text(name)
        if not typed:
            return None
        found = _HOUR.fullmatch(typed)
        if found and int(found[1]) < 24 and int(found[2] or 0) < 60:
            return time(int(found[1]), int(found[2] or 0))
        self.refuse(name, "Cette heure n’existe pas : 06:45, par exemple.")
        return None


def amount_in(typed: str) -> Decimal | None:
    """« 0,5 », « 0.5 », « 1 000 », « 1/2 », « 1 ½ »: the number, or None for anything else."""
    if len(typed) > _LONGEST:
        return None
    text = " ".join(typed.translate(_SIGNS).split())
    if number := _NUMBER.fullmatch(text):
        whole = re.sub(r"\s", "", number[1])
        return Decimal(f"{whole}.{number[2]}" if number[2] else whole)
    share = _SHARE.fullmatch(text)
    if share is None or int(share[3]) == 0:
        return None
    exact = int(share[1] or 0) + Fraction(int(share[2]), int(share[3]))
    return round(Decimal(exact.numerator) / Decimal(exact.denominator), 3).normalize() + 0


def amount_out(amount: Decimal | None) -> str:
    """The number as a French hand writes it: 0,5; 1 000 stays 1000, so that it reads back alike."""
    if amount is None:
        return ""
    plain = f"{amount:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.replace(".", ",")


def _iso_day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _french_day(typed: str) -> date | None:
    """« 21/11/2026 », as it is typed where the browser has no calendar."""
    found = re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", typed, re.ASCII)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
