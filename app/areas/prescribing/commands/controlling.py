"""Controlling a line: a second professional reads what another wrote; the deadline that passes asks somebody to."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import Asked, System, close_for, open_task
from app.areas.follow_ups.queries import person_about
from app.areas.prescribing import chains, overrides, questions
from app.areas.prescribing.alerts_seen import note
from app.areas.prescribing.chains import Chain
from app.areas.prescribing.checking import alerts_about
from app.areas.prescribing.models import LineControl, PrescriptionLine
from app.areas.prescribing.rows import versions_of
from app.areas.prescribing.tasks import CONTROL, about_chain, short
from app.areas.prescribing.values import PIECES, Overriding, Version, Written
from app.gate.audit.record import Doer, record
from app.ground.errors import Conflict, Invalid, NotFound, Refused
from app.ground.house import House
from app.ground.ids import new_id


def control(
    session: Session,
    house: House,
    actor: Doer,
    chain_id: uuid.UUID,
    *,
    seen: uuid.UUID,
    now: datetime,
    overriding: Iterable[Overriding] = (),
    read: Collection[str] = (),
) -> Written:
    """A second professional finds the line right, planned versions included. Of what was copied from paper, `read` says
    which pieces were read again there: all of them.

    Raises NotFound, Overtaken, Conflict (stopped, ended, controlled already), Refused for whoever wrote it,
    HardStopped, ReasonsNeeded, Invalid.
    """
    chain = chains.find(session, house, actor, chain_id, seen=seen)
    chains.unstopped(chain)
    head = chain.head
    if head.controlled_at is not None:
        raise Conflict("Cette ligne a déjà été contrôlée.", code="controlled_already")
    if not chain.standing(now) or head.line is None:
        raise Conflict("Cette ligne est terminée.")
    if actor.staff_id in chains.authors(chain.versions):
        raise Refused(
            "Une ligne est contrôlée par quelqu’un d’autre que la personne qui l’a écrite."
        )
    if head.paper is not None and not set(PIECES) <= set(read):
        raise Invalid({"read": "Relisez chaque élément sur l’ordonnance, et cochez-le."})
    home = actor.establishment_id
    alerts = alerts_about(session, house, home, head.line, "validation", now=now)
    passed = overrides.decide(alerts, overrides.held_for(session, head.person_id), overriding)
    overrides.keep(
        session,
        house.vault,
        actor,
        passed,
        person_id=head.person_id,
        line_id=head.id,
        stage="validation",
        now=now,
    )
    note(session, home, head.person_id, alerts, "validation", now=now)
    _sign(session, actor, chain, now)
    by_reading = questions.BY_READING
    questions.settle(session, house.vault, actor, chain_id, "controlled", now=now, kinds=by_reading)
    subject = about_chain(chain_id)
    close_for(session, house.vault, actor, subject, now=now)
    record(
        session,
        "prescription.controlled",
        at=now,
        actor=actor,
        person_id=head.person_id,
        subject_id=chain_id,
        detail={"version": head.version, "on_paper": head.paper is not None},
    )
    return Written(replace(head.line, controlled_at=now), alerts)


def remind_controls(session: Session, house: House, *, now: datetime) -> int:
    """Asks somebody to control what nobody has in time; once for each deadline. Returns how many."""
    late = session.scalars(
        select(PrescriptionLine).where(
            PrescriptionLine.is_head,
            PrescriptionLine.controlled_at.is_(None),
            PrescriptionLine.stopped_at.is_(None),
            PrescriptionLine.control_due_at <= now,
            or_(PrescriptionLine.ends_at.is_(None), PrescriptionLine.ends_at > now),
        )
    )
    return sum(_remind(session, house, one, row, now) for one, row in _opened(house, list(late)))


def _opened(house: House, rows: list[PrescriptionLine]) -> list[tuple[Version, PrescriptionLine]]:
    by_id = {row.id: row for row in rows}
    return [(one, by_id[one.id]) for one in versions_of(house.vault, rows)]


def _remind(
    session: Session, house: House, one: Version, row: PrescriptionLine, now: datetime
) -> bool:
    # Follows from the line and the deadline: however often this runs, and after a restore, it asks once.
    id = uuid.uuid5(one.chain, f"control/{one.control_due_at.isoformat()}")
    try:
        person_about(session, row.establishment_id, id)
        return False
    except NotFound:
        pass
    label = one.line.drug.label if one.line else "ligne illisible"
    asked = Asked(
        due_at=now,
        kind=CONTROL.name,
        what=short(f"Contrôler la prescription : {label}"),
        role="nurse",
        subject=about_chain(one.chain),
    )
    system = System(row.establishment_id)
    open_task(session, house.vault, system, asked, person_id=one.person_id, now=now, id=id)
    return True


def _sign(session: Session, actor: Doer, chain: Chain, now: datetime) -> None:
    for row, one in zip(chain.rows, chain.versions, strict=True):
        if row.controlled_at is None and one.stands(now):
            row.controlled_at, row.controlled_by = now, actor.staff_id
            session.add(
                LineControl(
                    id=new_id(),
                    line_id=row.id,
                    person_id=row.person_id,
                    establishment_id=row.establishment_id,
                    staff_id=actor.staff_id,
                    role=actor.role,
                    controlled_at=now,
                )
            )
    session.flush()
