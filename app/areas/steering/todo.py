"""What is to be done to keep the home running: counted from facts, told to those who may do it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.areas.documents.queries import count_to_file
from app.areas.follow_ups.queries import count_escalated
from app.areas.medical.queries import count_words
from app.areas.persons.queries import count_by_unit, count_without_room, ids_of, persons_of
from app.areas.privacy.queries import count_due
from app.areas.rounds.queries import count_open
from app.areas.steering.arrivals import arrivals
from app.areas.steering.task import Task
from app.gate.auth.actor import Actor
from app.gate.auth.emergency import unread
from app.gate.auth.models import Credential, Device, Invitation
from app.gate.auth.notices import disputed
from app.gate.auth.policy import may
from app.gate.directory.models import Assignment, Shift, Staff
from app.gate.directory.structure import rooms_of, units_of, zone_of
from app.ground.house import House
from app.ground.pages.words import count

SILENT = timedelta(hours=24)
SOURCES: list[Callable[[Session, House, Actor, datetime], Iterable[Task]]] = []
"""What the shell adds (`app.awaited`): tasks of areas on which no other area leans."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How the home stands now."""

    units: int
    persons: int
    staff: int
    tablets: int


def tasks(session: Session, house: House, actor: Actor, *, now: datetime) -> list[Task]:
    """What the actor may do about the home as it stands, most urgent first."""
    home = actor.establishment_id
    found = [*_disputes(session, home), *_follow_ups(session, actor, now), *arrivals(session, home)]
    found += [*_disagreements(session, actor)]
    found += [*_altered(session, house, actor), *_emergencies(session, actor)]
    found += _allergies(session, house, actor)
    found += [task for source in SOURCES for task in source(session, house, actor, now)]
    found += [*_rights(session, actor, now), *_papers(session, actor), *_structure(session, home)]
    found += [*_team(session, home, now), *_tablets(session, home, now), *_persons(session, home)]
    return [task for task in found if may(actor, task.permission)]


def numbers(session: Session, actor: Actor) -> Numbers:
    """The size of the home."""
    home = actor.establishment_id
    return Numbers(
        units=len(units_of(session, home)),
        persons=sum(count_by_unit(session, home).values()),
        staff=_count(session, Staff, Staff.establishment_id == home, Staff.left_at.is_(None)),
        tablets=_count(
            session,
            Device,
            Device.establishment_id == home,
            Device.enrolled_at.is_not(None),
            Device.revoked_at.is_(None),
        ),
    )


def _disputes(session: Session, home: UUID) -> Iterator[Task]:
    """Somebody's keys changed, and they say that it was not them."""
    if open_ones := disputed(session, home):
        told = f"{count(open_ones, 'geste')} sur des clés, contesté par qui les porte."
        yield Task("shield-alert", told, "staff.key_moves", {}, "staff.manage")


def _altered(session: Session, house: House, actor: Actor) -> Iterator[Task]:
    """Persons whose row no longer opens: somebody must bring it back, or write it anew."""
    there = persons_of(session, house, actor.establishment_id, unit_ids=actor.unit_ids)
    if broken := sum(one.is_broken for one in there):
        told = f"{count(broken, 'fiche')} de personne illisible : altérée dans la base."
        yield Task("shield-alert", told, "persons.index", {"etat": "illisibles"}, "person.manage")


def _emergencies(session: Session, actor: Actor) -> Iterator[Task]:
    if waiting := unread(session, actor):
        told = f"{count(waiting, 'accès exceptionnel')} à relire."
        yield Task("shield-alert", told, "persons.emergencies", {}, "emergency.review")


def _allergies(session: Session, house: House, actor: Actor) -> Iterator[Task]:
    """Allergies that no rule reads: they are written in words only."""
    if waiting := count_words(session, house, actor):
        told = f"{count(waiting, 'allergie écrite', 'allergies écrites')} en mots, à coder."
        yield Task("shield-alert", told, "medical.waiting", {}, "medical.read")


def _papers(session: Session, actor: Actor) -> Iterator[Task]:
    """What came on paper and nobody has filed."""
    here = ids_of(session, actor.establishment_id, unit_ids=actor.unit_ids)
    if waiting := count_to_file(session, actor, here):
        told = f"{count(waiting, 'document')} à classer."
        yield Task("file-text", told, "documents.index", {}, "document.file")


def _rights(session: Session, actor: Actor, now: datetime) -> Iterator[Task]:
    """Requests about one's own data: near their deadline, or past it."""
    home = actor.establishment_id
    today = now.astimezone(zone_of(session, home)).date()
    units = actor.unit_ids
    here = None if units is None else ids_of(session, home, unit_ids=units)
    near, late = count_due(session, home, today, here)
    if near + late:
        told = f"{count(near + late, 'demande')} de droits à répondre"
        told += f", dont {late} en retard." if late else " sous peu."
        yield Task("file-text", told, "privacy.index", {}, "rights.request")


