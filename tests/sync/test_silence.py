"""Which tablets have not been heard of: told when they fall silent, taken back when they are heard again."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from app.gate.auth.actor import Actor
from app.gate.auth.devices import revoke
from app.gate.auth.models import Device
from app.gate.sync import fleet
from app.gate.sync.silence import heard
from app.ground import clock
from tests.sync.exchange import Exchange, Json
from tests.sync.homes import NOW, Tablet
from tests.sync.test_feed_windows import Poll

MINUTE = timedelta(minutes=1)


@pytest.fixture
def other(exchange: Exchange) -> Tablet:
    """The unit's second tablet, which told where it stands at NOW."""
    return second(exchange)


def second(exchange: Exchange) -> Tablet:
    with exchange.house.database.write() as session:
        tablet = exchange.home.add_tablet(session, [exchange.home.units[0]])
        session.execute(update(Device).where(Device.id == tablet.id).values(name="Tablette 2"))
    report(exchange, tablet, NOW)
    return tablet


def report(exchange: Exchange, tablet: Tablet, at: datetime) -> None:
    with clock.frozen(at):
        exchange.post(tablet, [])


def silent(answer: Json) -> list[str]:
    return [row["id"] for row in answer.get("rows", {}).get("silence", [])]


def back(answer: Json) -> list[str]:
    return [one["id"] for one in answer.get("removed", []) if one["kind"] == "silence"]


def test_a_tablet_falls_silent_without_any_change_and_its_colleagues_are_told(
    each_exchange: Exchange,
) -> None:
    other = second(each_exchange)
    mine = Poll(each_exchange)
    assert silent(mine.at(NOW)) == []
    assert mine.at(NOW + 19 * MINUTE)["unchanged"] is True
    told = mine.at(NOW + 20 * MINUTE)
    (row,) = told["rows"]["silence"]
    assert row["id"] == str(other.id)
    assert (row["name"], row["waiting"]) == ("Tablette 2", 0)
    assert row["last_heard_at"] == clock.to_text(NOW)
    assert mine.at(NOW + 21 * MINUTE)["unchanged"] is True


def test_a_snapshot_names_who_is_silent_already(exchange: Exchange, other: Tablet) -> None:
    assert silent(Poll(exchange).at(NOW + 30 * MINUTE)) == [str(other.id)]


def test_a_tablet_that_is_heard_again_is_taken_back(each_exchange: Exchange) -> None:
    other = second(each_exchange)
    mine = Poll(each_exchange)
    mine.at(NOW + 30 * MINUTE)
    report(each_exchange, other, NOW + 31 * MINUTE)
    answer = mine.at(NOW + 32 * MINUTE)
    assert (silent(answer), back(answer)) == ([], [str(other.id)])
    assert mine.at(NOW + 33 * MINUTE)["unchanged"] is True


def test_one_that_came_back_and_fell_silent_again_is_told_as_silent(
    exchange: Exchange, other: Tablet
) -> None:
    mine = Poll(exchange)
    mine.at(NOW + 30 * MINUTE)
    report(exchange, other, NOW + 31 * MINUTE)
    answer = mine.at(NOW + 60 * MINUTE)
    assert (silent(answer), back(answer)) == ([str(other.id)], [])


def test_a_tablet_that_reports_every_ten_minutes_is_never_silent_and_changes_nothing(
    exchange: Exchange, other: Tablet
) -> None:
    mine = Poll(exchange)
    mine.at(NOW)
    for minutes in range(10, 200, 10):
        report(exchange, other, NOW + minutes * MINUTE)
        assert mine.at(NOW + minutes * MINUTE)["unchanged"] is True, minutes


def test_its_own_silence_is_not_told_to_a_tablet(exchange: Exchange) -> None:
    mine = Poll(exchange)
    report(exchange, mine.unlock.tablet, NOW)
    mine.at(NOW)
    assert mine.at(NOW + 40 * MINUTE)["unchanged"] is True
    report(exchange, mine.unlock.tablet, NOW + 41 * MINUTE)
    assert back(mine.at(NOW + 42 * MINUTE)) == []


def test_the_welcome_screen_alone_is_not_an_exchange(exchange: Exchange, other: Tablet) -> None:
    mine = Poll(exchange)
    mine.at(NOW)
    with exchange.house.database.write() as session:
        seen = {"seen_at": NOW + 30 * MINUTE}
        session.execute(update(Device).where(Device.id == other.id).values(**seen))
    assert silent(mine.at(NOW + 30 * MINUTE)) == [str(other.id)]
    fleet.forget(exchange.house, other.id)
    report(exchange, other, NOW + 30 * MINUTE)
    assert back(mine.at(NOW + 31 * MINUTE)) == [str(other.id)]


def test_a_revoked_tablet_is_not_waited_for(exchange: Exchange, other: Tablet) -> None:
    with exchange.house.database.write() as session:
        session.execute(update(Device).where(Device.id == other.id).values(revoked_at=NOW))
    assert silent(Poll(exchange).at(NOW + 30 * MINUTE)) == []


def test_one_that_is_revoked_while_it_is_silent_is_taken_back(
    exchange: Exchange, other: Tablet
) -> None:
    mine = Poll(exchange)
    assert silent(mine.at(NOW + 30 * MINUTE)) == [str(other.id)]
    home = exchange.home
    helene = Actor(home.staff["Nadia"], home.id, "lead_nurse", None)
    with exchange.house.database.write() as session:
        revoke(session, exchange.house, helene, other.id, now=NOW + 31 * MINUTE)
    assert back(mine.at(NOW + 32 * MINUTE)) == [str(other.id)]
    assert silent(Poll(exchange).at(NOW + 33 * MINUTE)) == []


def test_another_unit_hears_nothing_of_it(exchange: Exchange, other: Tablet) -> None:
    with exchange.house.database.read() as session:
        assert [one.device_id for one in heard(session, [exchange.home.units[0]])] == [other.id]
        assert heard(session, [exchange.home.units[1], uuid.uuid4()]) == []
