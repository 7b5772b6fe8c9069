"""What tablets say was measured: applied, judged, never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.areas.observations.models import Observation
from app.areas.observations.rows import IMPLAUSIBLE_TAKEN, place_taken
from app.areas.persons.commands import destroy_key, erase
from app.gate.audit.verify import verify_rows
from app.ground import clock
from app.ground.ids import new_id
from tests.observations.gestures import measure, recorded, row_of, rows, sent, tasks, undone
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


def test_a_measure_is_kept_sealed_and_told(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    body = measure("weight", "62,4", contexts=["dressed"], note="Après la toilette")
    id_ = recorded(each_exchange, aicha, body)
    row = row_of(each_exchange, id_)
    assert b"62" not in row.sealed and b"toilette" not in row.sealed
    assert (row.kind, row.counts, row.flags) == ("weight", True, None)
    answer = each_exchange.pull(each_exchange.home.unlock("Nadia"), each_exchange.home.units[0])
    assert rows(answer) == [
        {
            "id": id_,
            "root": id_,
            "version": 1,
            "correction": None,
            "person": str(each_exchange.home.persons["Lenoir"]),
            "author": str(each_exchange.home.staff["Aïcha"]),
            "kind": "weight",
            "values": {"value": "62.4"},
            "contexts": ["dressed"],
            "missing": None,
            "note": "Après la toilette",
            "source": None,
            "typed": None,
            "confirmed": False,
            "taken_at": clock.to_text(NOW),
            "occurred_at": clock.to_text(NOW),
            "received_at": clock.to_text(NOW),
            "flags": [],
            "expires_at": clock.to_text(NOW + 7 * DAY),
        }
    ]
    assert "observation.record" in each_exchange.verbs()
    assert verify_rows(each_exchange.house) == []


def test_an_unusual_value_is_applied_and_flagged_unless_it_was_confirmed(
    exchange: Exchange,
) -> None:
    aicha = exchange.home.unlock("Aïcha")
    _, odd = sent(exchange, aicha, measure("weight", "162"))
    assert (odd["outcome"], odd["flags"]) == ("applied", ["unconfirmed_value"])
    _, sure = sent(exchange, aicha, measure("weight", "162", confirmed=True))
    assert (sure["outcome"], sure.get("flags")) == ("applied", None)


def test_an_impossible_value_is_kept_and_enters_no_calculation(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    before = recorded(exchange, aicha, measure("weight", "62"), at=NOW - MINUTE)
    id_, answer = sent(exchange, aicha, measure("weight", "624", confirmed=True))
    assert (answer["outcome"], answer["flags"]) == ("applied", ["impossible_value"])
    told = exchange.pull(aicha, exchange.home.units[0])
    assert [row["id"] for row in rows(told)] == [before, id_]
    assert [row["measure"] for row in rows(told, "last_measure")] == [before]


def test_a_refused_or_half_measure_is_an_answer_with_its_reason(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    refused = recorded(exchange, aicha, measure("weight", missing={"reason": "refused"}))
    half = {"kind": "blood_pressure", "values": {"systolic": "132"}}
    recorded(exchange, aicha, {**half, "missing": {"reason": "not_measurable"}})
    assert not row_of(exchange, refused).counts
    told = rows(exchange.pull(aicha, exchange.home.units[0]))
    assert [row["missing"]["reason"] for row in told] == ["refused", "not_measurable"]


@pytest.mark.parametrize(
    "body",
    [
        measure("height", "162"),
        measure("weight", "soixante"),
        measure("weight"),
        measure("weight", "62", contexts=["swimming"]),
        measure("weight", missing={"reason": "tired"}),
        measure("weight", "62", note="a" * 301),
        measure("weight", "62", taken_at="hier"),
        measure("weight", "62", size="XL"),
        {"kind": "weight", "values": {"value": 62.4}},
        {"kind": "weight", "values": {"height": "162"}},
    ],
    ids=str,
)
def test_what_nobody_could_read_is_put_aside_whole(exchange: Exchange, body: dict) -> None:
    aicha = exchange.home.unlock("Aïcha")
    _, answer = sent(exchange, aicha, body)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "invalid")
    assert answer["reason"]
    assert exchange.count(Observation) == 0


def test_a_result_of_the_laboratory_has_its_own_date(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    drawn = NOW - 3 * DAY
    body = measure("inr", "2.4", taken_at=clock.to_text(drawn), source="Bio-Loire")
    id_ = recorded(exchange, nadia, body)
    assert row_of(exchange, id_).taken_at == drawn
    _, tomorrow = sent(exchange, nadia, measure("inr", "2.4", taken_at=clock.to_text(NOW + DAY)))
    assert tomorrow["flags"] == ["implausible_taken"]


def test_its_author_undoes_it_and_what_was_asked_because_of_it(each_exchange: Exchange) -> None:
    exchange = each_exchange
    aicha, nadia = exchange.home.unlock("Aïcha"), exchange.home.unlock("Nadia")
    id_ = recorded(exchange, aicha, measure("glycaemia", "0.62"))
    cursor = exchange.pull(nadia, exchange.home.units[0])["cursor"]
    assert undone(exchange, aicha, id_, at=NOW + 8 * SECOND)["outcome"] == "applied"
    ((_, _, outcome),) = tasks(exchange)
    assert outcome == "not_needed"
    answer = exchange.pull(nadia, exchange.home.units[0], cursor)
    assert {"kind": "observation", "id": id_} in answer["removed"]
    assert "last_measure" in {gone["kind"] for gone in answer["removed"]}
    assert exchange.count(Observation) == 1


def test_nobody_else_undoes_it_nor_later(exchange: Exchange) -> None:
    aicha, nadia = exchange.home.unlock("Aïcha"), exchange.home.unlock("Nadia")
    id_ = recorded(exchange, aicha, measure("weight", "62"), at=NOW - 10 * MINUTE)
    for answer in (
        undone(exchange, nadia, id_, at=NOW - 10 * MINUTE),
        undone(exchange, aicha, id_),
    ):
        assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")
    assert row_of(exchange, id_).retracted_at is None


def test_an_undo_waits_for_its_measure(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    answer = undone(exchange, aicha, str(new_id()))
    assert (answer["outcome"], answer["code"]) == ("later", "parent_missing")


def test_who_may_not_care_for_somebody_measures_nothing(exchange: Exchange) -> None:
    for name in ("Paule", "Odile"):
        _, answer = sent(exchange, exchange.home.unlock(name), measure("weight", "62"))
        assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")
    chloe = exchange.other.unlock("Chloé")
    _, answer = sent(exchange, chloe, measure("weight", "62"))
    assert (answer["outcome"], answer["code"]) == ("quarantined", "unknown_person")
    assert exchange.count(Observation) == 0


def test_a_value_beyond_its_threshold_asks_a_nurse_once(each_exchange: Exchange) -> None:
    exchange = each_exchange
    aicha = exchange.home.unlock("Aïcha")
    claims = aicha.claims(
        "observation.record", exchange.home.persons["Lenoir"], measure("glycaemia", "0.62"), at=NOW
    )
    envelope = aicha.seal(claims)
    for outcome in ("applied", "duplicate"):
        assert exchange.one(aicha.tablet, envelope)["outcome"] == outcome
    recorded(exchange, aicha, measure("glycaemia", "1.1"), at=NOW + MINUTE)
    recorded(exchange, aicha, measure("temperature", "38"), at=NOW + MINUTE)
    low = "Glycémie capillaire 0,62\u00a0g/L, seuil bas 0,70\u00a0g/L. À contrôler."
    hot = "Température 38,0\u00a0°C, seuil haut 38,0\u00a0°C. À contrôler."
    assert tasks(exchange) == [(low, True, None), (hot, False, None)]
    told = rows(exchange.pull(aicha, exchange.home.units[0]), "follow_up")
    assert [(row["kind"], row["role"]) for row in told] == [("measure", "nurse")] * 2
    assert exchange.verbs().count("follow_up.open") == 2


def test_a_reader_that_shows_lo_is_told_to_a_nurse_too(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    recorded(exchange, aicha, measure("glycaemia", missing={"reason": "reader_low"}))
    ((says, is_urgent, _),) = tasks(exchange)
    assert "trop bas" in says and is_urgent


def test_an_old_result_and_an_impossible_one_alarm_nobody(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    long_ago = clock.to_text(NOW - 30 * DAY)
    recorded(exchange, nadia, measure("potassium", "6", taken_at=long_ago))
    recorded(exchange, nadia, measure("temperature", "380", confirmed=True))
    assert tasks(exchange) == []


def test_erasing_a_person_takes_all_of_it(exchange: Exchange) -> None:
    aicha, person = exchange.home.unlock("Aïcha"), exchange.home.persons["Lenoir"]
    recorded(exchange, aicha, measure("glycaemia", "0.62"))
    with exchange.house.database.write() as session:
        erase(session, exchange.house, None, person, now=NOW)
    destroy_key(exchange.house, person)
    assert exchange.count(Observation) == 0
    _, answer = sent(exchange, aicha, measure("weight", "62"))
    assert (answer["outcome"], answer["code"]) == ("quarantined", "erased")


@pytest.mark.parametrize(
    ("told", "shift"),
    [("9999-12-31T23:59:59Z", timedelta(hours=1)), ("0001-01-01T00:00:00Z", -timedelta(hours=1))],
)
def test_a_moment_beyond_the_calendar_is_odd_and_breaks_nothing(
    told: str, shift: timedelta
) -> None:
    assert place_taken(clock.from_text(told), NOW, shift) == (NOW, (IMPLAUSIBLE_TAKEN,))
