"""Twenty-five years go by, a month at a time: what goes is exactly what the table says, on the day it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from sqlalchemy import func, select

import app.erasers  # noqa: F401 - what areas keep of a person goes with them
from app.areas.documents import commands as documents
from app.areas.documents.models import Document
from app.areas.persons.commands import erase, leave, set_picture
from app.areas.persons.models import Erasure, Person, Picture
from app.areas.retention.deaths import note_death
from app.areas.retention.holds import lift_hold, place_hold
from app.areas.retention.models import RetentionRun
from app.areas.retention.purging import purge, shred
from app.areas.retention.reckoning import due_now
from app.areas.retention.rules import add_months
from app.gate.audit.models import AuditEvent
from app.gate.audit.sealing import seal_pending
from app.gate.audit.verify import verify, verify_rows
from app.ground import clock
from app.ground.errors import Conflict, Invalid, NotFound
from tests.areas.conftest import Home
from tests.areas.persons.test_pictures import photo

FIRST, LAST = date(2026, 11, 21), date(2051, 11, 21)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


@dataclass
class Years:
    """A home as its years go by; `gone` is what each destruction took, by what went and of whom."""

    home: Home
    gone: dict[tuple[str, str], date] = field(default_factory=dict)
    named: dict[UUID, str] = field(default_factory=dict)

    def write(self, act, day: date, *args, **more):
        house = self.home.house
        with clock.frozen(noon(day)), house.database.write() as session:
            return act(session, *args, now=noon(day), **more)

    def leaves(self, name: str, day: date) -> None:
        self.write(leave, day, self.home.leader, self.of(name), left_at=noon(day))

    def of(self, name: str) -> UUID:
        return next(id_ for id_, known in self.named.items() if known == name)

    def purge(self, day: date) -> RetentionRun | None:
        """What whoever answers for the data does on that day: reads the list, and confirms it."""
        house, home = self.home.house, self.home
        with clock.frozen(noon(day)):
            with house.database.read() as session:
                due = due_now(session, house, home.id, noon(day))
            if not due.free:
                return None
            with house.database.write() as session:
                done = purge(
                    session, house, home.leader, seen=due.mark, visa="2051-17", now=noon(day)
                )
                lines = list(done.run.lines)
            shred(house, done)
        for line in lines:
            if line["person"]:
                whose = self.named[UUID(line["person"])]
                assert (line["rule"], whose) not in self.gone
                self.gone[line["rule"], whose] = day
        return done.run


def refused(years: Years, day: date, error, **more) -> str:
    """What a destruction answers when it does nothing."""
    house, home = years.home.house, years.home
    with house.database.read() as session:
        seen = due_now(session, house, home.id, noon(day)).mark
    with pytest.raises(error) as told, house.database.write() as session:
        purge(session, house, home.leader, **{"seen": seen, "visa": None, "now": noon(day), **more})
    return str(told.value)


@pytest.fixture
def years(home: Home) -> Years:
    made = Years(home)
    for name in ("Ancien", "Défunt", "Recours", "Enquête", "Enfant", "Présent", "Tard"):
        born = date(2022, 5, 5) if name == "Enfant" else date(1950, 3, 3)
        id_ = home.admit(family_name=name, born_on=born, is_someone_else=True)
        made.named[id_] = name
    return made


def kept_paper(years: Years, name: str, kind: str) -> UUID:
    """A filed document of that kind."""
    home, house = years.home, years.home.house
    with clock.frozen(noon(FIRST)), house.database.write() as session:
        files = documents.sealed_files(house, [documents.Given(b"une page")])
        id_ = documents.capture(session, house, home.leader, years.of(name), files, now=noon(FIRST))
        row = session.get_one(Document, id_)
        row.kind, row.filed_at, row.filed_by = kind, noon(FIRST), home.leader.staff_id
    return id_


def live(years: Years) -> None:
    """What happens to each of them, on its day."""
    home, vault = years.home, years.home.house.vault
    years.leaves("Ancien", date(2026, 12, 1))
    years.leaves("Recours", date(2026, 12, 10))
    years.leaves("Enquête", date(2026, 12, 12))
    years.leaves("Enfant", date(2027, 1, 10))
    years.leaves("Défunt", date(2027, 6, 15))
    died = date(2027, 6, 15)
    years.write(note_death, died, vault, home.leader, years.of("Défunt"), died, today=died)
    years.leaves("Tard", date(2030, 2, 28))


def test_a_departure_noted_in_a_wrong_year_makes_nothing_old(years: Years) -> None:
    """Admitted long ago, told today to have left then: what was written since is not twenty years old."""
    house, home, long_ago = years.home.house, years.home, date(2001, 3, 1)
    with house.database.write() as session:
        session.get_one(Person, years.of("Ancien")).admitted_at = noon(date(2000, 1, 1))
    years.write(leave, FIRST, home.leader, years.of("Ancien"), left_at=noon(long_ago))

    def due(day: date) -> list[UUID | None]:
        with house.database.read() as session:
            return [one.person_id for one in due_now(session, house, home.id, noon(day)).lines]

    assert years.of("Ancien") not in due(add_months(FIRST, 12 * 20 - 1))
    assert years.of("Ancien") in due(add_months(FIRST, 12 * 20 + 1))


def test_in_twenty_five_years_goes_exactly_what_the_table_says(years: Years) -> None:
    home, house = years.home, years.home.house
    for name in ("Ancien", "Enquête", "Présent"):
        years.write(
            set_picture, FIRST, house, home.leader, years.of(name), photo(), consent="person"
        )
    contract = kept_paper(years, "Ancien", "contrat_sejour")
    letter = kept_paper(years, "Ancien", "compte_rendu")
    card = kept_paper(years, "Tard", "piece_identite")
    present = kept_paper(years, "Présent", "piece_identite")
    live(years)

    def held(name: str, kind: str, day: date) -> UUID:
        why = {"kind": kind, "reason": "Demandé", "from_on": day, "today": day}
        return years.write(place_hold, day, house.vault, home.leader, years.of(name), **why).id

    day, claim = FIRST, None
    while day <= LAST:
        day = add_months(day, 1)
        if day == date(2030, 2, 21):
            held("Enquête", "inquiry", date(2030, 2, 20))
        if day == date(2040, 1, 21):
            claim = held("Recours", "claim", date(2040, 1, 1))
        if day == date(2041, 1, 21):
            until = date(2041, 1, 1)
            years.write(
                lift_hold, until, house.vault, home.leader, claim, reason="Jugé", today=until
            )
        years.purge(day)
        with house.database.read() as session:
            still = set(session.scalars(select(Document.id)))
        assert (contract in still) == (day < date(2031, 12, 21)), day
        assert (letter in still) == (day < date(2046, 12, 21)), day
        assert (card in still) == (day < date(2030, 3, 21)), day
        assert present in still

    assert years.gone == {
        ("picture", "Ancien"): date(2027, 3, 21),
        # Before anybody asked that everything of them be kept:
        ("picture", "Enquête"): date(2027, 3, 21),
        ("identity_papers", "Tard"): date(2030, 3, 21),
        ("stay", "Ancien"): date(2031, 12, 21),
        ("file", "Défunt"): date(2037, 6, 21),
        ("file", "Ancien"): date(2046, 12, 21),
        ("file", "Recours"): date(2047, 12, 21),  # 2046-12-10 and the 366 days of the claim
        ("file", "Enfant"): date(2050, 5, 21),
        ("file", "Tard"): date(2050, 3, 21),
    }
    with house.database.read() as session:
        there = {years.named[id_] for id_ in session.scalars(select(Person.id))}
        erased = {years.named[id_] for id_ in session.scalars(select(Erasure.person_id))}
        assert session.scalars(select(Picture.person_id)).all() == [years.of("Présent")]
    assert there == {"Présent", "Enquête"}
    assert erased == {"Défunt", "Ancien", "Recours", "Enfant", "Tard"}
    assert all(house.vault.was_destroyed(years.of(name)) for name in erased)
    assert verify_rows(house) == []
    with house.database.read() as session:
        last = due_now(session, house, home.id, noon(LAST))
    assert [(line.rule, line.person_id, line.is_held) for line in last.lines] == [
        ("file", years.of("Enquête"), True)
    ]


def test_the_trail_of_twenty_five_years_still_verifies_and_keeps_three(years: Years) -> None:
    home, house = years.home, years.home.house
    live(years)
    day, taken = FIRST, 0
    while day <= LAST:
        with clock.frozen(noon(day)):
            seal_pending(house)
        done = years.purge(day)
        taken += sum(line["count"] for line in done.lines if line["rule"] == "trace") if done else 0
        day = add_months(day, 3)
    with clock.frozen(noon(LAST)):
        seal_pending(house)
        with house.database.read() as session:
            oldest = session.scalar(
                select(func.min(AuditEvent.at)).where(AuditEvent.establishment_id == home.id)
            )
        assert oldest >= noon(add_months(LAST, -36 - 3))
        assert taken > 20
        assert verify(house) == []


def test_an_event_that_goes_a_day_too_early_is_found(home: Home) -> None:
    house = home.house
    home.admit()
    seal_pending(house)
    with house.database.write() as session:
        session.delete(session.scalars(select(AuditEvent)).first())
    assert [found.kind for found in verify(house)] == ["event_missing"]


def test_the_trail_of_who_is_held_is_held_too(years: Years) -> None:
    home, house = years.home, years.home.house
    with clock.frozen(noon(FIRST)):
        seal_pending(house)
    why = {"kind": "inquiry", "reason": "Réquisition", "from_on": FIRST, "today": FIRST}
    years.write(place_hold, FIRST, house.vault, home.leader, years.of("Présent"), **why)
    with clock.frozen(noon(FIRST)):
        seal_pending(house)
    years.purge(date(2031, 1, 1))
    with house.database.read() as session:
        about = set(session.scalars(select(AuditEvent.person_id)))
    assert years.of("Présent") in about and years.of("Tard") not in about


def test_the_destruction_of_documents_is_told_without_a_name(years: Years) -> None:
    home, house = years.home, years.home.house
    id_ = kept_paper(years, "Ancien", "contrat_sejour")
    years.leaves("Ancien", date(2026, 12, 1))
    run = years.purge(date(2032, 1, 1))
    with house.database.read() as session:
        assert session.get(Document, id_) is None
    assert [event.detail for event in home.events("document.forgotten")] == [{"count": 1}]
    assert "Ancien" not in str(run.lines)


def test_a_list_that_is_no_longer_the_one_that_was_read_destroys_nothing(years: Years) -> None:
    home, house = years.home, years.home.house
    years.leaves("Ancien", date(2026, 12, 1))
    with house.database.read() as session:
        seen = due_now(session, house, home.id, noon(date(2047, 1, 1))).mark
    years.leaves("Tard", date(2026, 12, 2))
    assert "relisez-la" in refused(years, date(2047, 1, 1), Conflict, seen=seen)
    with house.database.read() as session:
        assert session.query(Erasure).count() == session.query(RetentionRun).count() == 0


def test_where_nothing_is_due_there_is_nothing_to_destroy(years: Years) -> None:
    refused(years, date(2027, 1, 1), Invalid)


def test_whoever_is_held_cannot_be_erased_by_any_door(years: Years) -> None:
    home, house = years.home, years.home.house
    why = {"kind": "request", "reason": "Accès demandé", "from_on": FIRST, "today": FIRST}
    hold = years.write(place_hold, FIRST, house.vault, home.leader, years.of("Ancien"), **why)
    for actor in (home.leader, None):  # a page, the command line
        with pytest.raises(Conflict), house.database.write() as session:
            erase(session, house, actor, years.of("Ancien"), now=noon(FIRST))
    years.write(lift_hold, FIRST, house.vault, home.leader, hold.id, reason="Remis", today=FIRST)
    with house.database.write() as session:
        erase(session, house, home.leader, years.of("Ancien"), now=noon(FIRST))


def test_another_home_neither_sees_nor_destroys_ours(years: Years, other_home: Home) -> None:
    live(years)
    house, day = other_home.house, date(2051, 1, 1)
    with house.database.read() as session:
        assert due_now(session, house, other_home.id, noon(day)).lines == ()
    with pytest.raises(NotFound), house.database.write() as session:
        place_hold(
            session,
            house.vault,
            other_home.leader,
            years.of("Ancien"),
            kind="other",
            reason="x",
            from_on=day,
            today=day,
            now=noon(day),
        )
