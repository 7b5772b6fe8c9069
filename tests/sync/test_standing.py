"""What an answer of the outbox says of backups and restores, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from app.gate.directory.models import Establishment
from app.gate.sync import inbox, standing
from app.ground import clock
from app.ground.backup.durable import advance, durable_through, start_again
from app.ground.ids import new_id
from tests.sync.exchange import Exchange, Json
from tests.sync.homes import NOW

HOUR = timedelta(hours=1)
PAIN = {"cible": "douleur-aigue", "vocabulary": 1}


def answer(exchange: Exchange) -> Json:
    standing.forget()
    return exchange.post(exchange.home.tablet, [])


def test_before_any_backup_nothing_is_promised(exchange: Exchange) -> None:
    assert answer(exchange)["durable_through"] is None


def test_a_verified_backup_is_told_to_tablets(each_exchange: Exchange) -> None:
    with each_exchange.house.database.write() as session:
        advance(session, NOW - HOUR, now=NOW)
    assert answer(each_exchange)["durable_through"] == clock.to_text(NOW - HOUR)


def test_an_older_backup_that_ends_late_takes_nothing_away(exchange: Exchange) -> None:
    with exchange.house.database.write() as session:
        advance(session, NOW - HOUR, now=NOW)
        assert advance(session, NOW - 2 * HOUR, now=NOW) == NOW - HOUR


def test_a_promise_made_by_a_clock_ahead_is_not_told_and_not_kept(exchange: Exchange) -> None:
    with exchange.house.database.write() as session:
        advance(session, NOW + 72 * HOUR, now=NOW + 72 * HOUR)
    assert answer(exchange)["durable_through"] is None
    with exchange.house.database.write() as session:
        assert advance(session, NOW - HOUR, now=NOW) == NOW - HOUR
    assert answer(exchange)["durable_through"] == clock.to_text(NOW - HOUR)


def test_a_restore_takes_the_promise_back(exchange: Exchange) -> None:
    with exchange.house.database.write() as session:
        advance(session, NOW - HOUR, now=NOW)
        start_again(session, NOW - 24 * HOUR)
        assert durable_through(session) == NOW - 24 * HOUR


def test_a_new_epoch_is_told(exchange: Exchange) -> None:
    epoch = new_id()
    before = answer(exchange)["epoch"]
    with exchange.house.database.write() as session:
        session.execute(
            update(Establishment).where(Establishment.id == exchange.home.id).values(epoch=epoch)
        )
    assert (answer(exchange)["epoch"], before) == (str(epoch), before)


def test_the_time_of_an_answer_is_after_its_writes(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tablet notes that time as the time of receipt: a backup begun later must hold what was written."""
    aicha = exchange.home.unlock("Aïcha")
    lenoir = exchange.home.persons["Lenoir"]
    envelope = aicha.write("transmission.record", lenoir, PAIN, at=NOW)
    ticks = iter(NOW + timedelta(seconds=n) for n in range(1_000))
    written: list[datetime] = []
    write = inbox.write

    def noted(*arguments: Any) -> Any:
        verdicts = write(*arguments)
        written.append(clock.now())
        return verdicts

    monkeypatch.setattr(clock, "now", lambda: next(ticks))
    monkeypatch.setattr(inbox, "write", noted)
    told = exchange.post(aicha.tablet, [envelope])
    assert told["results"][0]["outcome"] == "applied"
    at = clock.from_text(told["now"])
    assert at is not None
    assert at > written[0]
