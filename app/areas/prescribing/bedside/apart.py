"""How long after what was given of the same substance each dose may follow: what a tablet compares by itself.

The minutes rest on every line of the person that holds the substance: when one of them changes, all the doses of the
person are told again.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from app.areas.prescribing.models import PrescriptionLine
from app.areas.prescribing.values import Version
from app.gate.sync.scope import Scope, parts
from medication.given import have_one_in_common
from medication.prescription import Line
from medication.schedule import Dose
from medication.settings import Settings
from medication.too_early import minutes_apart

REACH = timedelta(days=8)
"""How long what a line that is over gave still counts: longer than a week, the longest rhythm of most homes."""
_KEPT = timedelta(days=4)
"""A dose may be told so long after its hour."""


def lines_beside(scope: Scope, told: Iterable[Any]) -> Iterator[PrescriptionLine]:
    """Whatever was prescribed lately to those of whom something is told, also what is over and no longer shown."""
    since = scope.now - REACH - _KEPT
    for persons in parts({row.person_id for row in told}):
        yield from scope.session.scalars(
            select(PrescriptionLine).where(
                PrescriptionLine.person_id.in_(persons),
                or_(
                    PrescriptionLine.superseded_at.is_(None), PrescriptionLine.superseded_at > since
                ),
                or_(PrescriptionLine.ends_at.is_(None), PrescriptionLine.ends_at > since),
            )
        )


def moved(scope: Scope, lines: Iterable[Any], ahead: timedelta) -> set[uuid.UUID]:
    """The persons of whom a line changed, or came into view, since the tablet was last told."""
    if scope.since is None:
        return set()
    seen = None if scope.as_of is None else scope.as_of + ahead
    return {
        row.person_id
        for row in lines
        if row.revision > scope.since or (seen is not None and row.starts_at > seen)
    }


class Apart:
    """The lines of some persons, one version of each chain, and what they say of a dose."""

    def __init__(self, versions: Iterable[Version], settings: Settings) -> None:
        self.settings = settings
        self._chains: dict[uuid.UUID, dict[uuid.UUID, list[Version]]] = {}
        for one in versions:
            if one.line is not None:
                mine = self._chains.setdefault(one.person_id, {})
                mine.setdefault(one.chain, []).append(one)
        self._related: dict[uuid.UUID, list[list[Version]]] = {}

    def of(self, row: Any, version: Version | None) -> dict[str, int]:
        """Minutes after an administration of each of these chains; what holds nothing up is absent."""
        if version is None or version.line is None or row.act != "give":
            return {}
        own = version.line
        found = minutes_apart(_dose(row, own), [own, *self._lines(own, row)], self.settings)
        return {str(chain): minutes for chain, minutes in found.items() if minutes > 0}

    def _lines(self, own: Line, row: Any) -> list[Line]:
        """The other lines with one of its substances, each in the version that holds at the dose's hour, else the last
        one. What is over by more than REACH, or begins later, holds nothing up: on whatever day a tablet is told."""
        if own.id not in self._related:
            self._related[own.id] = [
                versions
                for chain, versions in self._chains.get(own.person, {}).items()
                if chain != own.chain and any(_is_related(own, one.line) for one in versions)
            ]
        return [
            found.line
            for versions in self._related[own.id]
            if (found := _at(versions, row.due_at)) is not None and found.line is not None
        ]


def _is_related(own: Line, other: Line | None) -> bool:
    return other is not None and have_one_in_common(own.drug, other.drug)


def _at(versions: Iterable[Version], at: datetime) -> Version | None:
    lately = [
        one
        for one in versions
        if one.starts_at <= at and (one.until is None or one.until > at - REACH)
    ]
    return max(lately, key=lambda one: (one.holds(at), one.version), default=None)


def _dose(row: Any, line: Line) -> Dose:
    on, _, at = row.slot.partition("/")
    return Dose(
        row.id,
        line.chain,
        line.id,
        row.person_id,
        row.act,
        date.fromisoformat(on),
        at,
        row.due_at,
        row.early_minutes,
        row.late_minutes,
        None,
        row.is_absent,
    )
