"""Marks placed and lifted. An entry that bears one is not changed; nothing said beside it is ever rewritten."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.marks import rules
from app.areas.marks.models import RightsMark
from app.areas.marks.places import PLACES, Subject
from app.areas.marks.queries import is_hidden, subject_of
from app.areas.marks.rules import Voice
from app.gate.audit import clear
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find_to_change
from app.ground.errors import Conflict, Invalid, NotFound, TooMuch
from app.ground.house import House
from app.ground.ids import new_id

__all__ = ["Voice", "add_statement", "lift", "limit", "place_contest"]


def place_contest(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    place: str,
    subject_id: uuid.UUID,
    text: str,
    *,
    voice: Voice,
    actor: Doer | None = None,
    request_id: uuid.UUID | None = None,
    now: datetime,
) -> uuid.UUID:
    """Says beside an entry that it is contested, for good. Raises NotFound, Invalid, TooMuch.

    `actor` is the professional who writes it down; None when it comes through the portal.
    """
    subject = _theirs(session, house, establishment_id, person_id, place, subject_id)
    _check_pace(session, voice, now)
    return _say(session, house, "contest", subject, place, text, voice, actor, request_id, now)


def add_statement(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    place: str,
    subject_id: uuid.UUID,
    text: str,
    *,
    voice: Voice,
    actor: Doer | None = None,
    request_id: uuid.UUID | None = None,
    now: datetime,
) -> uuid.UUID:
    """Completes an entry by a statement that stands beside it (RGPD, 16). Raises NotFound, Invalid, TooMuch."""
    subject = _theirs(session, house, establishment_id, person_id, place, subject_id)
    _check_pace(session, voice, now)
    return _say(session, house, "addendum", subject, place, text, voice, actor, request_id, now)


def limit(
    session: Session,
    house: House,
    actor: Doer,
    place: str,
    subject_id: uuid.UUID,
    text: str,
    *,
    ground: str,
    readers: Collection[uuid.UUID],
    team: Collection[uuid.UUID],
    voice: Voice,
    request_id: uuid.UUID | None = None,
    now: datetime,
) -> uuid.UUID:
    """Keeps an entry from tablets and all but `readers` until it is lifted. Raises NotFound, Invalid, Conflict."""
    home = actor.establishment_id
    subject = subject_of(session, house, home, place, subject_id)
    if subject.unlimitable:
        raise Conflict(subject.unlimitable)
    if _is_limited(session, place, subject.id):
        raise Conflict("L’accès à cet élément est déjà limité.")
    found = rules.limit_problems(ground, readers, team) | rules.problems(text, voice)
    if found:
        raise Invalid(found)
    return _keep(
        session,
        house,
        "limitation",
        subject,
        place,
        text,
        voice,
        actor,
        request_id,
        now,
        ground=ground,
        readers=sorted(str(one) for one in set(readers)),
    )


def lift(
    session: Session, house: House, actor: Doer, mark_id: uuid.UUID, *, why: str, now: datetime
) -> None:
    """Ends a limit; the person was told before (RGPD, 18.3), and `why` says how. Raises NotFound, Invalid, Conflict."""
    row = find_to_change(session, RightsMark, actor.establishment_id, mark_id)
    if row.kind != "limitation":
        raise NotFound()
    if row.lifted_at is not None:
        raise Conflict("Cette limitation est déjà levée.")
    if not why.strip() or len(why) > rules.MOST_WORDS:
        raise Invalid({"why": "Dites pourquoi, et comment la personne en a été prévenue."})
    said = house.vault.open(row.person_id, "rights_mark", row.id, row.sealed)
    row.lifted_at, row.lifted_by = now, actor.staff_id
    row.sealed = house.vault.seal(
        row.person_id, "rights_mark", row.id, {**said, "lifted_why": why.strip()}
    )
    session.flush()
    subject = PLACES[row.place].find(session, house, row.subject_id)
    if subject is not None:
        PLACES[row.place].touch(session, subject, now)
    _tell(session, "mark.lifted", row, actor, now)


def _theirs(
    session: Session,
    house: House,
    home: uuid.UUID,
    person_id: uuid.UUID,
    place: str,
    subject_id: uuid.UUID,
) -> Subject:
    subject = subject_of(session, house, home, place, subject_id)
    if subject.person_id != person_id:
        raise NotFound()
    return subject


def _check_pace(session: Session, voice: Voice, now: datetime) -> None:
    """What comes through the portal is bounded; what a professional writes down is not."""
    if voice.holder_id is None:
        return
    sent = session.scalar(
        select(func.count())
        .select_from(RightsMark)
        .where(
            RightsMark.holder_id == voice.holder_id,
            RightsMark.placed_at > now - timedelta(days=1),
        )
    )
    if (sent or 0) >= rules.A_DAY:
        raise TooMuch("Vous avez beaucoup écrit aujourd’hui. Parlez-en aussi à l’équipe.")


def _is_limited(session: Session, place: str, id: uuid.UUID) -> bool:
    return is_hidden(session, place, None, id)


def _say(
    session: Session,
    house: House,
    kind: str,
    subject: Subject,
    place: str,
    text: str,
    voice: Voice,
    actor: Doer | None,
    request_id: uuid.UUID | None,
    now: datetime,
) -> uuid.UUID:
    found = rules.problems(text, voice)
    if found:
        raise Invalid(found)
    return _keep(session, house, kind, subject, place, text, voice, actor, request_id, now)


def _keep(
    session: Session,
    house: House,
    kind: str,
    subject: Subject,
    place: str,
    text: str,
    voice: Voice,
    actor: Doer | None,
    request_id: uuid.UUID | None,
    now: datetime,
    *,
    ground: str | None = None,
    readers: list[str] | None = None,
) -> uuid.UUID:
    id = new_id()
    row: dict[str, Any] = {
        "id": id,
        "establishment_id": subject.establishment_id,
        "person_id": subject.person_id,
        "kind": kind,
        "place": place,
        "subject_id": subject.id,
        "request_id": request_id,
        "voice": voice.kind,
        "holder_id": voice.holder_id,
        "ground": ground,
        "readers": readers or [],
        "placed_at": now,
        "placed_by": voice.staff_id,
    }
    said = {
        "text": text.strip(),
        "by_name": voice.name.strip(),
        clear.KEY: clear.digest("rights_mark", row),
    }
    made = RightsMark(**row, sealed=house.vault.seal(subject.person_id, "rights_mark", id, said))
    session.add(made)
    session.flush()
    PLACES[place].touch(session, subject, now)
    _tell(session, f"mark.{kind}", made, actor, now)
    return id


def _tell(session: Session, verb: str, row: RightsMark, actor: Doer | None, now: datetime) -> None:
    record(
        session,
        verb,
        at=now,
        actor=actor,
        establishment_id=row.establishment_id,
        person_id=row.person_id,
        subject_id=row.subject_id,
        detail={"place": row.place, "voice": row.voice},
    )
