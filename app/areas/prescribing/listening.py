"""What prescriptions do at once when something changes about a person: an absence marks the doses it covers, and a
restriction tells every line of hers again, with who may give it."""

from __future__ import annotations

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.areas.persons.commands import Change, on_change
from app.areas.persons.queries import absences_of
from app.areas.prescribing.materialising import AHEAD
from app.areas.prescribing.models import DueDose, PrescriptionLine
from app.gate.sync.scope import parts
from app.ground.database import take_revision


def mark_absences(session: Session, change: Change) -> None:
    """The doses to come say whether the person will be away; none is opened for it, and none is lost."""
    if change.what != "absence":
        return
    person, now = change.person_id, change.at
    away = absences_of(session, [person], now, now + AHEAD, now=now).get(person, ())
    rows = session.execute(
        select(DueDose.id, DueDose.due_at, DueDose.is_absent).where(
            DueDose.person_id == person, DueDose.due_at > now, DueDose.withdrawn_at.is_(None)
        )
    ).all()
    for is_absent in (True, False):
        wrong = [
            row.id
            for row in rows
            if row.is_absent is not is_absent
            and any(one.covers(row.due_at) for one in away) is is_absent
        ]
        for some in parts(wrong):
            session.execute(
                update(DueDose)
                .where(DueDose.id.in_(some))
                .values(
                    is_absent=is_absent, revision=take_revision(session, change.establishment_id)
                )
                .execution_options(synchronize_session=False)
            )


def tell_givers(session: Session, change: Change) -> None:
    """The lines that tablets hold of her are told anew: each says to each role whether it may give."""
    if change.what != "restriction":
        return
    session.execute(
        update(PrescriptionLine)
        .where(
            PrescriptionLine.person_id == change.person_id,
            or_(
                PrescriptionLine.expires_at.is_(None),
                PrescriptionLine.expires_at > change.at,
            ),
        )
        .values(revision=take_revision(session, change.establishment_id))
        .execution_options(synchronize_session=False)
    )


on_change(mark_absences)
on_change(tell_givers)
