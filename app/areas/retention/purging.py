"""Destroying what was listed: the same list that was read, or nothing; and a report that holds no name."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.documents.commands import forget_documents
from app.areas.persons.commands import destroy_key, erase, remove_picture
from app.areas.retention.durations import durations_of
from app.areas.retention.holds import held_in
from app.areas.retention.models import RetentionRun
from app.areas.retention.reckoning import Due, Line, due_now, trace_limit
from app.areas.retention.rules import RULES
from app.gate.audit import purging as trail
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find
from app.gate.directory.structure import zone_of
from app.ground.backup.writing import KEYS_KEPT
from app.ground.checks import Checks
from app.ground.errors import Conflict, Invalid
from app.ground.house import House
from app.ground.ids import new_id


@dataclass(frozen=True, slots=True)
class Purged:
    """What was done, and whose keys are to be destroyed once it is committed (`shred`)."""

    run: RetentionRun
    erased: tuple[uuid.UUID, ...]


def purge(
    session: Session, house: House, actor: Doer, *, seen: str, visa: str | None, now: datetime
) -> Purged:
    """Destroys everything that is due and that nothing keeps. Call `shred` after the commit.

    `seen` is the mark of the list that was read. Raises Conflict when it is another now, Invalid when there is nothing.
    """
    checks = Checks()
    reference = checks.optional_line("visa", visa, limit=80)
    checks.end()
    due = due_now(session, house, actor.establishment_id, now)
    if due.mark != seen:
        raise Conflict("La liste a changé depuis que vous l’avez lue : relisez-la.", code="changed")
    if not due.free:
        raise Invalid({"confirmation": "Rien n’est arrivé à son terme : il n’y a rien à détruire."})
    for line in due.free:
        _destroy(session, house, actor, line, now)
    run = _report(session, actor, due, reference, now)
    erased = [line.person_id for line in due.free if _act(line) == "erase_person"]
    return Purged(run, tuple(id_ for id_ in erased if id_ is not None))


def shred(house: House, purged: Purged) -> None:
    """Destroys the keys of those who were erased: no copy of the data opens any more, wherever it lies."""
    for person_id in purged.erased:
        destroy_key(house, person_id)


def runs_of(session: Session, establishment_id: uuid.UUID) -> list[RetentionRun]:
    """The destructions of a home, newest first."""
    return list(
        session.scalars(
            select(RetentionRun)
            .where(RetentionRun.establishment_id == establishment_id)
            .order_by(RetentionRun.at.desc(), RetentionRun.id)
        )
    )


def run_of(session: Session, establishment_id: uuid.UUID, run_id: uuid.UUID) -> RetentionRun:
    """One destruction. Raises NotFound."""
    return find(session, RetentionRun, establishment_id, run_id)


def _act(line: Line) -> str:
    return RULES[line.rule].act


def _destroy(session: Session, house: House, actor: Doer, line: Line, now: datetime) -> None:
    act, person_id = _act(line), line.person_id
    if act == "purge_trace":
        zone = zone_of(session, actor.establishment_id)
        durations = {one.rule.code: one for one in durations_of(session, actor.establishment_id)}
        before = trace_limit(durations["trace"], zone, now)
        kept_back = held_in(session, actor.establishment_id)
        trail.purge(session, actor.establishment_id, before=before, keeping=kept_back, now=now)
        return
    assert person_id is not None
    if act == "erase_person":
        erase(session, house, actor, person_id, now=now)
    elif act == "delete_documents":
        forget_documents(session, actor, person_id, line.documents, now=now)
    else:
        remove_picture(session, actor, person_id, now=now)


def _report(
    session: Session, actor: Doer, due: Due, visa: str | None, now: datetime
) -> RetentionRun:
    run = RetentionRun(
        id=new_id(),
        establishment_id=actor.establishment_id,
        author_id=actor.staff_id,
        at=now,
        visa=visa,
        unreadable_everywhere_at=now + KEYS_KEPT,
        lines=[line.told() for line in due.free],
    )
    session.add(run)
    record(
        session,
        "retention.purged",
        at=now,
        actor=actor,
        subject_id=run.id,
        detail={"lines": len(run.lines)},
    )
    return run
