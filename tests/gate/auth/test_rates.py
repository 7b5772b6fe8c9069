"""Limits on how often something is asked: wide for people, narrow for machines."""

from datetime import UTC, datetime, timedelta

import pytest

from app.gate.auth import rates
from app.gate.auth.models import RateWindow
from app.gate.auth.rates import Rate, spend
from app.ground import clock
from app.ground.errors import TooMuch

THREE = Rate("test", 3)
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def test_one_too_many_is_refused_and_costs_no_row(each_house):
    for _ in range(3):
        spend(each_house.database, THREE, "a", now=NOON)
    with pytest.raises(TooMuch) as refusal:
        spend(each_house.database, THREE, "a", now=NOON)
    assert refusal.value.status == 429
    with each_house.database.read() as session:
        assert session.query(RateWindow).one().count == 3


def test_subjects_and_scopes_are_counted_apart(each_house):
    for _ in range(3):
        spend(each_house.database, THREE, "a", now=NOON)
    spend(each_house.database, THREE, "b", now=NOON)
    spend(each_house.database, Rate("other", 3), "a", now=NOON)


def test_the_last_window_still_weighs(house):
    for _ in range(3):
        spend(house.database, THREE, "a", now=NOON + timedelta(seconds=59))
    with pytest.raises(TooMuch):
        spend(house.database, THREE, "a", now=NOON + timedelta(seconds=60))
    spend(house.database, THREE, "a", now=NOON + timedelta(seconds=119))


def test_no_subject_is_kept_in_clear(house):
    spend(house.database, THREE, "192.0.2.7", now=NOON)
    with house.database.read() as session:
        assert b"192.0.2.7" not in session.query(RateWindow).one().subject


def test_old_windows_are_forgotten(house):
    spend(house.database, THREE, "a", now=NOON)
    with house.database.write() as session:
        assert rates.forget_old(session, before=NOON + timedelta(hours=1)) == 1


def test_a_tablet_that_asks_for_nonces_without_end_is_stopped(tablet):
    with clock.frozen(clock.now()):
        answers = [tablet.post("/api/v1/unlock/nonce", {}) for _ in range(31)]
    assert [answer.status_code for answer in answers[:30]] == [200] * 30
    assert (answers[30].status_code, answers[30].headers["Retry-After"]) == (429, "60")
