"""Checks of what was typed: every problem is gathered under its field, and all are told at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from app.ground.errors import Invalid

_HIDDEN = ("Cc", "Cs", "Co", "Cn")
# Marks that turn the direction of what follows: a name could be shown as another.
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def all_told(*checks: Callable[[], object]) -> None:
    """Runs each check; raises one Invalid with everything that any of them refused."""
    fields: dict[str, str] = {}
    for check in checks:
        try:
            check()
        except Invalid as refusal:
            fields = {**refusal.fields, **fields}
    if fields:
        raise Invalid(fields)


class Checks:
    """Gathers what is wrong with the values of one intent; `end()` raises Invalid when anything is."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}

    def refuse(self, field: str, message: str) -> None:
        """Notes a problem; the first of a field is the one that is told."""
        self.fields.setdefault(field, message)

    def line(self, field: str, text: str | None, *, missing: str, limit: int) -> str:
        """One line of readable text, its spaces made single; noted as missing when there is none."""
        clean = self.optional_line(field, text, limit=limit)
        if clean is None:
            self.refuse(field, missing)
        return clean or ""

    def optional_line(self, field: str, text: str | None, *, limit: int) -> str | None:
        """One line of readable text, or None when nothing was typed."""
        clean = unicodedata.normalize("NFC", " ".join((text or "").split()))
        if any(unicodedata.category(char) in _HIDDEN or char in _TURNING for char in clean):
            self.refuse(field, "Ce texte contient un caractère illisible : tapez-le à nouveau.")
        elif len(clean) > limit:
            self.refuse(field, f"{len(clean)} caractères : la limite est de {limit}.")
        return clean or None

    def choice(self, field: str, value: str, allowed: object, *, message: str) -> str:
        """`value`, noted as refused unless it is among `allowed`."""
        if value not in allowed:  # type: ignore[operator]
            self.refuse(field, message)
        return value

    def end(self) -> None:
        """Raises Invalid with everything that was noted."""
        if self.fields:
            raise Invalid(self.fields)
