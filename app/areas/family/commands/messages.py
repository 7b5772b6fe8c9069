"""Writing to the home, and answering: a message is sealed as soon as it is sent, and never changed."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.family import asking_team
from app.areas.family.boxes import BOXES, CARE
from app.areas.family.models import FamilyMessage, Relative
from app.areas.family.queries import topics_at
from app.gate.audit import clear
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find_to_change
from app.ground.errors import Conflict, Invalid, NotFound, TooMuch
from app.ground.house import House
from app.ground.ids import new_id

TOPIC: Final = "messages"
LONGEST: Final = 4000
A_DAY: Final = 20
"""How many messages a relative sends in a day."""


def write_message(
    session: Session,
    house: House,
    relative_id: uuid.UUID,
    box: str,
    text: str,
    *,
    now: datetime,
) -> uuid.UUID:
    """Keeps what a relative writes to a box, and returns its id. Raises NotFound (not granted), Invalid, TooMuch."""
    if TOPIC not in topics_at(session, house, relative_id, now):
        raise NotFound()
    if box not in BOXES:
        raise Invalid({"role": "Choisissez à qui écrire."})
    words = _checked(text)
    relative = session.get_one(Relative, relative_id)
    if _sent_today(session, relative_id, now) >= A_DAY:
        raise TooMuch("Vous avez beaucoup écrit aujourd’hui. Pour une urgence, appelez.")
    answer_by = now + timedelta(hours=BOXES[box].hours)
    id = _keep(session, house, relative, box, words, None, answer_by, now)
    if box == CARE:
        asking_team.ask(session, house.vault, relative, answer_by, now=now)
    about = {"person_id": relative.person_id, "subject_id": relative_id, "detail": {"box": box}}
    home = relative.establishment_id
    record(session, "message.write", at=now, establishment_id=home, **about)
    return id


def answer_message(
    session: Session,
    house: House,
    actor: Doer,
    relative_id: uuid.UUID,
    box: str,
    text: str,
    *,
    now: datetime,
) -> uuid.UUID:
    """Keeps what the home answers. Raises NotFound, Invalid, Conflict (the relative would not read it)."""
    relative = find_to_change(session, Relative, actor.establishment_id, relative_id)
    if box not in BOXES:
        raise NotFound()
    words = _checked(text)
    if TOPIC not in topics_at(session, house, relative_id, now):
        raise Conflict(
            "Les messages ne sont plus ouverts à ce proche : il ne lirait pas la réponse."
        )
    id = _keep(session, house, relative, box, words, actor.staff_id, None, now)
    if box == CARE:
        asking_team.answered(session, house.vault, actor, relative_id, now=now)
    about = {"person_id": relative.person_id, "subject_id": relative_id, "detail": {"box": box}}
    record(session, "message.answer", at=now, actor=actor, **about)
    return id


def _checked(text: str) -> str:
    words = text.strip()
    if not words:
        raise Invalid({"text": "Écrivez votre message."})
    if len(words) > LONGEST:
        raise Invalid({"text": f"{LONGEST} caractères au plus."})
    return words


def _sent_today(session: Session, relative_id: uuid.UUID, now: datetime) -> int:
    query = (
        select(func.count())
        .select_from(FamilyMessage)
        .where(
            FamilyMessage.relative_id == relative_id,
            FamilyMessage.staff_id.is_(None),
            FamilyMessage.sent_at > now - timedelta(days=1),
        )
    )
    return session.scalar(query) or 0


def _keep(
    session: Session,
    house: House,
    relative: Relative,
    box: str,
    words: str,
    staff_id: uuid.UUID | None,
    answer_by: datetime | None,
    now: datetime,
) -> uuid.UUID:
    id = new_id()
    row = {
        "id": id,
        "establishment_id": relative.establishment_id,
        "person_id": relative.person_id,
        "relative_id": relative.id,
        "box": box,
        "staff_id": staff_id,
        "sent_at": now,
        "answer_by": answer_by,
    }
    content = {"text": words, clear.KEY: clear.digest("family_message", row)}
    sealed = house.vault.seal(relative.person_id, "family_message", id, content)
    session.add(FamilyMessage(**row, sealed=sealed))
    session.flush()
    return id
