"""Mme Lenoir and five who are close to her: her guardian, two daughters, a son, a neighbour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

import pytest

from app.areas.family import queries
from app.areas.family.commands import (
    Granting,
    Named,
    Words,
    add_relative,
    flag,
    grant,
    revoke,
    set_state,
    validate,
    withdraw,
)
from app.areas.family.values import Shown
from app.ground.house import House
from tests.areas.conftest import HOUR, NOW, Home, home, open_home, other_home

__all__ = ["HOUR", "NOW", "home", "open_home", "other_home"]


@dataclass(frozen=True)
class Measure:
    kind: str
    scope: str = "both"
    assists: bool = False


GUARDED = (Measure("tutelle"),)
"""Under a tutelle over the person: their guardian decides."""


@dataclass
class Family:
    """A person of a home and their relatives by first name."""

    home: Home
    person: UUID
    relatives: dict[str, UUID] = field(default_factory=dict)

    @property
    def house(self) -> House:
        return self.home.house

    def add(self, given_name: str, link: str) -> UUID:
        named = Named(given_name, "Lenoir", link, f"{given_name.lower()}@exemple.fr")
        with self.house.database.write() as session:
            found = add_relative(session, self.house, self.home.leader, self.person, named, now=NOW)
        self.relatives[given_name] = found
        return found

    def grant(
        self,
        name: str,
        *topics: str,
        at: datetime = NOW,
        until: datetime | None = None,
        measures: Iterable[Measure] = (),
        by: str = "person",
    ) -> None:
        heard = "D’accord" if by == "representative" else None
        said = Granting(frozenset(topics), by, until, "Anne Lenoir" if heard else None, heard)
        with self.house.database.write() as session:
            grant(
                session, self.house, self.home.leader, self.relatives[name], said, measures, now=at
            )

    def revoke(self, name: str, topic: str, at: datetime) -> None:
        with self.house.database.write() as session:
            revoke(session, self.home.leader, self.relatives[name], topic, now=at)

    def state(self, name: str, state: str, at: datetime = NOW) -> None:
        with self.house.database.write() as session:
            set_state(session, self.home.leader, self.relatives[name], state, now=at)

    def tell(
        self,
        topic: str,
        title: str,
        at: datetime = NOW,
        *,
        day: date | None = None,
        validated: bool = True,
    ) -> UUID:
        words = Words(topic, day or at.date(), title, "Une bonne journée.")
        with self.house.database.write() as session:
            item = flag(session, self.house, self.home.leader, self.person, words, now=at)
            if validated:
                validate(session, self.home.leader, item, now=at)
        return item

    def withdraw(self, item: UUID, at: datetime) -> None:
        with self.house.database.write() as session:
            withdraw(session, self.home.leader, item, now=at)

    def sees(self, name: str, at: datetime = NOW) -> Shown | None:
        with self.house.database.read() as session:
            return queries.page_for(session, self.house, self.relatives[name], at)


def titles(shown: Shown | None) -> set[str]:
    """The titles of everything that a page shows."""
    if shown is None:
        return set()
    days = [item for day in shown.days or () for item in day.items]
    others = [*(shown.documents or ()), *(shown.photos or ()), *(shown.appointments or ())]
    return {item.title for item in (*days, *others)}


@pytest.fixture
def family(home: Home) -> Family:
    made = Family(home, home.admit())
    for name, link in (
        ("Anne", "sa tutrice"),
        ("Claire", "sa fille"),
        ("Paul", "son fils"),
        ("Sophie", "sa fille, écartée"),
        ("Marcel", "un voisin"),
    ):
        made.add(name, link)
    return made
