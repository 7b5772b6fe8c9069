"""What is prescribed, read: rows in, values out, seals opened here alone."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session

from app.areas.persons.queries import ids_of, unit_of
from app.areas.prescribing.chains import authors
from app.areas.prescribing.checking import ask, judged, one_a_chain
from app.areas.prescribing.facts import facts_of, knowledge
from app.areas.prescribing.materialising import AHEAD
from app.areas.prescribing.models import DueDose, PrescriptionLine
from app.areas.prescribing.overrides import overrides_of
from app.areas.prescribing.rows import versions_of
from app.areas.prescribing.values import DoseValue, Override, Treatment, Version
from app.gate.sync.scope import parts
from app.ground.errors import NotFound
from app.ground.house import House
from app.ground.vault import Vault
from medication.alerts import Stage

__all__ = [
    "DoseValue",
    "Override",
    "Treatment",
    "Version",
    "chain_of",
    "chains_since",
    "dose_known",
    "dose_named",
    "doses_of",
    "facts_of",
    "knowledge",
    "lines_of",
    "may_control",
    "person_of_chain",
    "to_control",
    "treatment",
    "version_known",
    "versions_named",
    "versions_of_line",
    "versions_of_person",
    "versions_since",
]


def versions_of_person(session: Session, house: House, person_id: uuid.UUID) -> list[Version]:
    """Every version of every line of a person, the first one first."""
    rows = session.scalars(
        select(PrescriptionLine)
        .where(PrescriptionLine.person_id == person_id)
        .order_by(PrescriptionLine.written_at, PrescriptionLine.version)
    )
    return versions_of(house.vault, rows)


def version_known(session: Session, vault: Vault, id: uuid.UUID) -> Version | None:
    """One version, whosever it is; None for one that nobody ever wrote, or whose person was erased."""
    row = session.get(PrescriptionLine, id)
    return next(iter(versions_of(vault, [row])), None) if row is not None else None


_ROW = PrescriptionLine.__table__.c
_LINE = (
    select(PrescriptionLine.__table__)
    .where(_ROW.chain_id == bindparam("chain"), _ROW.person_id == bindparam("person"))
    .order_by(_ROW.version)
)
_SINCE = select(PrescriptionLine.__table__).where(
    _ROW.person_id.in_(bindparam("persons", expanding=True)),
    or_(_ROW.superseded_at.is_(None), _ROW.superseded_at > bindparam("since")),
    or_(_ROW.ends_at.is_(None), _ROW.ends_at > bindparam("since")),
)
"""Rows without the objects that a session keeps: what a delivery of a whole round reads for each person."""


def versions_of_line(
    session: Session, vault: Vault, person_id: uuid.UUID, chain_id: uuid.UUID
) -> list[Version]:
    """Every version of one line of that person, the first one first; none where it is somebody else's."""
    rows = session.execute(_LINE, {"chain": chain_id, "person": person_id})
    return versions_of(vault, rows)


def versions_since(
    session: Session, vault: Vault, person_ids: Collection[uuid.UUID], since: datetime
) -> list[Version]:
    """Every version of these persons' lines that held at `since`, or later."""
    rows = [
        row
        for some in parts(person_ids)
        for row in session.execute(_SINCE, {"persons": some, "since": since})
    ]
    return versions_of(vault, rows)


def chains_since(person_ids: Collection[uuid.UUID], since: datetime) -> Select[uuid.UUID]:
    """The lines (`chain_id`) of these persons that hold, or were not over yet at `since`, to be read beside others."""
    return select(PrescriptionLine.chain_id).where(
        PrescriptionLine.person_id.in_(list(person_ids)),
        PrescriptionLine.is_head,
        or_(PrescriptionLine.stopped_at.is_(None), PrescriptionLine.stopped_at > since),
        or_(PrescriptionLine.ends_at.is_(None), PrescriptionLine.ends_at > since),
    )


def versions_named(
    session: Session, house: House, ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, Version]:
    """Those versions, whatever became of them since; one that nobody knows is absent."""
    rows = [
        row
        for some in parts(ids)
        for row in session.scalars(select(PrescriptionLine).where(PrescriptionLine.id.in_(some)))
    ]
    return {one.id: one for one in versions_of(house.vault, rows)}


def lines_of(
    session: Session, house: House, person_id: uuid.UUID, *, now: datetime
) -> list[Version]:
    """The lines that hold now or will: one a chain, the version in force, else the next to come."""
    everything = versions_of_person(session, house, person_id)
    return one_a_chain((one for one in everything if one.stands(now)), now)


def treatment(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    *,
    now: datetime,
    stage: Stage = "validation",
) -> Treatment:
    """A person's whole treatment at an instant. Raises NotFound, NoReference."""
    unit_of(session, establishment_id, person_id)
    everything = versions_of_person(session, house, person_id)
    standing = [one for one in everything if one.stands(now)]
    alerts = ask(session, house, establishment_id, person_id, judged(standing), stage, now=now)
    identities = {one.identity for one in alerts}
    live = {one.chain for one in standing}
    return Treatment(
        person_id=person_id,
        at=now,
        lines=tuple(one_a_chain(standing, now)),
        past=tuple(reversed([o for o in everything if o.is_head and o.chain not in live])),
        versions=_by_chain(everything),
        alerts=alerts,
        overrides=overrides_of(session, house.vault, person_id, identities),
        doses=tuple(doses_of(session, person_id, now, now + AHEAD)),
    )


