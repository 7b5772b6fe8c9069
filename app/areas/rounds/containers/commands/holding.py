"""A container while something is done with it: found, held against anybody else, and filled."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.areas.persons.queries import unit_of
from app.areas.prescribing.queries import DoseValue, Version, doses_of, versions_named
from app.areas.rounds.containers.models import Container, ContainerItem
from app.gate.audit.record import Doer
from app.ground.database import take_revision
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.house import House
from app.ground.ids import new_id
from medication.containers import not_containable

BEHIND, AHEAD = timedelta(hours=12), timedelta(days=10)
"""What may be prepared: no dose whose hour is farther behind, and any that is written already."""


def present(session: Session, actor: Doer, person_id: uuid.UUID) -> None:
    """Holds the home's containers until the commit. Raises NotFound, or Conflict for somebody who has left."""
    take_revision(session, actor.establishment_id)
    if unit_of(session, actor.establishment_id, person_id) is None:
        raise Conflict("Cette personne est sortie : rien ne se prépare plus pour elle.")


def find(
    session: Session, actor: Doer, container_id: uuid.UUID, *, seen: uuid.UUID | None
) -> Container:
    """The container, which nobody else changes before the commit. Raises NotFound; Conflict for one whose label was
    lost, or whose preparation is not the one that was seen."""
    take_revision(session, actor.establishment_id)
    row = session.get(Container, container_id, populate_existing=True)
    if row is None or row.establishment_id != actor.establishment_id:
        raise NotFound()
    if row.lost_at is not None:
        raise Conflict("L’étiquette de ce pilulier a été dite perdue : faites-en un autre.")
    if row.preparation_id != seen:
        raise Conflict("Ce pilulier a été refait entre-temps : relisez la page.")
    return row


def fill(
    session: Session,
    house: House,
    actor: Doer,
    row: Container,
    dose_ids: Iterable[uuid.UUID],
    *,
    now: datetime,
) -> int:
    """Puts these doses in the container, as a new preparation; returns how many.

    Raises Invalid for a dose that is not hers, not due any more, long past, in another container, or of a line that is
    not prepared in advance.
    """
    wanted = list(dict.fromkeys(dose_ids))
    near = doses_of(session, row.person_id, now - BEHIND, now + AHEAD)
    doses = {one.id: one for one in near if one.id in wanted}
    versions = versions_named(session, house, {one.line for one in doses.values()})
    _check(session, row, wanted, doses, versions)
    preparation = new_id()
    session.add_all(
        _item(row, preparation, actor, doses[one], versions[doses[one].line].version, now)
        for one in wanted
    )
    row.state, row.preparation_id = "prepared", preparation
    row.prepared_at, row.prepared_by = now, actor.staff_id
    session.flush()
    return len(wanted)


def _check(
    session: Session,
    row: Container,
    wanted: list[uuid.UUID],
    doses: dict[uuid.UUID, DoseValue],
    versions: dict[uuid.UUID, Version],
) -> None:
    elsewhere = _elsewhere(session, row, wanted)
    faults = {}
    for one in wanted:
        dose = doses.get(one)
        version = versions.get(dose.line) if dose else None
        if says := _objection(dose, version, one in elsewhere):
            faults[str(one)] = says
    if faults or not wanted:
        raise Invalid(faults or {"doses": "Choisissez au moins une prise."})


def _item(
    row: Container,
    preparation: uuid.UUID,
    actor: Doer,
    dose: DoseValue,
    version: int,
    now: datetime,
) -> ContainerItem:
    return ContainerItem(
        id=new_id(),
        container_id=row.id,
        preparation_id=preparation,
        establishment_id=row.establishment_id,
        person_id=row.person_id,
        dose_id=dose.id,
        chain_id=dose.chain,
        line_id=dose.line,
        version=version,
        slot=dose.slot,
        due_at=dose.due_at,
        amount=str(dose.amount),
        prepared_at=now,
        prepared_by=actor.staff_id,
    )


def take_out(session: Session, row: Container, at: datetime) -> None:
    """Nothing is in it any more."""
    session.execute(
        update(ContainerItem)
        .where(
            ContainerItem.container_id == row.id,
            ContainerItem.preparation_id == row.preparation_id,
            ContainerItem.left_at.is_(None),
        )
        .values(left_at=at)
        .execution_options(synchronize_session="fetch")
    )


def _objection(dose: DoseValue | None, version: Version | None, is_elsewhere: bool) -> str:
    if dose is None or dose.act != "give":
        return "Cette prise n’est plus à préparer : relisez la page."
    if version is None or version.line is None:
        return "La ligne de cette prise ne s’ouvre plus."
    if is_elsewhere:
        return "Cette prise est déjà dans un autre pilulier : videz-le d’abord."
    if problem := not_containable(version.line):
        return problem
    return (
        "" if dose.amount is not None else "La quantité de cette prise n’est pas connue d’avance."
    )


def _elsewhere(session: Session, row: Container, wanted: list[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the doses that are in another container now."""
    held = select(ContainerItem.dose_id).join(
        Container, Container.preparation_id == ContainerItem.preparation_id
    )
    return set(
        session.scalars(
            held.where(
                ContainerItem.person_id == row.person_id,
                ContainerItem.left_at.is_(None),
                ContainerItem.dose_id.in_(wanted),
                ContainerItem.container_id != row.id,
            )
        )
    )
