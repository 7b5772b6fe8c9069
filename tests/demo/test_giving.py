"""What was given in the demo home: nearly all of the last day, by whoever was there and might, and nothing odd."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.areas.prescribing.models import DueDose
from app.areas.rounds.models import Administration
from app.demo.values import World
from app.demo.world import build
from app.ground.house import House
from app.ground.tenancy import acting_for_every
from tests.demo.alerts import NOW


@pytest.fixture(scope="module")
def given(demo_at_now: House) -> list[Any]:
    with acting_for_every(), demo_at_now.database.read() as session:
        return list(session.execute(select(Administration.__table__)))


@pytest.fixture(scope="module")
def over(demo_at_now: House) -> dict[Any, Any]:
    """The doses whose tolerance is over, by id; none of somebody who was away."""
    with acting_for_every(), demo_at_now.database.read() as session:
        rows = session.execute(
            select(DueDose.__table__).where(
                DueDose.withdrawn_at.is_(None), DueDose.is_absent.is_(False)
            )
        ).all()
    return {row.id: row for row in rows if row.due_at + timedelta(minutes=row.late_minutes) < NOW}


@pytest.fixture(scope="module")
def world() -> World:
    return build(NOW)


def test_nearly_all_that_was_due_is_told_once_and_nothing_else(
    given: list[Any], over: dict[Any, Any]
) -> None:
    told = Counter(row.dose_id for row in given)
    assert set(told) <= over.keys()
    assert set(told.values()) == {1}
    assert 0.9 * len(over) < len(told) < len(over)


def test_the_server_that_checks_again_finds_nothing_odd(given: list[Any]) -> None:
    assert [row.flags for row in given if row.flags] == []
    assert not any(row.doubtful for row in given)


def test_it_was_given_near_its_hour_by_somebody_on_duty(
    given: list[Any], over: dict[Any, Any], world: World
) -> None:
    shifts = [shift for home in world.homes for shift in home.shifts]
    for row in given:
        assert abs(row.at - over[row.dose_id].due_at) <= timedelta(minutes=15)
        assert row.at <= NOW
        assert any(one.staff == row.author_id and one.covers(row.at) for one in shifts)


def test_a_real_day_has_refusals_doses_that_nobody_scanned_and_patches_taken_off(
    given: list[Any],
) -> None:
    outcomes = Counter(row.outcome for row in given)
    assert 0 < outcomes["refused"] < 0.05 * len(given)
    assert outcomes["removed"] > 0
    assert 0 < sum(row.no_scan is not None for row in given) < 0.25 * len(given)
