"""Absences as they are planned, noted after the fact, corrected and cancelled. Each gesture is a new version."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons import away
from app.areas.persons.changes import Change, tell_change
from app.areas.persons.models import Absence, Person
from app.areas.persons.places import moved
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find_to_change
from app.ground.checks import Checks
from app.ground.errors import Conflict, NotFound
from app.ground.house import House
from app.ground.stamps import check_unchanged

_NOTE_LIMIT = 200
_AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class AbsenceDraft:
    """What is said of an absence; `until_at` None when nobody knows."""

    kind: str
    from_at: datetime
    until_at: datetime | None = None
    doses_handed: bool = False
    note: str | None = None


def note_absence(
    session: Session,
    house: House,
    actor: Doer,
    person_id: uuid.UUID,
    draft: AbsenceDraft,
    *,
    now: datetime,
) -> Absence:
    """An absence to come, under way or over, by its times; one that is under way sets the presence.

    Raises NotFound, Invalid, Conflict for somebody who has left.
    """
    person = _staying(session, actor, person_id)
    note = _checked(session, person, draft, None, now)
    row = away.open_one(
        session,
        person,
        actor,
        now=now,
        kind=draft.kind,
        state=_state(draft, now),
        from_at=draft.from_at,
        until_at=draft.until_at,
        doses_handed=draft.doses_handed,
    )
    row.sealed = _sealed(house, person.id, row.chain_id, note)
    _finish(session, person, actor, row, "absence.noted", now)
    return row


def correct_absence(
    session: Session,
    house: House,
    actor: Doer,
    person_id: uuid.UUID,
    chain_id: uuid.UUID,
    draft: AbsenceDraft,
    *,
    seen: str | None = None,
    now: datetime,
) -> Absence:
    """The next version of an absence; the one before stays readable. Raises NotFound, Invalid, Conflict."""
    person = _staying(session, actor, person_id)
    before = _current(session, person, chain_id)
    check_unchanged({"version": before.version}, seen)
    note = _checked(session, person, draft, before, now)
    row = away.follow(
        session,
        before,
        actor,
        now=now,
        kind=draft.kind,
        state=_state(draft, now),
        from_at=draft.from_at,
        until_at=draft.until_at,
        doses_handed=draft.doses_handed,
        sealed=_sealed(house, person.id, chain_id, note),
    )
    _finish(session, person, actor, row, "absence.corrected", now)
    return row


def cancel_absence(
    session: Session, actor: Doer, person_id: uuid.UUID, chain_id: uuid.UUID, *, now: datetime
) -> Absence:
    """Says that it will not take place, or did not. Raises NotFound, Conflict when it was cancelled already."""
    person = _staying(session, actor, person_id)
    before = _current(session, person, chain_id)
    row = away.follow(session, before, actor, now=now, state="cancelled")
    _finish(session, person, actor, row, "absence.cancelled", now)
    return row


def _staying(session: Session, actor: Doer, person_id: uuid.UUID) -> Person:
    row = find_to_change(session, Person, actor.establishment_id, person_id)
    if row.left_at is not None:
        raise Conflict("Cette personne est sortie : annulez d’abord sa sortie.")
    return row


def _current(session: Session, person: Person, chain_id: uuid.UUID) -> Absence:
    row = session.scalars(
        select(Absence).where(
            Absence.person_id == person.id,
            Absence.chain_id == chain_id,
            Absence.superseded_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise NotFound()
    if row.state == "cancelled":
        raise Conflict("Cette absence est déjà annulée.")
    return row


def _checked(
    session: Session, person: Person, draft: AbsenceDraft, before: Absence | None, now: datetime
) -> str | None:
    """The note as it is kept. Raises Invalid, each reason under its field."""
    checks = Checks()
    checks.choice("kind", draft.kind, away.KINDS, message="Dites où va la personne.")
    note = checks.optional_line("note", draft.note, limit=_NOTE_LIMIT)
    if draft.until_at is not None and draft.until_at <= draft.from_at:
        checks.refuse("until_on", "Le retour vient après le départ : vérifiez le jour et l’heure.")
    if draft.from_at < person.admitted_at:
        checks.refuse("from_on", "La personne n’était pas encore là : vérifiez le jour.")
    elif draft.from_at > now + _AHEAD:
        checks.refuse("from_on", "C’est dans plus d’un an : vérifiez l’année.")
    for other in away.last_versions(session, person.id):
        if other is not before and other.state in away.LIVE and _meets(draft, other, now):
            checks.refuse(
                "from_on",
                "Une autre absence couvre déjà une partie de ces heures : corrigez-la plutôt.",
            )
    checks.end()
    return note


def _meets(draft: AbsenceDraft, other: Absence, now: datetime) -> bool:
    """Whether they share a moment. One that is open lasts at least until now; a planned open one, for ever."""
    ends = [_last(draft.until_at, draft.from_at, now), _last(other.until_at, other.from_at, now)]
    return draft.from_at < ends[1] and other.from_at < ends[0]


def _last(until_at: datetime | None, from_at: datetime, now: datetime) -> datetime:
    return until_at if until_at is not None else max(from_at, now) + _AHEAD


def _state(draft: AbsenceDraft, now: datetime) -> str:
    if draft.from_at > now:
        return "planned"
    return "ended" if draft.until_at is not None and draft.until_at <= now else "ongoing"


def _sealed(house: House, person_id: uuid.UUID, chain_id: uuid.UUID, note: str | None) -> bytes:
    return house.vault.seal(person_id, "absence", chain_id, {"note": note})


def _finish(
    session: Session, person: Person, actor: Doer, row: Absence, verb: str, now: datetime
) -> None:
    """The event, the presence that follows from what is open now, and whoever depends on absences."""
    detail = {"kind": row.kind, "state": row.state}
    record(
        session,
        verb,
        at=now,
        actor=actor,
        person_id=person.id,
        subject_id=row.chain_id,
        detail=detail,
    )
    session.flush()
    there = away.ongoing(session, person.id)
    presence = away.presence_of(there.kind) if there else "present"
    if presence != person.presence:
        person.presence = presence
        at = there.from_at if there else min(row.until_at or now, now)
        kind = "return" if presence == "present" else presence
        moved(session, person, kind, actor, occurred_at=at, now=now)
    tell_change(session, Change(person.establishment_id, person.id, "absence", now))
