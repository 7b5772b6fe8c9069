"""What relatives wait for, among what is to be done at a desk: importing this makes it known to the office's home."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.family.queries import BOXES, topics_at, waiting_of
from app.areas.persons.queries import ids_of
from app.areas.steering.task import Task
from app.areas.steering.todo import SOURCES
from app.gate.auth.actor import Actor
from app.gate.auth.policy import may
from app.ground.house import House
from app.ground.pages.words import count


def late_messages(session: Session, house: House, actor: Actor, now: datetime) -> Iterator[Task]:
    """What relatives wrote to a box that the actor answers, that nobody answered in time and that still may be."""
    boxes = [code for code, box in BOXES.items() if may(actor, box.permission)]
    here = ids_of(session, actor.establishment_id, unit_ids=actor.unit_ids) if boxes else []
    late = [
        one
        for one in waiting_of(session, actor.establishment_id, here, boxes)
        if one.answer_by is not None
        and one.answer_by < now
        and "messages" in topics_at(session, house, one.relative_id, now)
    ]
    if late:
        told = f"{count(len(late), 'message')} de proches sans réponse à temps."
        yield Task("message", told, "family.messages", {}, "family.answer")


if late_messages not in SOURCES:
    SOURCES.append(late_messages)
