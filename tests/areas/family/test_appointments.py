"""An appointment of the file shared with relatives: its hour is the file's, and it goes when the file takes it back."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.areas.family import loading
from app.areas.family.commands import Words, flag, validate
from app.areas.medical.commands import add_record, change_record, withdraw_record
from app.areas.medical.models import MedicalFact
from app.areas.medical.queries import appointments_named
from app.ground.errors import Conflict
from tests.areas.family.conftest import HOUR, NOW, Family, titles

ZONE = ZoneInfo("Europe/Paris")
TODAY = NOW.date()
DENTIST: dict[str, object] = {
    "what": "Dentiste",
    "on": date(2026, 11, 24),
    "at": time(14, 30),
    "where": "Cabinet du centre",
    "transport": "light",
    "escort": "une aide-soignante",
}


@pytest.fixture
def dentist(family: Family) -> uuid.UUID:
    family.grant("Claire", "appointments")
    family.grant("Paul", "photos", "health", "daily_life")
    return note(family)


def note(family: Family, **changed: object) -> uuid.UUID:
    vault, leader = family.house.vault, family.home.leader
    with family.house.database.write() as session:
        return add_record(
            session, vault, leader, family.person, "appointment", {**DENTIST, **changed},
            today=TODAY, now=NOW,
        ).chain_id  # fmt: skip


def change(family: Family, chain: uuid.UUID, **changed: object) -> None:
    vault, leader = family.house.vault, family.home.leader
    with family.house.database.write() as session:
        change_record(
            session, vault, leader, family.person, chain, {**DENTIST, **changed},
            why="Le cabinet a rappelé", today=TODAY, now=NOW + HOUR,
        )  # fmt: skip


def share(family: Family, chain: uuid.UUID, title: str = "Dentiste de Jeanne") -> uuid.UUID:
    house, leader = family.house, family.home.leader
    with house.database.write() as session:
        one = appointments_named(session, house.vault, family.person, [chain], ZONE)[chain]
        words = Words("appointments", one.at.date(), title, "", chain, loading.about(one))
        item = flag(session, house, leader, family.person, words, now=NOW)
        validate(session, leader, item, now=NOW)
    return item


def seen(family: Family) -> list[tuple[str, str]]:
    """What Claire reads of what is to come."""
    shown = family.sees("Claire", NOW + 2 * HOUR)
    assert shown is not None and shown.appointments is not None
    return [(one.title, f"{one.at or one.day_on:%d %H:%M}") for one in shown.appointments]


def test_it_is_shown_at_the_hour_of_the_file(family: Family, dentist: uuid.UUID) -> None:
    share(family, dentist)
    assert seen(family) == [("Dentiste de Jeanne", "24 14:30")]
    assert titles(family.sees("Paul")) == set()


def test_its_hour_follows_the_file(family: Family, dentist: uuid.UUID) -> None:
    share(family, dentist)
    change(family, dentist, on=date(2026, 11, 26), at=time(9, 15))
    assert seen(family) == [("Dentiste de Jeanne", "26 09:15")]


def test_one_that_was_put_off_is_shown_after_its_first_day(
    family: Family, dentist: uuid.UUID
) -> None:
    share(family, dentist)
    change(family, dentist, on=date(2026, 12, 10))
    shown = family.sees("Claire", NOW + timedelta(days=12))
    assert shown is not None and shown.appointments is not None
    assert [one.day_on for one in shown.appointments] == [date(2026, 12, 10)]


@pytest.mark.parametrize("changed", [{"what": "Cancérologue"}, {"where": "Hôpital, étage 4"}])
def test_one_that_became_another_is_shown_no_more(
    family: Family, dentist: uuid.UUID, changed: dict[str, str]
) -> None:
    share(family, dentist)
    change(family, dentist, **changed)
    assert seen(family) == []


def test_one_that_was_cancelled_is_gone(family: Family, dentist: uuid.UUID) -> None:
    share(family, dentist)
    house, leader = family.house, family.home.leader
    with house.database.write() as session:
        withdraw_record(
            session, house.vault, leader, family.person, dentist, why="Annulé", now=NOW + HOUR
        )
    assert seen(family) == []


def test_one_that_was_altered_in_the_database_is_shown_to_nobody(
    family: Family, dentist: uuid.UUID
) -> None:
    share(family, dentist)
    with family.house.database.write() as session:
        session.query(MedicalFact).update({"sealed": b"altered"})
    assert seen(family) == []


def test_those_to_come_are_in_their_order_and_those_past_are_not_there(
    family: Family, dentist: uuid.UUID
) -> None:
    share(family, dentist)
    share(family, note(family, at=time(8), what="Prise de sang"), "Prise de sang")
    share(family, note(family, on=date(2026, 11, 20), what="Passé"), "Passé")
    family.tell("appointments", "Coiffeur", day=TODAY.replace(day=24))
    assert [title for title, _at in seen(family)] == [
        "Coiffeur",
        "Prise de sang",
        "Dentiste de Jeanne",
    ]


def test_an_appointment_of_somebody_else_is_never_shown(family: Family, dentist: uuid.UUID) -> None:
    rose = replace(family, person=family.home.admit(given_name="Rose", room="102"))
    theirs = note(rose)
    words: dict[str, Any] = {"topic": "appointments", "day_on": TODAY, "title": "À Rose"}
    about = f"{DENTIST['what']}\n{DENTIST['where']}"
    with family.house.database.write() as session:
        leader = family.home.leader
        said = Words(**words, source_id=theirs, about=about)
        item = flag(session, family.house, leader, family.person, said, now=NOW)
        validate(session, leader, item, now=NOW)
    assert seen(family) == []


def test_an_appointment_is_proposed_once(family: Family, dentist: uuid.UUID) -> None:
    share(family, dentist)
    with pytest.raises(Conflict):
        share(family, dentist)
