"""Where a mark may stand: each area says how its entries are found, named and told anew to tablets."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy.orm import Session

from app.gate.auth.actor import Actor
from app.gate.auth.actor import Subject as About
from app.gate.auth.policy import may
from app.gate.sync.registry import persons
from app.ground.house import House


@dataclass(frozen=True, slots=True)
class Subject:
    """An entry that bears marks. `id` is the same for all its versions, `words` say which one it is to a reader,
    `unlimitable` why nobody may be kept from reading it (empty when its use may be limited).
    """

    id: uuid.UUID
    establishment_id: uuid.UUID
    person_id: uuid.UUID
    at: datetime
    words: str
    unlimitable: str = ""


Find = Callable[[Session, House, uuid.UUID], "Subject | None"]
Touch = Callable[[Session, Subject, datetime], None]
Reads = Callable[[Session, Actor, Subject], bool]


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of entry. `find` knows it by the id of any of its versions, `touch` has tablets told it anew, `reads` says
    whether somebody may read it, limits apart. `endpoint` is the page of the office where it is read, `by` what that
    page is asked by.
    """

    code: str
    words: str
    find: Find
    touch: Touch
    reads: Reads
    endpoint: str
    by: Literal["person_id", "document_id"] = "person_id"

    def page(self, subject: Subject) -> tuple[str, dict[str, uuid.UUID]]:
        """The endpoint where the entry is read, and its arguments."""
        whose = subject.person_id if self.by == "person_id" else subject.id
        return self.endpoint, {self.by: whose}


def holds(permission: str) -> Reads:
    """Whoever holds this right on the person, where they live, reads it."""

    def reads(session: Session, actor: Actor, subject: Subject) -> bool:
        place = persons().places(session, [subject.person_id]).get(subject.person_id)
        unit_id = place.unit_id if place else None
        return may(actor, permission, About(subject.establishment_id, unit_id, subject.person_id))

    return reads


PLACES: Final[dict[str, Place]] = {}


def register_place(place: Place) -> None:
    """From here on marks may stand beside these entries."""
    PLACES[place.code] = place
