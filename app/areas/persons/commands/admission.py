"""Admitting a person, and saying who they are."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.areas.persons.file.naming import keep_version
from app.areas.persons.identity import checked_identity, checked_marks
from app.areas.persons.models import Person
from app.areas.persons.places import check_place, moved, settle
from app.areas.persons.queries import persons_of, same_person
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find_to_change
from app.ground.checks import Checks, all_told
from app.ground.errors import Invalid, Refused
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.stamps import check_unchanged
from app.ground.vault import SealBroken

_REASON = 200
IDENTITY = ("family_name", "given_name", "used_name", "birth_name", "born_on", "sex")


def admit(
    session: Session,
    house: House,
    actor: Doer,
    identity: Mapping[str, Any],
    *,
    unit_id: uuid.UUID | None,
    room_id: uuid.UUID | None,
    admitted_at: datetime,
    is_someone_else: bool = False,
    person_id: uuid.UUID | None = None,
    now: datetime,
) -> Person:
    """A person with a key of their own, in a unit. `identity` has the fields of `IDENTITY`, born_on a date.

    Raises Invalid; for somebody with the same names and birth date too, unless `is_someone_else`.
    """
    all_told(
        lambda: checked_identity(identity, today=now.date()),
        lambda: check_place(session, actor.establishment_id, unit_id, room_id),
        lambda: _check_day(admitted_at, now),
    )
    values = checked_identity(identity, today=now.date())
    if not is_someone_else:
        _refuse_twin(session, house, actor.establishment_id, values)
    row = _new_person(house, actor.establishment_id, person_id or new_id(), values)
    row.admitted_at, row.created_at = admitted_at, now
    settle(session, row, unit_id, room_id, now=now)
    session.add(row)
    session.flush()
    moved(session, row, "admission", actor, occurred_at=admitted_at, now=now)
    record(session, "person.admitted", at=now, actor=actor, person_id=row.id)
    return row


def edit_identity(
    session: Session,
    house: House,
    actor: Doer,
    person_id: uuid.UUID,
    identity: Mapping[str, Any],
    *,
    reason: str | None = None,
    seen: str | None = None,
    now: datetime,
) -> Person:
    """Sets names, birth date and sex; what was said before stays readable. Raises NotFound, Invalid, Conflict when they
    are no longer as `seen`.
    """
    row = find_to_change(session, Person, actor.establishment_id, person_id)
    values, why = checked_identity(identity, today=now.date()), _reason(reason)
    was = _opened(house, row)
    kept = was or {"marks": [], "marks_lost": True}
    before = {field: kept.get(field) for field in IDENTITY}
    check_unchanged(before, seen)
    changed = [field for field in IDENTITY if before[field] != values[field]]
    if changed:
        row.sealed = house.vault.seal(row.id, "person", row.id, {**kept, **values})
        read = before if was is not None else None
        keep_version(session, house.vault, actor, row, read, values, reason=why, now=now)
        record(
            session,
            "person.identity_edited",
            at=now,
            actor=actor,
            person_id=row.id,
            detail={"fields": changed},
        )
    return row


def edit_marks(
    session: Session,
    house: House,
    actor: Doer,
    person_id: uuid.UUID,
    marks: Sequence[tuple[str, str]],
    *,
    seen: str | None = None,
    now: datetime,
) -> Person:
    """Sets what must be known at once: (kind, text) pairs. Raises NotFound, Invalid, Conflict."""
    row = find_to_change(session, Person, actor.establishment_id, person_id)
    values = checked_marks(marks)
    kept = _opened(house, row)
    if kept is None:
        raise Refused("Cette fiche ne s’ouvre plus : saisissez d’abord son identité.")
    before = kept.get("marks", [])
    check_unchanged({"marks": before}, seen)
    were_lost = kept.pop("marks_lost", False)
    if before != values or were_lost:
        row.sealed = house.vault.seal(row.id, "person", row.id, {**kept, "marks": values})
        kinds = [mark["kind"] for mark in values]
        record(
            session,
            "person.marks_edited",
            at=now,
            actor=actor,
            person_id=row.id,
            detail={"kinds": kinds},
        )
    return row


def _opened(house: House, row: Person) -> dict[str, Any] | None:
    """What the row holds, None when it was altered: whoever knows the person may then write it anew."""
    try:
        return house.vault.open(row.id, "person", row.id, row.sealed)
    except SealBroken:
        return None


def _reason(text: str | None) -> str | None:
    checks = Checks()
    found = checks.optional_line("reason", text, limit=_REASON)
    checks.end()
    return found


def _new_person(
    house: House, home: uuid.UUID, own_id: uuid.UUID, identity: Mapping[str, Any]
) -> Person:
    """A person's row, sealed under a key made for them."""
    house.vault.create_owner(own_id, home, "person")
    sealed = house.vault.seal(own_id, "person", own_id, {**identity, "marks": []})
    return Person(id=own_id, establishment_id=home, presence="present", sealed=sealed)


def _check_day(admitted_at: datetime, now: datetime) -> None:
    if admitted_at > now:
        raise Invalid({"admitted_on": "L’entrée est à venir : admettez la personne ce jour-là."})


def _refuse_twin(
    session: Session, house: House, establishment_id: uuid.UUID, values: Mapping[str, Any]
) -> None:
    there = persons_of(session, house, establishment_id)
    twin = same_person(
        there, values["family_name"], values["given_name"], date.fromisoformat(values["born_on"])
    )
    if twin is not None:
        raise Invalid(
            {
                "is_someone_else": f"{twin.name}, avec la même date de naissance, est déjà là "
                f"({twin.unit}). Si c’est quelqu’un d’autre, cochez cette case."
            }
        )
