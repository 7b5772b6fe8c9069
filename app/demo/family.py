"""Mme Lenoir's own access and five who are close to her: what she opened to each, what they read and wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.areas.family import commands, loading
from app.areas.medical.queries import appointments_of
from app.areas.persons.queries import measures_of
from app.demo.documents import keep_photo, shared_papers
from app.demo.family_told import ANSWERED, NEWS, PHOTOS, WRITTEN, Message, News
from app.demo.values import Home, demo_id
from app.gate.auth.actor import Actor
from app.ground.house import House

PERSON: Final = "glycines-11"
_MONTHS: Final = timedelta(days=90)
_YEAR: Final = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class RelativeTold:
    """One relative: `contact` names them among the contacts of the file, `topics` is what is open to them."""

    key: str
    given_name: str
    family_name: str
    link: str
    contact: str
    topics: tuple[str, ...]
    is_excluded: bool = False

    @property
    def email(self) -> str:
        return f"{self.given_name}.{self.family_name}@exemple.fr".lower().replace("é", "e")


_ALL = ("daily_life", "health", "documents", "photos", "appointments", "messages")
FAMILY: Final = (
    RelativeTold("claire", "Claire", "Lenoir", "sa fille", "fille", _ALL),
    RelativeTold("paul", "Paul", "Lenoir", "son fils", "fils", ("photos",)),
    RelativeTold("sophie", "Sophie", "Garnier", "son ex-belle-fille", "ex-belle-fille", _ALL, True),
    RelativeTold("odette", "Odette", "Marchand", "sa voisine", "voisine", ("messages",)),
    RelativeTold("vasseur", "Hélène", "Vasseur", "sa curatrice", "curatrice", ("documents",)),
)


def record_family(session: Session, house: House, home: Home, *, now: datetime) -> None:
    """The relatives of that home, by the commands that any home uses, once the file and its papers are there."""
    if any(person.key == PERSON for person in home.persons):
        _Telling(session, house, home, now).tell()


class _Telling:
    """What is told of one person's family."""

    def __init__(self, session: Session, house: House, home: Home, now: datetime) -> None:
        self._session, self._house, self._now = session, house, now
        self._person = next(one.id for one in home.persons if one.key == PERSON)
        self._zone = ZoneInfo(home.timezone)
        self._staff = {
            one.key: Actor(one.id, home.id, one.role, None)
            for one in home.staff
            if one.key in ("helene", "nadia", "sylvie")
        }

    def tell(self) -> None:
        helene = self._staff["helene"]
        commands.open_own_access(
            self._session, self._house, helene, self._person, now=self._now - _MONTHS
        )
        for one in FAMILY:
            self._name(one)
        for words, by in self._words():
            at = self._now - timedelta(days=by.days, hours=2)
            item = self._flag(words, by.author, at)
            if by.is_validated:
                commands.validate(self._session, helene, item, now=at + timedelta(minutes=50))
        for message in (*WRITTEN, *ANSWERED):
            self._send(message)

    def _name(self, one: RelativeTold) -> None:
        helene, at = self._staff["helene"], self._now - _MONTHS
        contact = demo_id("contact", PERSON, one.contact)
        named = commands.Named(
            one.given_name, one.family_name, one.link, one.email, contact_id=contact
        )
        id = commands.add_relative(
            self._session,
            self._house,
            helene,
            self._person,
            named,
            now=at,
            relative_id=demo_id("relative", one.key),
        )
        measures = measures_of(self._session, self._house.vault, self._person, self._now)
        said = commands.Granting(frozenset(one.topics), "person")
        commands.grant(self._session, self._house, helene, id, said, measures, now=at)
        if one.is_excluded:
            commands.set_state(
                self._session, helene, id, "excluded", now=self._now - timedelta(days=20)
            )

    def _words(self) -> Iterator[tuple[commands.Words, News]]:
        """Everything that is flagged, with when and by whom."""
        for one in NEWS:
            yield commands.Words(one.topic, self._day(one), one.title, one.text), one
        for one, scene in PHOTOS:
            at = self._now - timedelta(days=one.days, hours=3)
            source = keep_photo(
                self._session, self._house, self._staff[one.author], self._person, scene, at
            )
            yield commands.Words("photos", self._day(one), one.title, one.text, source), one
        for kind, id in shared_papers(PERSON, _TITLES).items():
            one = News("documents", 15, "helene", _TITLES[kind])
            yield commands.Words("documents", self._day(one), one.title, "", id), one
        until = self._now + _YEAR
        coming = appointments_of(
            self._session, self._house.vault, [self._person], self._now, until, self._zone
        )
        for visit in coming.get(self._person, ()):
            one = News("appointments", 2, "nadia", visit.what, f"{visit.where}. Claire vient.")
            day, about = visit.at.date(), loading.about(visit)
            yield commands.Words("appointments", day, one.title, one.text, visit.id, about), one

    def _flag(self, words: commands.Words, author: str, at: datetime) -> UUID:
        return commands.flag(
            self._session, self._house, self._staff[author], self._person, words, now=at
        )

    def _send(self, said: Message) -> None:
        relative, at = demo_id("relative", said.relative), self._now - said.ago
        who = (self._session, self._house)
        if said.by is None:
            commands.write_message(*who, relative, said.box, said.text, now=at)
        else:
            actor = self._staff[said.by]
            commands.answer_message(*who, actor, relative, said.box, said.text, now=at)

    def _day(self, one: News) -> date:
        return (self._now - timedelta(days=one.days)).astimezone(self._zone).date()


_TITLES: Final = {"contrat_sejour": "Contrat de séjour", "biologie": "Prise de sang"}
