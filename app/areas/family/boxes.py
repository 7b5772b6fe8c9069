"""To whom a relative writes: a role of the home, never somebody by name; and within how long it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Box:
    """`permission` reads and answers it; `hours` is said to whoever writes."""

    code: str
    label: str
    hours: int
    permission: str


CARE: Final = "care"
"""The box of those who are at the bedside."""
_ALL: Final = (
    Box(CARE, "L’équipe soignante", 24, "family.answer_care"),
    Box("office", "L’accueil", 48, "family.answer_office"),
    Box("management", "La direction", 72, "family.answer_management"),
)
BOXES: Final[Mapping[str, Box]] = MappingProxyType({one.code: one for one in _ALL})
