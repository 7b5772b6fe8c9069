"""What became of alerts, for the pharmacist: how many were shown, gone past, or made somebody write otherwise.

An alert counts once a person, at the first stage where somebody saw it. One that stops or interrupts and that nobody
went past was followed: without a reason the line could not be written or given as it was. Unless the last night still
finds it, or nothing but a control shows it and no night has seen it go: then somebody has yet to answer. One that is
only shown asks for nothing; it is counted apart, and is gone once a night has seen it go.
"""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.areas.prescribing.alerts_seen import NIGHT, UNVERIFIED
from app.areas.prescribing.models import AlertOverride, AlertSeen
from app.areas.prescribing.overrides import override_of
from app.areas.prescribing.values import Override
from app.gate.sync.scope import parts
from app.ground.vault import Vault
from medication.alerts import KINDS, LEVELS, STAGES, Stage

Named = tuple[uuid.UUID, str]
"""An alert about a person: its identity."""
Row = TypeVar("Row", AlertSeen, AlertOverride)
_RANKS: dict[str, int] = {level: rank for rank, level in enumerate(LEVELS)}
_CONTROL: Stage = "validation"
_ANSWERED = ("hard_stop", "interrupt")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Alerts first seen from `start` until `end`, about these persons; one stage or kind, or any."""

    person_ids: Collection[uuid.UUID]
    start: datetime
    end: datetime
    stage: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """One kind of alert at its gravest level: how many asked for an answer, and what became of them."""

    kind: str
    level: str
    shown: int
    overridden: int
    followed: int
    waiting: int
    gone: int

    @property
    def label(self) -> str:
        return KINDS.get(self.kind, self.kind)

    @property
    def asks(self) -> bool:
        """Whether it stops or interrupts: a rate means nothing of what is only shown."""
        return self.level in _ANSWERED

    @property
    def acceptance(self) -> int | None:
        """The share, in percent, of those answered that made somebody write otherwise."""
        answered = self.overridden + self.followed
        return round(100 * self.followed / answered) if self.asks and answered else None


def rates(session: Session, wanted: Wanted) -> list[Rate]:
    """One row a kind, those gone past most first."""
    first = _first_seen(_rows(session, _seen(wanted), AlertSeen, wanted))
    seen = [row for row in first if wanted.start <= row.first_at < wanted.end]
    past = _named(_rows(session, _past(wanted.stage), AlertOverride, wanted))
    nights = _rows(session, _nights(), AlertSeen, wanted)
    still = _named(row for row in nights if row.gone_at is None)
    gone = _named(row for row in nights if row.gone_at is not None)
    kinds: defaultdict[str, list[AlertSeen]] = defaultdict(list)
    for row in seen:
        kinds[row.kind].append(row)
    found = [_rate(kind, rows, Answers(past, still, gone)) for kind, rows in kinds.items()]
    return sorted(found, key=lambda one: (not one.asks, -one.overridden, -one.shown, one.label))


def overrides_made(session: Session, vault: Vault, wanted: Wanted) -> list[Override]:
    """Who went past what, why and in which words, the latest first."""
    query = _past(wanted.stage).where(
        AlertOverride.made_at >= wanted.start, AlertOverride.made_at < wanted.end
    )
    if wanted.kind:
        query = query.where(AlertOverride.kind == wanted.kind)
    rows = _rows(session, query, AlertOverride, wanted)
    vault.warm({row.person_id for row in rows})
    return [
        override_of(vault, row) for row in sorted(rows, key=lambda row: row.made_at, reverse=True)
    ]


@dataclass(frozen=True, slots=True)
class Answers:
    """Which alerts somebody went past, which the last night still finds, and which a night saw go."""

    past: Collection[Named]
    still: Collection[Named]
    gone: Collection[Named]

    def of(self, row: AlertSeen) -> str:
        one = (row.person_id, row.identity)
        if row.level not in _ANSWERED:
            return "gone" if one in self.gone else "shown"
        if one in self.past:
            return "past"
        is_open = one in self.still or (row.stage == _CONTROL and one not in self.gone)
        return "waiting" if is_open else "followed"


def _rate(kind: str, rows: list[AlertSeen], answers: Answers) -> Rate:
    found = Counter(answers.of(row) for row in rows)
    level = min((row.level for row in rows), key=_RANKS.__getitem__)
    return Rate(
        kind,
        level,
        len(rows),
        found["past"],
        found["followed"],
        found["waiting"],
        found["gone"],
    )


def _first_seen(rows: Iterable[AlertSeen]) -> list[AlertSeen]:
    """One row an alert: the first stage where it was seen."""
    kept: dict[Named, AlertSeen] = {}
    for row in sorted(rows, key=lambda row: row.first_at):
        kept.setdefault((row.person_id, row.identity), row)
    return [*kept.values()]


def _seen(wanted: Wanted) -> Select[AlertSeen]:
    query = select(AlertSeen).where(
        AlertSeen.stage.in_([wanted.stage] if wanted.stage else STAGES),
        AlertSeen.kind != UNVERIFIED,
    )
    return query.where(AlertSeen.kind == wanted.kind) if wanted.kind else query


def _past(stage: str) -> Select[AlertOverride]:
    query = select(AlertOverride)
    return query.where(AlertOverride.stage == stage) if stage else query


def _nights() -> Select[AlertSeen]:
    """What nights found."""
    return select(AlertSeen).where(AlertSeen.stage == NIGHT)


def _named(rows: Iterable[AlertSeen | AlertOverride]) -> set[Named]:
    return {(row.person_id, row.identity) for row in rows}


def _rows(session: Session, query: Select[Row], table: type[Row], wanted: Wanted) -> list[Row]:
    """The rows of that query about the persons wanted."""
    found: list[Row] = []
    for ids in parts(wanted.person_ids):
        found += session.scalars(query.where(table.person_id.in_(ids)))
    return found
