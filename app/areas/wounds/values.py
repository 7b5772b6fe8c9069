"""A wound as pages and tablets read it, made from its acts in whatever order they came."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.areas.wounds import content
from transmissions.wounds import Assessment, Consent, Dated, Described, Trend, trend
from transmissions.wounds.consent import State, state_of
from transmissions.wounds.judging import IMPOSSIBLE_SIZE
from transmissions.wounds.naming import named
from transmissions.wounds.trend import Point, between


@dataclass(frozen=True, slots=True)
class Act:
    """One thing said, opened."""

    id: uuid.UUID
    kind: str
    author_id: uuid.UUID
    taken_at: datetime
    occurred_at: datetime
    said: dict[str, Any]
    flags: tuple[str, ...] = ()
    older: tuple[Act, ...] = ()

    @property
    def assessment(self) -> Assessment:
        return content.assessment_of(self.said)

    @property
    def consent(self) -> Consent:
        return content.consent_of(self.said)

    @property
    def photo(self) -> uuid.UUID | None:
        found = self.said.get("photo")
        return uuid.UUID(found) if found else None

    @property
    def is_unreadable(self) -> bool:
        return bool(self.said.get("unreadable"))


@dataclass(frozen=True, slots=True)
class WoundValue:
    """One wound and what stands of what was said of it, oldest first."""

    id: uuid.UUID
    person_id: uuid.UUID
    acts: tuple[Act, ...]
    closed_at: datetime | None = None
    expires_at: datetime | None = None

    def of_kind(self, kind: str) -> tuple[Act, ...]:
        return tuple(act for act in self.acts if act.kind == kind)

    @property
    def opening(self) -> Act | None:
        """Who opened it, and when; None when that was withdrawn."""
        return next(iter(self.of_kind(content.DESCRIBE)), None)

    @property
    def described(self) -> Described:
        """As it was described last."""
        said = self.of_kind(content.DESCRIBE)
        return content.described_of(said[-1].said if said else {})

    @property
    def name(self) -> str:
        said = self.described
        return named(said.site, said.side, said.kind)

    @property
    def assessments(self) -> tuple[Act, ...]:
        return self.of_kind(content.ASSESS)

    @property
    def notes(self) -> tuple[Act, ...]:
        return self.of_kind(content.NOTE)

    @property
    def consents(self) -> tuple[Act, ...]:
        return self.of_kind(content.CONSENT)

    @property
    def consent_state(self) -> State:
        return state_of([act.consent for act in self.consents])

    def consent_at(self, at: datetime) -> State:
        """Where it stood then: what was answered since does not reach back."""
        return state_of([act.consent for act in self.consents if act.taken_at <= at])

    @property
    def closing(self) -> Act | None:
        """What closed it, while it is closed."""
        return last_turn(self.acts) if self.closed_at else None

    @property
    def counted(self) -> tuple[Act, ...]:
        """The assessments whose figures enter comparisons."""
        return tuple(act for act in self.assessments if counts(act))

    @property
    def series(self) -> tuple[Dated, ...]:
        """The same, as the rules read them."""
        return tuple(
            Dated(act.taken_at, act.assessment, tuple(act.said.get("told") or ()))
            for act in self.counted
        )

    @property
    def trend(self) -> Trend | None:
        return trend(self.points)

    @property
    def last_step(self) -> Trend | None:
        """The last area against the one just before, where that is another comparison than `trend`."""
        points = self.points
        return between(points[-2], points[-1]) if len(points) > 2 else None

    @property
    def points(self) -> tuple[Point, ...]:
        """The areas that count, oldest first."""
        return tuple(
            Point(one.at, area) for one in self.series if (area := one.said.area_mm2) is not None
        )


def counts(act: Act) -> bool:
    """Whether its figures enter comparisons."""
    return not act.is_unreadable and IMPOSSIBLE_SIZE not in act.flags


def last_turn(acts: Sequence[Act]) -> Act | None:
    """The last closing; None while the wound is open. Two told at one instant: the later written one holds."""
    turns = [act for act in acts if act.kind in (content.CLOSE, content.REOPEN)]
    turns.sort(key=lambda act: (act.taken_at, act.occurred_at, act.id.bytes))
    return turns[-1] if turns and turns[-1].kind == content.CLOSE else None
