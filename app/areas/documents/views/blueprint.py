"""The addresses of documents at a desk, and the persons and documents that their reader may look at."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint

from app.areas.documents import masks
from app.areas.documents.kinds import FAMILIES, KINDS, RETENTIONS, label_of
from app.areas.documents.masks import READS
from app.areas.documents.queries import DocumentValue, document_of
from app.areas.documents.queries import person_of as person_about
from app.areas.persons.queries import PersonValue, person_of, persons_of
from app.gate.audit.once import record_once
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.gate.auth.policy import ROLES, may
from app.gate.directory.structure import UnitValue, units_of, zone_of
from app.gate.directory.team import Member, names_of
from app.ground import clock
from app.ground.errors import NotFound, Refused
from app.ground.house import House, current_house

blueprint = Blueprint("documents", __name__, url_prefix="/bureau")
OPEN, FILE, MASK, CAPTURE = "person.read", "document.file", "document.mask", "document.capture"
"""Whoever opens a person's file at a desk; which documents they read is decided one by one."""

STATES = {
    "waiting": "En attente des pages",
    "received": "Reçu, vérification en cours",
    "checked": "Vérifié",
    "refused": "Refusé",
}
SOURCES = {
    "camera": "Photographié",
    "file": "Fichier joint",
    "share": "Partagé depuis une application",
}


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {
        "kinds_of": KINDS,
        "families": FAMILIES,
        "retentions": RETENTIONS,
        "states_of": STATES,
        "sources": SOURCES,
        "role_names": ROLES,
        "label_of": label_of,
        "is_for_tablets": masks.is_for_tablets,
    }


@dataclass(frozen=True, slots=True)
class Desk:
    """Who reads, of which home, now."""

    actor: Actor
    house: House
    now: datetime
    zone: ZoneInfo
    staff: dict[uuid.UUID, Member]

    @property
    def home(self) -> uuid.UUID:
        return self.actor.establishment_id

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def may_about(self, permission: str, person: PersonValue) -> bool:
        """Whether the reader may do that about a person; an emergency opens reading alone."""
        return may(self.actor, permission, Subject(self.home, person.unit_id))


def desk(permission: str = OPEN) -> Desk:
    """Whoever is signed in and holds `permission`. Raises Refused."""
    actor, house = require(permission), current_house()
    return _desk(actor, house)


def desk_actor() -> Actor:
    """Whoever opens files at a desk. Raises NotFound."""
    try:
        return require(OPEN)
    except Refused as refusal:
        raise NotFound() from refusal


def _desk(actor: Actor, house: House) -> Desk:
    with house.database.read() as session:
        zone = zone_of(session, actor.establishment_id)
        staff = names_of(session, house, actor.establishment_id)
    return Desk(actor, house, clock.now(), zone, staff)


def ward(
    of: Desk, unit_id: uuid.UUID | None = None
) -> tuple[list[UnitValue], dict[uuid.UUID, PersonValue]]:
    """The reader's units, and who lives there or in one of them."""
    with of.house.database.read() as session:
        units = [one for one in units_of(session, of.home) if of.actor.covers(one.id)]
        shown = {one.id for one in units if unit_id in (None, one.id)}
        persons = persons_of(session, of.house, of.home, unit_ids=frozenset(shown))
    return units, {one.id: one for one in persons}


def reached_person(person_id: uuid.UUID, *permissions: str) -> tuple[Desk, PersonValue]:
    """A person some of whose documents the reader may see, and do `permissions` about. Raises NotFound."""
    try:
        return _reached_person(person_id, permissions)
    except Refused as refusal:
        raise NotFound() from refusal  # what somebody may not do has no page


def _reached_person(person_id: uuid.UUID, permissions: Sequence[str]) -> tuple[Desk, PersonValue]:
    actor, house = require(OPEN), current_house()
    with house.database.read() as session:
        person = person_of(session, house, actor.establishment_id, person_id)
    if person.unit_id is None and actor.unit_ids is not None:
        raise NotFound()  # who has left is known to those of the whole home
    # An emergency access opens reading: whoever comes to write is judged without it.
    subject = Subject(actor.establishment_id, person.unit_id, None if permissions else person_id)
    for permission in (OPEN, *permissions):
        actor = require(permission, subject)
    if not any(may(actor, permission, subject) for permission in READS):
        raise NotFound()
    return _desk(actor, house), person


def reached(
    document_id: uuid.UUID, *permissions: str, withdrawn: bool = False
) -> tuple[Desk, PersonValue, DocumentValue]:
    """A document that the reader may see, and do `permissions` to. Raises NotFound."""
    actor, house = desk_actor(), current_house()
    with house.database.read() as session:
        person_id = person_about(session, actor.establishment_id, document_id)
    of, person = reached_person(person_id, *permissions)
    with house.database.read() as session:
        document = document_of(session, house.vault, of.actor, document_id, withdrawn=withdrawn)
    return of, person, document


def trace_opening(of: Desk, document: DocumentValue) -> None:
    """Tells the trail once a session that the reader opened it."""
    record_once(
        of.house.database,
        "document.read",
        actor=of.actor,
        person_id=document.person_id,
        subject_id=document.id,
        now=of.now,
    )