def chain_of(
    session: Session, house: House, establishment_id: uuid.UUID, chain_id: uuid.UUID
) -> tuple[Version, ...]:
    """Every version of a line of that home, the latest first. Raises NotFound."""
    rows = session.scalars(
        select(PrescriptionLine)
        .where(
            PrescriptionLine.chain_id == chain_id,
            PrescriptionLine.establishment_id == establishment_id,
        )
        .order_by(PrescriptionLine.version.desc())
    )
    found = tuple(versions_of(house.vault, rows))
    if not found:
        raise NotFound()
    return found


def person_of_chain(
    session: Session, establishment_id: uuid.UUID, chain_id: uuid.UUID
) -> uuid.UUID:
    """Whose line it is; nothing is opened. Raises NotFound."""
    found = session.scalar(
        select(PrescriptionLine.person_id)
        .where(
            PrescriptionLine.chain_id == chain_id,
            PrescriptionLine.establishment_id == establishment_id,
        )
        .limit(1)
    )
    if found is None:
        raise NotFound()
    return found


def to_control(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    *,
    unit_ids: frozenset[uuid.UUID] | None = None,
    now: datetime,
) -> list[Version]:
    """The lines of those units (all of the home by default) that nobody has controlled, the deadline first."""
    here = ids_of(session, establishment_id, unit_ids=unit_ids)
    rows = session.scalars(
        select(PrescriptionLine)
        .where(
            PrescriptionLine.establishment_id == establishment_id,
            PrescriptionLine.is_head,
            PrescriptionLine.controlled_at.is_(None),
            PrescriptionLine.stopped_at.is_(None),
            or_(PrescriptionLine.ends_at.is_(None), PrescriptionLine.ends_at > now),
        )
        .order_by(PrescriptionLine.control_due_at, PrescriptionLine.id)
    )
    return versions_of(house.vault, [row for row in rows if row.person_id in here])


def may_control(versions: Iterable[Version], staff_id: uuid.UUID) -> bool:
    """Whether that professional wrote nothing of what has not been controlled in a line."""
    return staff_id not in authors(versions)


_DOSE = select(
    DueDose.id,
    DueDose.person_id,
    DueDose.chain_id,
    DueDose.line_id,
    DueDose.establishment_id,
    DueDose.slot,
    DueDose.act,
    DueDose.due_at,
    DueDose.early_minutes,
    DueDose.late_minutes,
    DueDose.amount,
    DueDose.is_absent,
    DueDose.withdrawn_at,
    DueDose.expires_at,
).where(DueDose.id == bindparam("id"))


def dose_known(session: Session, id: uuid.UUID) -> Any | None:
    """The row of one dose, also one that was withdrawn; None for one that nobody ever wrote."""
    return session.execute(_DOSE, {"id": id}).one_or_none()


def doses_of(
    session: Session, person_id: uuid.UUID, since: datetime, until: datetime
) -> list[DoseValue]:
    """The doses of a person that are due in a window, by their hour."""
    return doses_of_many(session, [person_id], since, until).get(person_id, [])


def dose_named(
    session: Session, establishment_id: uuid.UUID, dose_id: uuid.UUID
) -> tuple[uuid.UUID, DoseValue]:
    """Whose that dose is, and the dose, also one that is not due any more. Raises NotFound."""
    row = session.scalars(
        select(DueDose).where(DueDose.id == dose_id, DueDose.establishment_id == establishment_id)
    ).one_or_none()
    if row is None:
        raise NotFound()
    return row.person_id, _dose(row)


def doses_of_many(
    session: Session, person_ids: Collection[uuid.UUID], since: datetime, until: datetime
) -> dict[uuid.UUID, list[DoseValue]]:
    """The same for several persons; whoever has none is absent."""
    found: dict[uuid.UUID, list[DoseValue]] = {}
    for some in parts(person_ids):
        rows = session.scalars(
            select(DueDose)
            .where(
                DueDose.person_id.in_(some),
                DueDose.due_at >= since,
                DueDose.due_at < until,
                DueDose.withdrawn_at.is_(None),
            )
            .order_by(DueDose.due_at, DueDose.id)
        )
        for row in rows:
            found.setdefault(row.person_id, []).append(_dose(row))
    return found


def _dose(row: DueDose) -> DoseValue:
    names = ("id", "act", "slot", "due_at", "early_minutes", "late_minutes", "is_absent")
    return DoseValue(
        **{name: getattr(row, name) for name in names},
        chain=row.chain_id,
        line=row.line_id,
        amount=None if row.amount is None else Decimal(row.amount),
    )


def _by_chain(versions: Sequence[Version]) -> dict[uuid.UUID, tuple[Version, ...]]:
    found: dict[uuid.UUID, list[Version]] = {}
    for one in sorted(versions, key=lambda one: one.version, reverse=True):
        found.setdefault(one.chain, []).append(one)
    return {chain: tuple(some) for chain, some in found.items()}
