"""Which patches a person wears, from what was done with them: put on, seen, taken off, not found.

Sources: summary of EXELON patch, 4.4 (deaths by several patches at once: the old one is off before
the next one is on); FDA, Drug Safety Communication on fentanyl patches, 23 September 2013. So one
that was put on stays until somebody says that it is off, whatever its hours; and one that nobody
found stays told as such until it is found, or another of its line is taken off.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from medication.facts import PatchInPlace
from medication.given import TAKEN
from medication.sites import words

_OFF: Final = frozenset({"removed", "came_off"})
_HANDED: Final = "handed_over"
"""Given to take along: who put it on, if anybody, is not known here."""


@dataclass(frozen=True, slots=True)
class Handled:
    """One act on a patch: `act` and `outcome` are those of `outcomes.OUTCOMES`, `site` a code or the
    prescriber's words."""

    chain: UUID
    substances: tuple[str, ...]
    act: str
    outcome: str
    site: str
    at: datetime


def worn(handled: Iterable[Handled]) -> list[PatchInPlace]:
    """Those in place, and those not found, from the one put first. Of two acts at one instant, taking
    off comes before putting on."""
    found: list[PatchInPlace] = []
    for one in sorted(handled, key=lambda each: (each.at, each.act == "give")):
        if one.act == "give":
            if one.outcome in TAKEN and one.outcome != _HANDED:
                put = PatchInPlace(one.chain, one.substances, words(one.site), one.at)
                found.append(put)
        elif one.outcome in _OFF:
            found = [each for each in found if each.chain != one.chain]
        elif one.outcome == "not_found":
            found = [_lost(each) if each.chain == one.chain else each for each in found]
        elif one.outcome == "in_place":
            found = [_back(each) if each.chain == one.chain else each for each in found]
    return found


def _lost(one: PatchInPlace) -> PatchInPlace:
    return replace(one, state="not_found")


def _back(one: PatchInPlace) -> PatchInPlace:
    return replace(one, state="in_place")
