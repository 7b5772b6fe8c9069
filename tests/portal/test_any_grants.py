"""Whatever is opened, closed, validated, withdrawn, masked or cancelled, and whoever comes and goes: the page that a
relative gets shows what is granted at that instant, no more and no less.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.areas.documents.models import Document
from app.areas.family import commands
from app.areas.persons.commands import come_back, leave
from app.areas.persons.models import Person
from app.ground import clock
from app.ground.errors import Conflict, Invalid
from tests.areas.documents.papers import Papers
from tests.gate.audit.test_rows import admit
from tests.portal.conftest import Family
from tests.portal.five import Five, as_home, seat

TOPICS: Final = ("daily_life", "health", "documents", "photos", "appointments")
ITEMS: Final = {
    "Promenade": ("daily_life", None, {"daily_life"}),
    "Vaccin": ("health", None, {"health"}),
    "Coiffeuse": ("appointments", None, {"appointments"}),
    "Contrat": ("documents", "contrat_sejour", {"documents"}),
    "Ordonnance": ("documents", "ordonnance", {"documents", "health"}),
    "Kermesse": ("photos", "autre", {"photos"}),
}
"""By title: as what it is shared, of which kind of document, and every topic that it takes."""
WAITING: Final = ("Promenade", "Kermesse")
"""Those that nobody has validated when it all begins."""
BEGINNING: Final = datetime(2026, 11, 21, 9, 0, tzinfo=clock.now().tzinfo)
ENTRANCES: Final = ("exclude", "let in", "end", "depart", "have left", "return")

moves = st.lists(
    st.one_of(
        st.tuples(st.just("grant"), st.sets(st.sampled_from(TOPICS), min_size=1)),
        st.tuples(st.just("grant for an hour"), st.sets(st.sampled_from(TOPICS), min_size=1)),
        st.tuples(st.just("revoke"), st.sampled_from(TOPICS)),
        st.tuples(st.sampled_from(("validate", "withdraw", "mask")), st.sampled_from(list(ITEMS))),
        st.tuples(st.sampled_from(ENTRANCES), st.none()),
    ),
    min_size=1,
    max_size=10,
)


@dataclass
class World:
    """What was done, told twice: to the product, and to this naive memory."""

    five: Five
    relative: uuid.UUID
    items: dict[str, uuid.UUID] = field(default_factory=dict)
    opened: dict[str, datetime | None] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    masked: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    is_in: bool = True
    is_here: bool = True

    def expected(self, at: datetime) -> set[str] | None:
        """The titles that the relative is to read; None for whoever is to be told nothing."""
        if not (self.is_in and self.is_here):
            return None
        open_now = {topic for topic, until in self.opened.items() if until is None or at < until}
        standing = self.shown - self.masked - self.gone
        return {title for title in standing if ITEMS[title][2] <= open_now}

    def do(self, what: str, about: Any, at: datetime) -> None:
        """One gesture. What the product refuses changes nothing."""
        try:
            with self.five.house.database.write() as session:
                self._command(session, what, about, at)
        except (Conflict, Invalid):
            return
        self._remember(what, about, at)

    def _command(self, session: Any, what: str, about: Any, at: datetime) -> None:
        house, leader, person = self.five.house, self.five.leader, self.five.person
        match what:
            case "grant" | "grant for an hour":
                until = at + timedelta(hours=1) if what != "grant" else None
                said = commands.Granting(frozenset(about), "person", until)
                commands.grant(session, house, leader, self.relative, said, (), now=at)
            case "revoke":
                commands.revoke(session, leader, self.relative, about, now=at)
            case "validate":
                commands.validate(session, leader, self.items[about], now=at)
            case "withdraw":
                commands.withdraw(session, leader, self.items[about], now=at)
            case "mask":
                query = session.query(Document).filter_by(id=self.five.papers.get(about))
                query.update({"hidden_from": ["relative"]})
            case "depart" | "have left":
                earlier = timedelta(minutes=30 if what == "have left" else 0)
                at = max(BEGINNING, at - earlier)
                leave(session, leader, person, left_at=at, now=clock.now())
            case "return":
                come_back(session, leader, person, now=at)
            case _:
                state = {"exclude": "excluded", "end": "ended", "let in": "active"}[what]
                commands.set_state(session, leader, self.relative, state, now=at)

    def _remember(self, what: str, about: Any, at: datetime) -> None:
        match what:
            case "grant" | "grant for an hour":
                until = at + timedelta(hours=1) if what != "grant" else None
                self.opened |= dict.fromkeys(about, until)
            case "revoke":
                self.opened.pop(about, None)
            case "validate":
                self.shown.add(about)
            case "withdraw":
                self.gone.add(about)
            case "mask" if ITEMS[about][1] is not None:
                self.masked.add(about)
            case "exclude" | "end":
                self.is_in, self.opened = False, {}
            case "let in":
                self.is_in = True
            case "depart" | "have left":
                self.is_here, self.opened = False, {}
            case "return":
                self.is_here = True


@pytest.fixture
def beginning(family: Family) -> Callable[[], World]:
    """A new person, one of everything flagged for relatives, and a relative who sees nothing yet."""

    def make() -> World:
        person = admit(family.house, family.home, "Martin")
        with family.house.database.write() as session:
            session.get_one(Person, person).unit_id = family.home.units["Glycines"]
        five = Five(family.house, family.home, person, family.application)
        named = commands.Named("Claire", "Martin", "sa fille")
        with family.house.database.write() as session:
            relative = commands.add_relative(
                session, family.house, five.leader, person, named, now=clock.now()
            )
        world = World(five, relative)
        for title, (topic, kind, _needs) in ITEMS.items():
            source = None
            if kind is not None:
                source = Papers(as_home(five), person).add(kind, at=clock.now())
                five.papers[title] = source
            day = clock.now().date() + timedelta(days=20)
            words = commands.Words(topic, day, title, "", source)
            with family.house.database.write() as session:
                item = world.items[title] = commands.flag(
                    session, family.house, five.leader, person, words, now=clock.now()
                )
                if title not in WAITING:
                    commands.validate(session, five.leader, item, now=clock.now())
                    world.shown.add(title)
        return world

    return make


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves)
@example([("grant", {"daily_life", "photos"}), ("validate", "Kermesse"), ("revoke", "photos")])
@example([("grant", {"health"}), ("depart", None), ("return", None), ("grant", {"photos"})])
@example([("grant", {"health", "documents"}), ("exclude", None), ("let in", None)])
@example([("grant", {"health"}), ("have left", None), ("return", None)])
@example([("grant", {"documents"}), ("grant for an hour", {"documents"})])
@example([("grant", {"documents", "health"}), ("mask", "Ordonnance"), ("withdraw", "Contrat")])
def test_after_any_gestures_the_page_shows_what_is_granted_at_that_instant(
    beginning: Callable[[], World], gestures: list[tuple[str, Any]]
) -> None:
    with clock.frozen(BEGINNING):
        world = beginning()
        read_and_compare(world, BEGINNING)
    for number, (what, about) in enumerate(gestures, start=1):
        at = BEGINNING + timedelta(minutes=25 * number)
        with clock.frozen(at):
            world.do(what, about, at)
            read_and_compare(world, at)
    at = BEGINNING + timedelta(days=2)
    with clock.frozen(at):
        read_and_compare(world, at)


def read_and_compare(world: World, at: datetime) -> None:
    """The page as a browser gets it, and each picture behind it."""
    visitor = seat(world.five.house, world.five.application, world.relative)
    answer, expected = visitor.get("/"), world.expected(at)
    if expected is None:
        assert answer.status_code == 302 and answer.location.startswith("/entrer"), answer.status
    else:
        assert answer.status_code == 200
    seen = {title for title in ITEMS if title in answer.text}
    assert seen == (expected or set())
    for title in world.five.papers:
        for page in world.five.pages(title):
            picture = visitor.get(f"/images/{world.items[title]}/{page}/thumb")
            assert (picture.status_code == 200) == (title in seen), (title, picture.status)