def _follow_ups(session: Session, actor: Actor, now: datetime) -> Iterator[Task]:
    """What nobody answered in time, about those who live in the actor's units."""
    here = ids_of(session, actor.establishment_id, unit_ids=actor.unit_ids)
    late, urgent = count_escalated(session, here, now=now)
    if late:
        told = f"{count(late, 'suivi')} en retard sans réponse"
        told += f", dont {count(urgent, 'urgent')}." if urgent else "."
        yield Task("alert", told, "follow_ups.index", {"etat": "signales"}, "follow_up.review")


def _disagreements(session: Session, actor: Actor) -> Iterator[Task]:
    """Doses of which two outcomes were recorded: perhaps given twice."""
    here = ids_of(session, actor.establishment_id, unit_ids=actor.unit_ids)
    if waiting := count_open(session, here):
        told = f"{count(waiting, 'désaccord')} sur une prise, à trancher."
        yield Task("alert", told, "rounds.conflicts", {}, "medication.resolve")


def _structure(session: Session, home: UUID) -> Iterator[Task]:
    units = units_of(session, home)
    if not units:
        yield Task(
            "layers",
            "Créez la première unité : tout le reste s’y range.",
            "steering.units",
            {},
            "structure.manage",
        )
    furnished = {room.unit_id for room in rooms_of(session, home)}
    for unit in units:
        if unit.kind == "unit" and unit.id not in furnished:
            yield Task(
                "layers",
                f"« {unit.name} » n’a pas encore de chambre.",
                "steering.unit",
                {"unit_id": str(unit.id)},
                "structure.manage",
            )


def _team(session: Session, home: UUID, now: datetime) -> Iterator[Task]:
    staff = (Staff.establishment_id == home, Staff.left_at.is_(None))
    if keyless := _count(session, Staff, *staff, ~_keys().exists()):
        told = f"{count(keyless, 'personne')} de l’équipe sans clé d’accès : invitez-les."
        yield _about_team("key", told, "sans-cle")
    waiting = session.scalars(
        select(Invitation).where(
            Invitation.establishment_id == home,
            Invitation.expires_at > now,
            Invitation.used_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
    )
    for one in waiting:
        if one.waits_for_second:
            told = "Une nouvelle clé attend l’accord d’une deuxième personne."
            about = {"staff_id": str(one.staff_id)}
            yield Task("key", told, "staff.member", about, "staff.manage")
    if idle := _count(session, Staff, *staff, ~_assignments(now).exists()):
        told = f"{count(idle, 'personne')} de l’équipe sans affectation : aucun droit sans elle."
        yield _about_team("id-card", told, "sans-affectation")
    if not _count(session, Shift, Shift.establishment_id == home, Shift.ends_at > now):
        told = "Personne n’est prévu de service : l’accueil des tablettes montrera toute l’équipe."
        yield Task("calendar", told, "staff.plan", {}, "staff.manage")


def _about_team(icon: str, text: str, state: str) -> Task:
    return Task(icon, text, "staff.index", {"etat": state}, "staff.manage")


def _keys() -> Select[Any]:
    """The passkeys of the professional of the query around it."""
    return select(Credential.staff_id).where(
        Credential.staff_id == Staff.id, Credential.revoked_at.is_(None)
    )


def _assignments(now: datetime) -> Select[Any]:
    """The assignments, held or to come, of the professional of the query around it."""
    return select(Assignment.id).where(
        Assignment.staff_id == Staff.id,
        (Assignment.ends_at.is_(None)) | (Assignment.ends_at > now),
    )


def _tablets(session: Session, home: UUID, now: datetime) -> Iterator[Task]:
    known = (Device.establishment_id == home, Device.revoked_at.is_(None))
    if not _count(session, Device, *known):
        yield Task(
            "tablet",
            "Aucune tablette : ajoutez-en une, puis ouvrez son lien sur la tablette.",
            "steering.devices",
            {},
            "device.manage",
        )
    silent = _count(
        session,
        Device,
        *known,
        Device.enrolled_at.is_not(None),
        Device.seen_at < now - SILENT,
    )
    if silent:
        yield Task(
            "tablet",
            f"{count(silent, 'appareil')} sans nouvelles depuis plus d’un jour.",
            "steering.devices",
            {"etat": "silencieux"},
            "device.manage",
        )


def _persons(session: Session, home: UUID) -> Iterator[Task]:
    homeless = count_without_room(session, home)
    if homeless:
        yield Task(
            "users",
            f"{count(homeless, 'personne')} sans chambre.",
            "persons.index",
            {"chambre": "sans"},
            "person.manage",
        )
    if not count_by_unit(session, home):
        yield Task(
            "users",
            "Personne n’est encore accompagné ici : admettez la première personne.",
            "persons.index",
            {},
            "person.manage",
        )


def _count(session: Session, table: type, *conditions: Any) -> int:
    query = select(func.count()).select_from(table).where(*conditions)
    return session.scalar(query) or 0
