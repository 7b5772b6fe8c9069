"""What tablets hold of measures: a week of them, and whatever its age the last that medication asks about."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from app.areas.observations.commands import set_home_thresholds, set_person_thresholds
from app.areas.observations.queries import latest
from app.ground import clock
from tests.observations.gestures import actor, measure, recorded, rows, undone
from tests.sync.exchange import Exchange, Json
from tests.sync.homes import NOW
from transmissions.observations import SAFETY
from transmissions.observations.thresholds import Threshold

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def lasts(answer: Json) -> dict[str, str]:
    return {row["kind"]: row["values"]["value"] for row in rows(answer, "last_measure")}


def test_a_week_of_them_and_the_last_that_counts_whatever_its_age(each_exchange: Exchange) -> None:
    exchange = each_exchange
    nadia, unit = exchange.home.unlock("Nadia"), exchange.home.units[0]
    for days, kind, value in (
        (300, "creatinine", "88"),
        (200, "creatinine", "104"),
        (60, "weight", "64"),
        (60, "temperature", "36.8"),
        (2, "weight", "62"),
        (2, "pulse", "72"),
    ):
        recorded(exchange, nadia, measure(kind, value), at=NOW - days * DAY)
    answer = exchange.pull(nadia, unit)
    assert [row["kind"] for row in rows(answer)] == ["weight", "pulse"]
    assert lasts(answer) == {"creatinine": "104", "weight": "62"}


def test_a_new_one_takes_the_place_of_the_last_and_an_undo_gives_it_back(
    exchange: Exchange,
) -> None:
    nadia, unit = exchange.home.unlock("Nadia"), exchange.home.units[0]
    recorded(exchange, nadia, measure("inr", "2.4"), at=NOW - 20 * DAY)
    first = exchange.pull(nadia, unit)
    new = recorded(exchange, nadia, measure("inr", "3.1"))
    second = exchange.pull(nadia, unit, first["cursor"])
    assert lasts(second) == {"inr": "3.1"}
    assert [row["id"] for row in rows(first, "last_measure")] == [
        row["id"] for row in rows(second, "last_measure")
    ]
    undone(exchange, nadia, new)
    assert lasts(exchange.pull(nadia, unit, second["cursor"])) == {"inr": "2.4"}


def test_one_written_late_about_an_earlier_day_is_not_the_last(exchange: Exchange) -> None:
    nadia, unit = exchange.home.unlock("Nadia"), exchange.home.units[0]
    recorded(exchange, nadia, measure("inr", "2.4"), at=NOW - HOUR)
    cursor = exchange.pull(nadia, unit)["cursor"]
    recorded(exchange, nadia, measure("inr", "4", taken_at=clock.to_text(NOW - 9 * DAY)))
    assert lasts(exchange.pull(nadia, unit, cursor)) == {"inr": "2.4"}


def test_they_follow_a_person_who_moves_and_no_other_unit_has_them(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    here, there = exchange.home.units
    recorded(exchange, nadia, measure("weight", "62"), at=NOW - 2 * DAY)
    set_threshold(exchange, "weight.value", "45")
    cursors = {unit: exchange.pull(nadia, unit)["cursor"] for unit in (here, there)}
    assert not rows(exchange.pull(nadia, there)) and not lasts(exchange.pull(nadia, there))
    exchange.home.move("Lenoir", there)
    answer = exchange.pull(nadia, there, cursors[there])
    assert (len(rows(answer)), lasts(answer)) == (1, {"weight": "62"})
    assert rows(answer, "threshold")[0]["set"] == {"weight.value": {"low": "45", "high": None}}
    chloe = exchange.other.unlock("Chloé")
    assert not rows(exchange.pull(chloe, exchange.other.units[0]))


def test_thresholds_come_when_they_change(exchange: Exchange) -> None:
    nadia, unit = exchange.home.unlock("Nadia"), exchange.home.units[0]
    cursor = exchange.pull(nadia, unit)["cursor"]
    assert exchange.pull(nadia, unit, cursor).get("unchanged")
    set_threshold(exchange, "temperature.value", "36")
    with exchange.house.database.write() as session:
        hot = {"temperature.value": Threshold(None, Decimal("38.5"))}
        set_home_thresholds(session, actor(exchange, "Hélène"), hot, now=NOW)
    answer = exchange.pull(nadia, unit, cursor)
    assert [row["set"] for row in rows(answer, "threshold")] == [
        {"temperature.value": {"low": None, "high": "38.5"}},
        {"temperature.value": {"low": "36", "high": None}},
    ]


def test_medication_asks_for_the_last_values_of_many_persons_at_once(
    each_exchange: Exchange,
) -> None:
    exchange = each_exchange
    nadia = exchange.home.unlock("Nadia")
    recorded(exchange, nadia, measure("weight", "64"), at=NOW - 9 * DAY)
    recorded(exchange, nadia, measure("weight", "62.4"), at=NOW - 8 * DAY)
    recorded(exchange, nadia, measure("weight", "624", confirmed=True), at=NOW - DAY)
    recorded(exchange, nadia, measure("glycaemia", missing={"reason": "refused"}))
    lenoir, petit = exchange.home.persons["Lenoir"], exchange.home.persons["Petit"]
    with exchange.house.database.read() as session:
        found = latest(session, exchange.house.vault, [lenoir, petit], SAFETY)
    assert set(found) == {lenoir} and set(found[lenoir]) == {"weight"}
    weight = found[lenoir]["weight"]
    assert (weight.value, weight.unit, weight.at) == (Decimal("62.4"), "kg", NOW - 8 * DAY)


def set_threshold(exchange: Exchange, key: str, low: str) -> None:
    """A threshold for Mme Lenoir alone."""
    with exchange.house.database.write() as session:
        set_person_thresholds(
            session,
            exchange.house.vault,
            actor(exchange, "Hélène"),
            exchange.home.persons["Lenoir"],
            {key: Threshold(Decimal(low), None)},
            now=NOW,
        )
