"""Medical facts, absences and settings, on SQLite and on PostgreSQL with its row-level security."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.areas.medical.commands import add_allergy, set_settings, set_swallowing, withdraw
from app.areas.medical.queries import allergies_of, settings_of, swallowing_of
from app.areas.persons.commands import (
    AbsenceDraft,
    cancel_absence,
    erase,
    note_absence,
    set_presence,
)
from app.areas.persons.queries import absences_of
from app.ground.tenancy import acting_for
from medication.settings import Settings
from tests.areas.conftest import HOUR, NOW, open_home
from tests.areas.medical.conftest import CRUSHED, PENICILLINS

DAY = timedelta(days=1)
LACTOSE = replace(PENICILLINS, kind="excipient", code="lactose", label="Lactose")


@pytest.fixture
def home(each_house):
    return open_home(each_house, "Les Tilleuls", ("Hélène", "Marchand"), {"Glycines": ("101",)})


def test_what_is_known_of_a_person_until_their_erasure(home):
    house, leader = home.house, home.leader
    with acting_for(home.id):
        lenoir = home.admit()
        with house.database.write() as session:
            added = add_allergy(session, house.vault, leader, lenoir, PENICILLINS, now=NOW)
            add_allergy(session, house.vault, leader, lenoir, LACTOSE, now=NOW)
            set_swallowing(session, house.vault, leader, lenoir, CRUSHED, today=NOW.date(), now=NOW)
            planned = AbsenceDraft("family", NOW + DAY, NOW + 2 * DAY, note="chez sa fille")
            row = note_absence(session, house, leader, lenoir, planned, now=NOW)
            set_settings(session, leader, Settings(control_hours=12), now=NOW)
        with house.database.write() as session:
            withdraw(session, house.vault, leader, lenoir, added.chain_id, why="bilan", now=NOW)
            cancel_absence(session, leader, lenoir, row.chain_id, now=NOW)
            set_presence(session, leader, lenoir, "hospital", now=NOW + HOUR)
        with house.database.read() as session:
            (allergy,) = allergies_of(session, house.vault, [lenoir])[lenoir] or ()
            assert allergy.code == "lactose"
            assert swallowing_of(session, house.vault, [lenoir])[lenoir].level == "crush"
            (away,) = absences_of(session, [lenoir], NOW, NOW + 7 * DAY)[lenoir]
            assert (away.kind, away.from_at, away.until_at) == ("hospital", NOW + HOUR, None)
            assert settings_of(session, home.id).control_hours == 12
        with house.database.write() as session:
            erase(session, house, leader, lenoir, now=NOW)
        with house.database.read() as session:
            assert allergies_of(session, house.vault, [lenoir]) == {lenoir: None}
            assert absences_of(session, [lenoir], NOW, NOW + 7 * DAY) == {}
