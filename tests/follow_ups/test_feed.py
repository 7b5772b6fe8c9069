"""What tablets hold of the follow-ups: the overdue, those of the next 72 hours, and for a week the closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.areas.follow_ups.models import FollowUp, FollowUpStep
from app.areas.persons.commands import destroy_key, erase
from app.ground import clock
from tests.follow_ups.gestures import DUE, HOUR, MINUTE, asked, done, lenoir, opened, step
from tests.sync.exchange import Exchange, Json
from tests.sync.homes import NOW

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def ids(answer: Json) -> list[str]:
    return [row["id"] for row in answer.get("rows", {}).get("follow_up", [])]


def removed(answer: Json) -> list[Json]:
    return [gone for gone in answer.get("removed", []) if gone["kind"] == "follow_up"]


def test_one_that_is_far_away_comes_when_its_time_draws_near(each_exchange: Exchange) -> None:
    exchange = each_exchange
    aicha, unit = exchange.home.unlock("Aïcha"), exchange.home.units[0]
    far = opened(exchange, aicha, body=asked(NOW + 3 * DAY + MINUTE))
    first = exchange.pull(aicha, unit)
    assert ids(first) == []
    with clock.frozen(NOW + MINUTE - SECOND):
        assert exchange.pull(aicha, unit, first["cursor"]).get("unchanged")
    with clock.frozen(NOW + MINUTE):
        second = exchange.pull(aicha, unit, first["cursor"])
        assert ids(second) == [far]
        assert exchange.pull(aicha, unit, second["cursor"]).get("unchanged")
        assert ids(exchange.pull(aicha, unit)) == [far]


def test_one_that_is_put_off_beyond_is_taken_back_until_then(each_exchange: Exchange) -> None:
    exchange = each_exchange
    aicha, unit = exchange.home.unlock("Aïcha"), exchange.home.units[0]
    follow_up = opened(exchange, aicha)
    cursor = exchange.pull(aicha, unit)["cursor"]
    body = {"due_at": clock.to_text(NOW + 4 * DAY)}
    done(exchange, aicha, step(aicha, exchange, "postpone", follow_up, body=body))
    answer = exchange.pull(aicha, unit, cursor)
    assert (ids(answer), removed(answer)) == ([], [{"kind": "follow_up", "id": follow_up}])
    assert ids(exchange.pull(aicha, unit)) == []


def test_an_overdue_one_stays_whatever_its_age(exchange: Exchange) -> None:
    aicha, unit = exchange.home.unlock("Aïcha"), exchange.home.units[0]
    old = opened(exchange, aicha, body=asked(NOW - 39 * DAY), at=NOW - 40 * DAY)
    assert ids(exchange.pull(aicha, unit)) == [old]


def test_a_closed_one_stays_a_week(exchange: Exchange) -> None:
    aicha, unit = exchange.home.unlock("Aïcha"), exchange.home.units[0]
    closed = {}
    for days in (6, 8):
        at = NOW - days * DAY
        closed[days] = opened(exchange, aicha, body=asked(at), at=at)
        body = {"outcome": "done"}
        done(exchange, aicha, step(aicha, exchange, "close", closed[days], body=body, at=at))
    assert ids(exchange.pull(aicha, unit)) == [closed[6]]


def test_other_units_and_homes_are_told_nothing(exchange: Exchange) -> None:
    aicha, chloe = exchange.home.unlock("Aïcha"), exchange.other.unlock("Chloé")
    opened(exchange, aicha)
    assert ids(exchange.pull(aicha, exchange.home.units[1])) == []
    assert ids(exchange.pull(chloe, exchange.other.units[0])) == []


def test_they_go_with_a_person_who_moves(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    here, there = exchange.home.units
    follow_up = opened(exchange, aicha)
    cursors = {unit: exchange.pull(aicha, unit)["cursor"] for unit in (here, there)}
    exchange.home.move("Lenoir", there)
    gone = exchange.pull(aicha, here, cursors[here])
    assert {"kind": "person", "id": str(exchange.home.persons["Lenoir"])} in gone["removed"]
    assert ids(exchange.pull(aicha, there, cursors[there])) == [follow_up]


def test_each_step_is_news(exchange: Exchange) -> None:
    aicha, unit = exchange.home.unlock("Aïcha"), exchange.home.units[0]
    follow_up = opened(exchange, aicha)
    cursor = exchange.pull(aicha, unit)["cursor"]
    for gesture, body in (("acknowledge", {}), ("close", {"outcome": "not_needed"})):
        done(exchange, aicha, step(aicha, exchange, gesture, follow_up, body=body))
        answer = exchange.pull(aicha, unit, cursor)
        assert ids(answer) == [follow_up]
        cursor = answer["cursor"]


def test_erasing_a_person_takes_all_of_it(each_exchange: Exchange) -> None:
    exchange = each_exchange
    aicha, person = exchange.home.unlock("Aïcha"), exchange.home.persons["Lenoir"]
    follow_up = opened(exchange, aicha)
    done(exchange, aicha, step(aicha, exchange, "close", follow_up, body={"outcome": "done"}))
    with exchange.house.database.write() as session:
        erase(session, exchange.house, None, person, now=NOW)
    destroy_key(exchange.house, person)
    assert (exchange.count(FollowUp), exchange.count(FollowUpStep)) == (0, 0)
    claims = lenoir(aicha, exchange, "follow_up.open", asked())
    answer = exchange.one(aicha.tablet, aicha.seal(claims))
    assert (answer["outcome"], answer["code"]) == ("quarantined", "erased")


def test_they_come_in_the_order_they_are_due(exchange: Exchange) -> None:
    aicha, unit = exchange.home.unlock("Aïcha"), exchange.home.units[0]

    def due(at: datetime) -> str:
        return opened(exchange, aicha, body=asked(at))

    last, first, second = due(DUE + HOUR), due(NOW - HOUR), due(DUE)
    assert ids(exchange.pull(aicha, unit)) == [first, second, last]
