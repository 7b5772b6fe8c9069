"""Five who are close to Jeanne, what was opened to each, and one of everything that could be shown to them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from types import SimpleNamespace
from typing import Any, Final

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.documents.models import DocumentPage
from app.areas.family import commands, loading
from app.areas.family.models import Relative
from app.areas.medical.commands import add_record
from app.areas.medical.queries import appointments_named
from app.areas.persons.file.commands import add_fact
from app.areas.persons.models import Person
from app.areas.persons.queries import measures_of
from app.gate.auth.actor import Actor
from app.gate.directory.structure import zone_of
from app.ground import clock
from app.ground.house import House
from app.ground.ids import new_id
from app.portal import sessions
from app.portal.cookies import COOKIE
from app.portal.models import RelativeCredential
from tests.areas.documents.papers import Papers
from tests.fixtures.cast import Home
from tests.portal.conftest import Visitor

ALL: Final = ("daily_life", "health", "documents", "photos", "appointments")
OPENED: Final[Mapping[str, tuple[str, ...]]] = {
    "Inès": ALL,
    "Claire": ("daily_life", "health", "documents", "appointments"),
    "Paul": ("photos",),
    "Sophie": (*ALL, "messages"),
    "Marcel": ("messages",),
}
LINKS: Final = {
    "Inès": "sa tutrice",
    "Claire": "sa fille",
    "Paul": "son fils",
    "Sophie": "son ex-belle-fille",
    "Marcel": "un voisin",
}
NEWS: Final = {
    "Promenade au jardin": "daily_life",
    "Vaccin contre la grippe": "health",
    "Coiffeuse au salon": "appointments",
}
PAPERS: Final = {
    "Contrat de séjour": "contrat_sejour",
    "Ordonnance du mois": "ordonnance",
    "Courrier de la banque": "courrier",
    "Bal de la Saint-Jean": "autre",
}
"""By title, of which kind. The letter is masked from relatives; the ball is a photo."""
MASKED, PHOTO, DENTIST = "Courrier de la banque", "Bal de la Saint-Jean", "Dentiste du centre"
UNSEEN: Final = ("Pas encore relu", "Proposé par erreur")
"""One that nobody validated, one that was withdrawn."""
QUESTION, ANSWER = "Puis-je venir dimanche ?", "Oui, après la sieste."


@dataclass
class Five:
    """Jeanne, under a guardianship, and her five."""

    house: House
    home: Home
    person: uuid.UUID
    application: Flask
    relatives: dict[str, uuid.UUID] = field(default_factory=dict)
    items: dict[str, uuid.UUID] = field(default_factory=dict)
    papers: dict[str, uuid.UUID] = field(default_factory=dict)

    @property
    def leader(self) -> Actor:
        return self.home.actor("Hélène")

    def make(self) -> Five:
        with self.house.database.write() as session:
            session.get_one(Person, self.person).unit_id = self.home.units["Glycines"]
        guardian = self._protect()
        for name in OPENED:
            self._add(name, guardian if name == "Inès" else None)
        self._tell()
        self._write()
        with self.house.database.write() as session:
            commands.set_state(
                session, self.leader, self.relatives["Sophie"], "excluded", now=clock.now()
            )
        return self

    def visitor(self, name: str) -> Visitor:
        """The browser of that relative, signed in before anything was taken from them."""
        return seat(self.house, self.application, self.relatives[name])

    def pages(self, title: str) -> list[uuid.UUID]:
        """The pages of a shared document."""
        with self.house.database.read() as session:
            query = select(DocumentPage.id).where(DocumentPage.document_id == self.papers[title])
            return list(session.scalars(query))

    def _protect(self) -> uuid.UUID:
        """A guardian over the person and the goods, among the contacts; returns the contact."""
        now, vault = clock.now(), self.house.vault
        who = {"family_name": "Garde", "given_name": "Inès", "link": "friend"}
        power = {
            "quality": "tutelle",
            "scope": "both",
            "since": "2026-01-01",
            "decided_by": "Le juge des tutelles",
            "paper": "Jugement du 5 janvier 2026",
        }
        with self.house.database.write() as session:
            where = (session, vault, self.leader, self.person)
            when = {"today": now.date(), "now": now}
            contact = add_fact(*where, "contact", who, **when).chain_id
            add_fact(*where, "power", {**power, "contact": str(contact)}, **when)
        return contact

    def _add(self, name: str, contact: uuid.UUID | None) -> None:
        named = commands.Named(name, "Martin", LINKS[name], contact_id=contact)
        now, house = clock.now(), self.house
        said = commands.Granting(
            frozenset(OPENED[name]), "representative", None, "Inès Garde", "D’accord"
        )
        with house.database.write() as session:
            id = commands.add_relative(session, house, self.leader, self.person, named, now=now)
            measures = measures_of(session, house.vault, self.person, now)
            commands.grant(session, house, self.leader, id, said, measures, now=now)
        self.relatives[name] = id

    def _tell(self) -> None:
        for title, topic in NEWS.items():
            self._show(commands.Words(topic, clock.now().date(), title, "Un bon moment."))
        papers = Papers(as_home(self), self.person)
        for title, kind in PAPERS.items():
            hidden = ["relative"] if title == MASKED else None
            source = self.papers[title] = papers.add(kind, hidden_from=hidden, at=clock.now())
            topic = "photos" if title == PHOTO else "documents"
            self._show(commands.Words(topic, clock.now().date(), title, "", source))
        self._appoint()
        waiting, mistaken = UNSEEN
        self._show(commands.Words("daily_life", clock.now().date(), waiting), is_validated=False)
        self._show(commands.Words("health", clock.now().date(), mistaken))
        with self.house.database.write() as session:
            commands.withdraw(session, self.leader, self.items[mistaken], now=clock.now())

    def _appoint(self) -> None:
        on = clock.now().date() + timedelta(days=3)
        said = {"what": "Dentiste", "on": on, "at": time(14, 30), "transport": "light"}
        now, house = clock.now(), self.house
        with house.database.write() as session:
            chain = add_record(
                session, house.vault, self.leader, self.person, "appointment", said,
                today=now.date(), now=now,
            ).chain_id  # fmt: skip
            zone = zone_of(session, self.home.id)
            found = appointments_named(session, house.vault, self.person, [chain], zone)[chain]
        self._show(commands.Words("appointments", on, DENTIST, "", chain, loading.about(found)))

    def _show(self, words: commands.Words, *, is_validated: bool = True) -> None:
        now, house = clock.now(), self.house
        with house.database.write() as session:
            item = commands.flag(session, house, self.leader, self.person, words, now=now)
            if is_validated:
                commands.validate(session, self.leader, item, now=now)
        self.items[words.title] = item

    def _write(self) -> None:
        relative, now = self.relatives["Marcel"], clock.now()
        with self.house.database.write() as session:
            commands.write_message(session, self.house, relative, "care", QUESTION, now=now)
            commands.answer_message(
                session, self.house, self.leader, relative, "care", ANSWER, now=now
            )


def as_home(five: Five) -> Any:
    """The home as the makers of documents know homes."""
    return SimpleNamespace(house=five.house, id=five.home.id, leader=five.leader)


def seat(house: House, application: Flask, relative_id: uuid.UUID) -> Visitor:
    """A browser with a session of that relative, as entering makes it."""
    now = clock.now()
    with house.database.write() as session:
        relative = session.get_one(Relative, relative_id)
        opened, secret = sessions.open_for(session, relative, key_of(session, relative), now=now)
        cookie = f"{opened.id}.{secret}"
    visitor = Visitor(application.test_client())
    visitor.client.set_cookie(COOKIE, cookie, domain="famille.localhost", secure=True)
    return visitor


def key_of(session: Session, relative: Relative) -> RelativeCredential:
    """A passkey of that relative: the one that they have, or a new one."""
    known = select(RelativeCredential).where(RelativeCredential.relative_id == relative.id)
    there = session.scalars(known).first()
    if there is not None:
        return there
    row = RelativeCredential(
        id=new_id(),
        establishment_id=relative.establishment_id,
        relative_id=relative.id,
        credential_id=new_id().bytes,
        public_key=b"?",
        is_backed_up=False,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    return row
