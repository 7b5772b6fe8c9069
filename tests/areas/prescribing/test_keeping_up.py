"""The worker's jobs, as the scheduler calls them: doses ahead, treatments judged, controls asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app import jobs
from app.areas.follow_ups.queries import open_ones
from app.areas.prescribing.commands import prescribe
from app.ground import clock
from tests.areas.conftest import HOUR, NOW
from tests.areas.prescribing.conftest import DAY, THREE_A_DAY, Ward
from tests.areas.prescribing.test_night import NIGHT, allergic


@pytest.fixture(autouse=True)
def worker(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(jobs, "_house", lambda: ward.home.house)
    ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    yield


def kinds(ward: Ward) -> list[str]:
    return sorted(one.kind.name for one in ward.ask(open_ones, ward.home.id))


def test_each_is_due_often_enough() -> None:
    seconds = {function.__name__: every for function, every in jobs.DUE}
    assert seconds["watch_facts"] <= 60
    assert seconds["ask_for_controls"] <= 600
    assert seconds["write_doses"] <= 3600 and seconds["check_treatments"] <= 3600


def test_doses_are_written_and_controls_asked_for(ward: Ward) -> None:
    with clock.frozen(NOW + DAY):
        assert jobs.write_doses() == 3
        assert jobs.ask_for_controls() == 1
        assert (jobs.write_doses(), jobs.ask_for_controls()) == (0, 0)
    assert kinds(ward) == ["control"]


def test_treatments_are_judged_at_night_and_when_a_fact_changes(ward: Ward) -> None:
    with clock.frozen(NOW):
        assert jobs.watch_facts() == 0
    allergic(ward, NOW + HOUR)
    with clock.frozen(NOW + HOUR):
        assert jobs.watch_facts() == 1
    with clock.frozen(NIGHT):
        assert jobs.check_treatments() == 0
    assert kinds(ward) == ["alert"]


def test_without_a_reference_nothing_is_judged_and_the_rest_goes_on(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.areas.drugs.queries import NoReference
    from app.areas.prescribing import facts

    def none(_house: object) -> None:
        raise NoReference("Aucun référentiel des médicaments.")

    allergic(ward)
    monkeypatch.setattr(facts, "current", none)
    with clock.frozen(NIGHT):
        assert jobs.check_treatments() == 0
        assert jobs.write_doses() == 2
    monkeypatch.undo()
    monkeypatch.setattr(jobs, "_house", lambda: ward.home.house)
    with clock.frozen(NIGHT + HOUR):
        assert jobs.check_treatments() == 1
