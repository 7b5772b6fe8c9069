"""Flagging something for relatives, validating it, withdrawing it. What they read is written for them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.family.loading import SOURCED
from app.areas.family.models import SharedItem
from app.areas.family.rules import TOPICS
from app.areas.persons.queries import person_of
from app.gate.audit import clear
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find_to_change
from app.ground.errors import Conflict, Invalid
from app.ground.house import House
from app.ground.ids import new_id

FLAGGED: Final = tuple(topic for topic in TOPICS if topic != "messages")
LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 2000


@dataclass(frozen=True, slots=True)
class Words:
    """What relatives will read: of which topic and day, and the document or the appointment that goes with it.

    `about` is what the appointment is, when they were chosen (`loading.about`).
    """

    topic: str
    day_on: date
    title: str
    text: str = ""
    source_id: uuid.UUID | None = None
    about: str | None = None


def flag(
    session: Session,
    house: House,
    actor: Doer,
    person_id: uuid.UUID,
    words: Words,
    *,
    now: datetime,
) -> uuid.UUID:
    """Keeps something for relatives, that nobody sees before it is validated. Raises Invalid, NotFound, Conflict.

    Whoever calls has judged that the actor may read `source_id`.
    """
    title, text = " ".join(words.title.split()), words.text.strip()
    _check(words, title, text)
    person_of(session, house, actor.establishment_id, person_id)
    if words.source_id and _is_flagged(session, person_id, words.source_id):
        raise Conflict(
            "C’est déjà proposé aux proches : retirez-le d’abord pour le proposer autrement."
        )
    id = new_id()
    row = {
        "id": id,
        "establishment_id": actor.establishment_id,
        "person_id": person_id,
        "topic": words.topic,
        "source_id": words.source_id,
        "day_on": words.day_on,
        "flagged_at": now,
        "flagged_by": actor.staff_id,
    }
    content = {"title": title, "text": text, clear.KEY: clear.digest("shared_item", row)}
    if words.about is not None:
        content["about"] = words.about
    session.add(SharedItem(**row, sealed=house.vault.seal(person_id, "shared_item", id, content)))
    session.flush()
    _trace(session, "share.flag", actor, person_id, id, words.topic, now)
    return id


def validate(session: Session, actor: Doer, item_id: uuid.UUID, *, now: datetime) -> None:
    """From now on whoever is granted its topic sees it. Raises NotFound, Conflict (it was withdrawn)."""
    row = find_to_change(session, SharedItem, actor.establishment_id, item_id)
    if row.withdrawn_at is not None:
        raise Conflict("Cet élément a été retiré entre-temps : la page le montre.")
    if row.validated_at is None:
        row.validated_at, row.validated_by = now, actor.staff_id
        _trace(session, "share.validate", actor, row.person_id, row.id, row.topic, now)


def withdraw(session: Session, actor: Doer, item_id: uuid.UUID, *, now: datetime) -> None:
    """Nobody sees it any more, at once. Raises NotFound."""
    row = find_to_change(session, SharedItem, actor.establishment_id, item_id)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by = now, actor.staff_id
        _trace(session, "share.withdraw", actor, row.person_id, row.id, row.topic, now)


def _check(words: Words, title: str, text: str) -> None:
    problems: dict[str, str] = {}
    if words.topic not in FLAGGED:
        problems["topic"] = "Choisissez le sujet."
    if not title:
        problems["title"] = "Donnez un titre : c’est ce que les proches liront d’abord."
    elif len(title) > LONGEST_TITLE:
        problems["title"] = f"{LONGEST_TITLE} caractères au plus."
    if len(text) > LONGEST_TEXT:
        problems["text"] = f"{LONGEST_TEXT} caractères au plus."
    if words.topic in SOURCED and words.source_id is None:
        problems["topic"] = "Documents et photos se partagent depuis le document lui-même."
    if problems:
        raise Invalid(problems)


def _is_flagged(session: Session, person_id: uuid.UUID, source_id: uuid.UUID) -> bool:
    query = select(SharedItem.id).where(
        SharedItem.person_id == person_id,
        SharedItem.source_id == source_id,
        SharedItem.withdrawn_at.is_(None),
    )
    return session.scalar(query.limit(1)) is not None


def _trace(
    session: Session,
    verb: str,
    actor: Doer,
    person_id: uuid.UUID,
    item_id: uuid.UUID,
    topic: str,
    now: datetime,
) -> None:
    about = {"person_id": person_id, "subject_id": item_id, "detail": {"topic": topic}}
    record(session, verb, at=now, actor=actor, **about)
