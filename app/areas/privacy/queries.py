"""Requests and their answers, read: as values, seals opened."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.privacy import rules
from app.areas.privacy.models import AccessCopy, RightsRequest, RightsStep
from app.gate.directory.finding import find
from app.ground.vault import KeyGone, SealBroken, Vault

UNREADABLE = "Ce texte ne s’ouvre plus."


@dataclass(frozen=True, slots=True)
class StepValue:
    """One thing done about a request."""

    kind: str
    author_id: uuid.UUID | None
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class CopyValue:
    """A copy of the file, as far as it has come."""

    id: uuid.UUID
    state: str
    done: int
    steps: int
    asked_at: datetime
    asked_by: uuid.UUID
    made_at: datetime | None
    handed_at: datetime | None
    expires_at: datetime | None
    size: int | None
    digest: str | None
    withheld: int


@dataclass(frozen=True, slots=True)
class RequestValue:
    """A request; `asker_name` and `words` are what was written down."""

    id: uuid.UUID
    person_id: uuid.UUID
    right: str
    subject: str | None
    asker: str
    asker_name: str
    words: str
    received_on: date
    health_by: date | None
    answer_by: date
    is_extended: bool
    is_identified: bool
    outcome: str | None
    ground: str | None
    answered_at: datetime | None
    recorded_by: uuid.UUID | None

    @property
    def label(self) -> str:
        return rules.RIGHTS[self.right]

    @property
    def is_open(self) -> bool:
        return self.outcome is None

    @property
    def due_on(self) -> date:
        """The first deadline: eight days where health is asked about, and one answer ends both."""
        return min(self.health_by or self.answer_by, self.answer_by)

    def is_late(self, today: date) -> bool:
        return self.is_open and today > self.due_on


def requests_of(
    session: Session, vault: Vault, home: uuid.UUID, *, answered: bool = False
) -> list[RequestValue]:
    """The requests of a home: those to answer by deadline, or those answered, newest first."""
    query = select(RightsRequest).where(RightsRequest.establishment_id == home)
    if answered:
        done = RightsRequest.answered_at
        query = query.where(done.is_not(None)).order_by(done.desc()).limit(200)
    else:
        query = query.where(RightsRequest.outcome.is_(None)).order_by(RightsRequest.answer_by)
    rows = session.scalars(query).all()
    vault.warm({row.person_id for row in rows})
    return [_request(vault, row) for row in rows]


def requests_about(
    session: Session, vault: Vault, home: uuid.UUID, person_id: uuid.UUID
) -> list[RequestValue]:
    """Every request about a person of that home, the latest first."""
    rows = session.scalars(
        select(RightsRequest)
        .where(RightsRequest.establishment_id == home, RightsRequest.person_id == person_id)
        .order_by(RightsRequest.received_on.desc(), RightsRequest.id.desc())
    )
    return [_request(vault, row) for row in rows]


def request_of(
    session: Session, vault: Vault, home: uuid.UUID, request_id: uuid.UUID
) -> RequestValue:
    """One request of that home. Raises NotFound."""
    return _request(vault, find(session, RightsRequest, home, request_id))


def steps_of(session: Session, vault: Vault, request_id: uuid.UUID) -> list[StepValue]:
    """What was done about a request, in order."""
    rows = session.scalars(
        select(RightsStep)
        .where(RightsStep.request_id == request_id)
        .order_by(RightsStep.at, RightsStep.id)
    )
    return [
        StepValue(
            row.kind,
            row.author_id,
            row.at,
            _opened(vault, row.person_id, "rights_step", row.id, row.sealed).get(
                "text", UNREADABLE
            ),
        )
        for row in rows
    ]


def copies_of(session: Session, request_id: uuid.UUID) -> list[CopyValue]:
    """The copies made for a request, newest first."""
    rows = session.scalars(
        select(AccessCopy)
        .where(AccessCopy.request_id == request_id)
        .order_by(AccessCopy.asked_at.desc())
    )
    names = CopyValue.__dataclass_fields__
    return [CopyValue(**{name: getattr(row, name) for name in names}) for row in rows]


def count_due(
    session: Session, home: uuid.UUID, today: date, among: Collection[uuid.UUID] | None = None
) -> tuple[int, int]:
    """How many requests are to be answered within days (`rules.AHEAD_DAYS`), and how many should have been; about
    anybody of the home, or those persons alone.
    """
    soon = today + timedelta(days=rules.AHEAD_DAYS)
    mine = select(func.count()).where(
        RightsRequest.establishment_id == home, RightsRequest.outcome.is_(None)
    )
    if among is not None:
        mine = mine.where(RightsRequest.person_id.in_(list(among)))
    first = func.coalesce(RightsRequest.health_by, RightsRequest.answer_by)
    late = (first < today) | (RightsRequest.answer_by < today)
    near = (first <= soon) | (RightsRequest.answer_by <= soon)
    return session.scalar(mine.where(near, ~late)) or 0, session.scalar(mine.where(late)) or 0


def _request(vault: Vault, row: RightsRequest) -> RequestValue:
    said = _opened(vault, row.person_id, "rights_request", row.id, row.sealed)
    clear = [one for one in RequestValue.__dataclass_fields__ if one not in ("asker_name", "words")]
    return RequestValue(
        **{name: getattr(row, name) for name in clear},
        asker_name=said.get("asker_name", UNREADABLE),
        words=said.get("words", UNREADABLE),
    )


def _opened(
    vault: Vault, person_id: uuid.UUID, table: str, row_id: uuid.UUID, sealed: bytes
) -> dict[str, str]:
    try:
        return vault.open(person_id, table, row_id, sealed)
    except (KeyGone, SealBroken):
        return {}
