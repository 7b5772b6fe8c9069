"""One question for all the units of a tablet: each has its own answer, and none spoils the others."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import event

from app.gate.auth.cookies import SESSION_COOKIE
from app.gate.sync.registry import known
from app.gate.sync.scope import Scope
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import add_staff
from tests.sync.test_feed import entry_ids, names, write


def asked(exchange: Exchange, unlock: Unlock, units: Any, **options: Any) -> Any:
    """The raw answer to one question about `units`."""
    with exchange.client(unlock.tablet) as client:
        client.set_cookie(SESSION_COOKIE, unlock.cookie, domain="localhost", secure=True)
        given = options or {"json": {"units": units}}
        return client.post("/api/v1/changes", headers={"Sec-Fetch-Site": "same-origin"}, **given)


def told(exchange: Exchange, unlock: Unlock, cursors: dict[uuid.UUID, str | None]) -> list[Json]:
    """Each unit's part."""
    units = [
        {"unit": str(unit), **({"cursor": held} if held else {})} for unit, held in cursors.items()
    ]
    answer = asked(exchange, unlock, units)
    assert answer.status_code == 200, answer.text
    parts: list[Json] = answer.get_json()["units"]
    assert [part["unit"] for part in parts] == [str(unit) for unit in cursors]
    return parts


def test_all_units_are_told_at_once_each_from_its_own_cursor(each_exchange: Exchange) -> None:
    here, there = each_exchange.home.units
    aicha = each_exchange.home.unlock("Aïcha")
    first, second = told(each_exchange, aicha, {here: None, there: None})
    assert first["full"] and names(first) == ["Lenoir", "Roux"]
    assert second["full"] and "Petit" in names(second)
    written = write(each_exchange, aicha, "Lenoir")
    first, second = told(each_exchange, aicha, {here: first["cursor"], there: second["cursor"]})
    assert not first["full"] and entry_ids(first) == {written}
    assert second.get("unchanged") is True
    first, second = told(each_exchange, aicha, {here: first["cursor"], there: second["cursor"]})
    assert first["unchanged"] and second["unchanged"]


def test_a_part_says_what_a_question_about_that_unit_alone_says(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    write(shared, aicha, "Lenoir")
    here, there = shared.home.units
    for part in told(shared, aicha, dict.fromkeys((here, there))):
        unit = uuid.UUID(part["unit"])
        assert {"unit": str(unit), **shared.pull(aicha, unit)} == part


def test_a_unit_that_is_unknown_says_so_and_the_others_are_told(each_exchange: Exchange) -> None:
    here, there = each_exchange.home.units
    with each_exchange.house.database.write() as session:
        add_staff(session, each_exchange.home, "Zoé", "care_assistant", units=[here])
    zoe = each_exchange.home.unlock("Zoé")
    elsewhere = each_exchange.other.units[0]
    mine, *others = told(each_exchange, zoe, dict.fromkeys((here, there, elsewhere, uuid.uuid4())))
    assert mine["full"] and names(mine) == ["Lenoir", "Roux"]
    for part in others:
        assert (part["status"], part["code"]) == (404, "not_found")
        assert set(part) == {"unit", "status", "code", "detail"}


def test_a_unit_whose_reading_fails_takes_nothing_from_the_others(
    each_exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = each_exchange.home.units
    aicha = each_exchange.home.unlock("Aïcha")
    source = known.feeds["units"]

    def broken(scope: Scope) -> Any:
        if scope.unit_id == here:
            scope.session.connection().exec_driver_sql("SELECT nonsense FROM nowhere")
        return source(scope)

    monkeypatch.setitem(known.feeds, "units", broken)
    first, second = told(each_exchange, aicha, {here: None, there: None})
    assert (first["status"], first["code"]) == (500, "internal")
    assert "nowhere" not in first["detail"]
    assert second["full"] and "Petit" in names(second)


def test_each_snapshot_leaves_its_trace_and_an_empty_question_none(exchange: Exchange) -> None:
    here, there = exchange.home.units
    aicha = exchange.home.unlock("Aïcha")
    before = len(exchange.verbs())
    first, second = told(exchange, aicha, {here: None, there: None})
    assert exchange.verbs()[before:] == ["feed.snapshot", "feed.snapshot"]
    told(exchange, aicha, {here: first["cursor"], there: second["cursor"]})
    assert told(exchange, aicha, {}) == []
    assert len(exchange.verbs()) == before + 2


def test_an_empty_question_about_all_units_reads_no_more_than_about_one(exchange: Exchange) -> None:
    here, there = exchange.home.units
    aicha = exchange.home.unlock("Aïcha")
    first, second = told(exchange, aicha, {here: None, there: None})
    cursors = {here: first["cursor"], there: second["cursor"]}
    alone = statements(exchange, lambda: told(exchange, aicha, {here: first["cursor"]}))
    assert statements(exchange, lambda: told(exchange, aicha, cursors)) == alone


@pytest.mark.parametrize(
    "given",
    [
        {"json": {}},
        {"json": {"units": "x"}},
        {"json": {"units": [{"cursor": "x"}]}},
        {"json": {"units": [{"unit": str(uuid.uuid4()), "since": 3}]}},
        {"json": {"units": [{"unit": "x" * 41}]}},
        {"json": {"units": [{"unit": "x"}] * 101}},
        {"data": b"[", "content_type": "application/json"},
        {"data": b"units=x"},
    ],
)
def test_what_is_no_question_is_refused_in_words(given: Json, shared: Exchange) -> None:
    answer = asked(shared, shared.home.unlock("Aïcha"), None, **given)
    assert answer.status_code in (400, 415, 422)
    assert answer.get_json()["detail"].endswith(".")


def test_a_unit_asked_for_over_and_over_is_not_read_each_time(shared: Exchange) -> None:
    here = str(shared.home.units[0])
    unlock = shared.home.unlock("Aïcha")
    answer = asked(shared, unlock, [{"unit": here}, {"unit": here.upper()}])
    assert answer.status_code == 422
    assert answer.get_json()["fields"] == {"units": "Demandez chaque unité une seule fois."}


def test_a_name_that_is_no_identifier_is_a_unit_nobody_knows(shared: Exchange) -> None:
    (part,) = asked(shared, shared.home.unlock("Aïcha"), [{"unit": "Glycines"}]).get_json()["units"]
    assert part["status"] == 404


def test_nobody_asks_without_a_session(shared: Exchange) -> None:
    with shared.client(shared.home.tablet) as client:
        headers = {"Sec-Fetch-Site": "same-origin"}
        answer = client.post("/api/v1/changes", json={"units": []}, headers=headers)
    assert answer.status_code == 401


def statements(exchange: Exchange, ask: Any) -> int:
    """How many statements the database is sent meanwhile."""
    sent: list[str] = []
    engine = exchange.house.database.engine

    def note(*given: Any) -> None:
        sent.append(given[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(sent)
