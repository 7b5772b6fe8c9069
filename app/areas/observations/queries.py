"""Measures as other areas and the office read them: rows in, values out."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.marks.queries import is_hidden, not_hidden
from app.areas.observations import standing
from app.areas.observations.bodies import MeasureBody
from app.areas.observations.finding import last_rows
from app.areas.observations.marked import PLACE, hidden_from
from app.areas.observations.models import Observation
from app.areas.observations.rows import Measure, measure_of
from app.areas.observations.telling import COLUMNS, UNREADABLE
from app.gate.sync import broken
from app.ground.errors import NotFound
from app.ground.vault import KeyGone, SealBroken, Vault
from transmissions.observations import BY_NAME, SAFETY, judge
from transmissions.observations.wording import sentence

__all__ = [
    "Measured",
    "ObservationValue",
    "changed_since",
    "latest",
    "observation_of",
    "observations_of",
    "words_told",
]


@dataclass(frozen=True, slots=True)
class Measured:
    """The last value of a kind: `value` is its first number, in `unit`; `values` all of them by part."""

    value: Decimal
    unit: str
    at: datetime
    values: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class ObservationValue:
    """One version of a measure, as a page shows it. `measure` is None for what no longer opens."""

    id: uuid.UUID
    person_id: uuid.UUID
    kind: str
    measure: Measure | None
    author_id: uuid.UUID
    taken_at: datetime
    occurred_at: datetime
    version: int
    superseded_by: uuid.UUID | None
    reason: str | None
    flags: tuple[str, ...]
    older: tuple[ObservationValue, ...] = ()


def changed_since(session: Session, establishment_id: uuid.UUID, revision: int) -> set[uuid.UUID]:
    """Of whom a measure that medication asks about was taken, corrected or undone after that revision."""
    query = select(Observation.person_id).where(
        Observation.establishment_id == establishment_id,
        Observation.revision > revision,
        Observation.kind.in_(list(SAFETY)),
    )
    return set(session.scalars(query))


def latest(
    session: Session,
    vault: Vault,
    person_ids: Collection[uuid.UUID],
    kinds: Collection[str],
) -> dict[uuid.UUID, dict[str, Measured]]:
    """The last value of each of these kinds, of each of these persons; what was never measured is absent.

    Undone, corrected and impossible values do not count, nor does a row that no longer opens.
    """
    found: dict[uuid.UUID, dict[str, Measured]] = {}
    for row in last_rows(session, person_ids, kinds):
        measured = _measured(vault, row)
        if measured is not None:
            found.setdefault(row.person_id, {})[row.kind] = measured
    return found


def _measured(vault: Vault, row: Any) -> Measured | None:
    kind = BY_NAME.get(row.kind)
    try:
        content = vault.open(row.person_id, "observation", row.id, row.sealed)
    except (KeyGone, SealBroken):
        return None
    numbers = {name: Decimal(text) for name, text in content["values"].items()}
    if kind is None or kind.parts[0].name not in numbers:
        return None
    first = kind.parts[0]
    return Measured(numbers[first.name], first.unit, row.taken_at, numbers)


def observations_of(
    session: Session,
    vault: Vault,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    *,
    since: datetime | None = None,
    reader_id: uuid.UUID | None = None,
) -> list[ObservationValue]:
    """What was measured of a person since then, the latest first, each with the versions it corrects; without what is
    kept from the reader (from all but the few who may, when None).
    """
    query = select(*COLUMNS).where(
        Observation.establishment_id == establishment_id,
        Observation.person_id == person_id,
        Observation.retracted_at.is_(None),
    )
    if since is not None:
        query = query.where(Observation.taken_at >= since)
    query = query.where(*not_hidden(hidden_from(session, reader_id, [person_id]), Observation.id))
    chains: dict[uuid.UUID, list[Any]] = {}
    for row in session.execute(query.order_by(Observation.version.desc())):
        chains.setdefault(row.root_id or row.id, []).append(row)
    values = [_chain(vault, rows) for rows in chains.values()]
    return sorted(
        (value for value in values if value),
        key=lambda value: (value.taken_at, value.id.bytes),
        reverse=True,
    )


def observation_of(
    session: Session,
    vault: Vault,
    establishment_id: uuid.UUID,
    id: uuid.UUID,
    reader_id: uuid.UUID | None = None,
) -> ObservationValue:
    """The version that stands of one measure. Raises NotFound, also for what is kept from the reader."""
    found = standing.find(session, id)
    if found is None or found.establishment_id != establishment_id:
        raise NotFound()
    root = found.root_id or found.id
    if is_hidden(session, PLACE, reader_id, root):
        raise NotFound()
    rows = session.execute(
        select(*COLUMNS)
        .where(standing.of_root(root), Observation.retracted_at.is_(None))
        .order_by(Observation.version.desc())
    ).all()
    value = _chain(vault, list(rows)) if rows else None
    if value is None:
        raise NotFound()
    return value


def _chain(vault: Vault, rows: list[Any]) -> ObservationValue | None:
    """The first of `rows`, the latest version, with the others behind it."""
    older = tuple(value for row in rows[1:] if (value := _value(vault, row, ())))
    return _value(vault, rows[0], older)


def _value(vault: Vault, row: Any, older: tuple[ObservationValue, ...]) -> ObservationValue | None:
    try:
        content, flags = broken.opened(
            vault, row.person_id, "observation", row.id, row.sealed, instead=UNREADABLE
        )
    except KeyGone:
        return None
    return ObservationValue(
        id=row.id,
        person_id=row.person_id,
        kind=row.kind,
        measure=None if flags else measure_of(row.kind, content),
        author_id=row.author_id,
        taken_at=row.taken_at,
        occurred_at=row.occurred_at,
        version=row.version,
        superseded_by=row.superseded_by,
        reason=content.get("reason"),
        flags=(*(row.flags or ()), *flags),
        older=older,
    )


def words_told(body: Mapping[str, Any]) -> str | None:
    """What a body of `observation.record` that was put aside says, in words; None when it cannot be told."""
    kind = BY_NAME.get(str(body.get("kind")))
    try:
        read = MeasureBody.model_validate(dict(body))
    except ValidationError:
        return None
    if kind is None:
        return None
    values = judge(kind, read.values, is_confirmed=True).values
    return sentence(kind, values, read.contexts, read.missing_value())
