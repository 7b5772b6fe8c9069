"""Who stands beside a person: contacts, and those with a quality or a power over what concerns the person."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.areas.persons.file.reading import Fact, facts_of
from app.areas.persons.file.words import LINKS, QUALITIES, TRUSTED
from app.areas.persons.models import Person
from app.areas.persons.representation_rules import UNREADABLE, Measure
from app.gate.directory.structure import zone_of
from app.ground.vault import Vault


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody around the person. `qualities` are the codes of what they are in force; `is_broken`: altered."""

    id: uuid.UUID
    family_name: str
    given_name: str
    link: str
    phone: str | None
    other_phone: str | None
    email: str | None
    address: str | None
    is_told: bool
    note: str | None
    qualities: tuple[str, ...] = ()
    is_broken: bool = False

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def link_label(self) -> str:
        return LINKS.get(self.link, "")

    @property
    def quality_labels(self) -> tuple[str, ...]:
        return tuple(QUALITIES[each] for each in self.qualities)


def measures_of(
    session: Session, vault: Vault, person_id: uuid.UUID, at: datetime
) -> tuple[Measure, ...]:
    """The measures in force at that instant, the home's day; one that was altered counts, and allows nothing."""
    on = _day(session, person_id, at)
    powers = facts_of(session, vault, [person_id], ["power"]).get(person_id, [])
    measures = (_measure(one) for one in powers if one.get("quality") != TRUSTED)
    return tuple(one for one in measures if one.holds(on))


def trusted_of(
    session: Session, vault: Vault, person_id: uuid.UUID, at: datetime
) -> uuid.UUID | None:
    """The contact who is the trusted person (personne de confiance) at that instant."""
    on = _day(session, person_id, at)
    powers = facts_of(session, vault, [person_id], ["power"]).get(person_id, [])
    for one in powers:
        if one.get("quality") == TRUSTED and _measure(one).holds(on):
            return uuid.UUID(one.get("contact"))
    return None


def contacts_of(
    session: Session, vault: Vault, person_id: uuid.UUID, at: datetime | None = None
) -> tuple[Contact, ...]:
    """Everybody around the person, those to be told in an emergency first; qualities as of `at`, when it is given."""
    found = contacts_by_person(session, vault, [person_id], at)
    return found.get(person_id, ())


def contacts_by_person(
    session: Session, vault: Vault, person_ids: Iterable[uuid.UUID], at: datetime | None = None
) -> dict[uuid.UUID, tuple[Contact, ...]]:
    """The same for several persons, at the cost of one."""
    found = facts_of(session, vault, person_ids, ["contact", "power"])
    told = {}
    for person_id, facts in found.items():
        on = _day(session, person_id, at) if at else None
        powers = [one for one in facts if one.kind.code == "power"]
        contacts = [_contact(one, powers, on) for one in facts if one.kind.code == "contact"]
        told[person_id] = tuple(sorted(contacts, key=lambda one: not one.is_told))
    return told


def _contact(fact: Fact, powers: list[Fact], on: date | None) -> Contact:
    held = [one for one in powers if one.get("contact") == str(fact.id)]
    qualities = [one.get("quality") for one in held if on is None or _measure(one).holds(on)]
    return Contact(
        id=fact.id,
        family_name=fact.get("family_name") or "Contact illisible",
        given_name=fact.get("given_name") or "",
        link=fact.get("link") or "other",
        phone=fact.get("phone"),
        other_phone=fact.get("other_phone"),
        email=fact.get("email"),
        address=fact.get("address"),
        is_told=bool(fact.get("is_told")),
        note=fact.get("note"),
        qualities=tuple(qualities),
        is_broken=fact.said is None,
    )


def _measure(fact: Fact) -> Measure:
    if fact.said is None:
        return Measure(UNREADABLE)
    return Measure(
        fact.get("quality"),
        uuid.UUID(fact.get("contact")),
        _date(fact.get("since")),
        _date(fact.get("until")),
        fact.get("scope") or "both",
        bool(fact.get("assists")),
    )


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _day(session: Session, person_id: uuid.UUID, at: datetime) -> date:
    home = session.get_one(Person, person_id).establishment_id
    return at.astimezone(zone_of(session, home)).date()
