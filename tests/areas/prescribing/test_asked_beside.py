"""What somebody asked for at the bedside is not asked for again by the night."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.areas.follow_ups.commands import Asked, open_task
from app.areas.follow_ups.queries import open_ones
from app.areas.prescribing.commands import prescribe
from app.areas.prescribing.keeping_up import check_homes
from medication.prescription import Prescribed
from tests.areas.conftest import NOW
from tests.areas.prescribing.conftest import DAY, Ward, draft, measured, taken

NIGHT = NOW.replace(hour=3) + DAY
HUMALOG = Prescribed(
    "HUMALOG", "65132156", ("insuline lispro",), "insuline lispro", "solution injectable", ""
)
LOW_AT = NIGHT - timedelta(minutes=10)


@pytest.fixture
def low(ward: Ward) -> Ward:
    ward.do(prescribe, ward.nadia, ward.lenoir, draft(drug=HUMALOG, scheme=taken("midi")))
    measured(ward, "glycaemia", "0.6", LOW_AT)
    return ward


def asked(ward: Ward) -> list[str]:
    found = [one for one in ward.ask(open_ones, ward.home.id) if one.kind.name == "alert"]
    return sorted(one.label or "" for one in found)


def at_the_bedside(ward: Ward, at, person=None) -> None:
    with ward.home.house.database.write() as session:
        wanted = Asked(due_at=at + timedelta(minutes=15), kind="recheck", what="Recontrôler")
        vault, about = ward.home.house.vault, person or ward.lenoir
        open_task(session, vault, ward.nadia, wanted, person_id=about, now=at)


def test_a_low_glycaemia_asks_for_sugar_and_for_another(low: Ward) -> None:
    check_homes(low.home.house, now=NIGHT)
    assert asked(low) == ["Glycémie à recontrôler", "Resucrer"]


def test_where_whoever_stood_there_asked_for_it_the_night_does_not(low: Ward) -> None:
    at_the_bedside(low, LOW_AT + timedelta(minutes=1))
    check_homes(low.home.house, now=NIGHT)
    assert asked(low) == []


def test_what_was_asked_after_an_older_one_says_nothing_of_this_one(low: Ward) -> None:
    at_the_bedside(low, LOW_AT - timedelta(hours=3))
    check_homes(low.home.house, now=NIGHT)
    assert asked(low) == ["Glycémie à recontrôler", "Resucrer"]
