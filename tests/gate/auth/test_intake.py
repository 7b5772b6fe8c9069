"""The key that tablets seal to: it changes every quarter, and what was sealed before is accepted for 13 months."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta

import pytest
from click.testing import CliRunner

from app import jobs
from app.cli import chevet
from app.gate.audit.models import AuditEvent
from app.gate.auth import intake
from app.gate.auth.intake import KEPT, QUARTER
from app.ground import clock
from app.ground.house import House
from app.ground.vault import KeyGone
from tests.sync.conftest import exchange_over
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW

DAY = timedelta(days=1)
PAIN = {"cible": "douleur-aigue", "vocabulary": 1}


@pytest.fixture
def exchange(each_house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Exchange]:
    monkeypatch.setattr(jobs, "_house", lambda: each_house)
    with clock.frozen(NOW):
        yield exchange_over(each_house)


@contextmanager
def after(**time: int) -> Iterator[None]:
    with clock.frozen(NOW + timedelta(**time)):
        yield


def kid_of(exchange: Exchange) -> str:
    with exchange.house.database.read() as session:
        return intake.current(session, exchange.house, exchange.home.id)[0]


def sealed(exchange: Exchange) -> str:
    """An envelope as Aïcha's tablet seals it today, to the key it was handed with the last wall."""
    aicha = exchange.home.unlock("Aïcha")
    return aicha.write("transmission.record", exchange.home.persons["Lenoir"], PAIN, at=NOW)


def told(exchange: Exchange) -> int:
    with exchange.house.database.read() as session:
        return session.query(AuditEvent).filter_by(verb="keys.intake_rotated").count()


def test_the_key_changes_once_a_quarter(exchange: Exchange) -> None:
    first = kid_of(exchange)
    with after(days=QUARTER.days - 1):
        assert jobs.rotate_intake() == 0
        assert kid_of(exchange) == first
    with after(days=QUARTER.days):
        assert jobs.rotate_intake() == 2  # both homes
        assert jobs.rotate_intake() == 0
        second = kid_of(exchange)
    with after(days=2 * QUARTER.days):
        assert jobs.rotate_intake() == 2
        assert len({first, second, kid_of(exchange)}) == 3
    assert told(exchange) == 4


def test_what_was_sealed_before_a_rotation_is_applied_after_it(exchange: Exchange) -> None:
    early = sealed(exchange)
    with after(days=QUARTER.days):
        jobs.rotate_intake()
        result = exchange.one(exchange.home.tablet, early)
    assert result["outcome"] == "applied"


def test_a_tablet_forgotten_in_a_drawer_hands_in_what_it_holds(exchange: Exchange) -> None:
    """Sealed on the last day of its key, it is still read 13 months later."""
    first, forgotten = kid_of(exchange), sealed(exchange)
    for quarter in range(1, 6):
        with after(days=quarter * QUARTER.days):
            jobs.rotate_intake()
    with after(days=QUARTER.days + KEPT.days - 1):
        assert intake.private(exchange.house, exchange.home.id, first)
        assert exchange.one(exchange.home.tablet, forgotten)["outcome"] == "applied"


def test_after_thirteen_months_the_key_is_gone_and_what_it_sealed_waits(exchange: Exchange) -> None:
    first, forgotten = kid_of(exchange), sealed(exchange)
    with after(days=QUARTER.days):
        jobs.rotate_intake()
    with after(days=QUARTER.days + KEPT.days + 1):
        jobs.rotate_intake()
        with pytest.raises(KeyGone):
            intake.private(exchange.house, exchange.home.id, first)
        result = exchange.one(exchange.home.tablet, forgotten)
    assert (result["outcome"], result["code"]) == ("later", "unknown_key")


def test_a_server_that_slept_for_years_keeps_its_key(exchange: Exchange) -> None:
    first = kid_of(exchange)
    with after(days=2000):
        jobs.rotate_intake()
        assert intake.private(exchange.house, exchange.home.id, first)
        assert kid_of(exchange) != first


def test_the_command_line_rotates_at_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.frozen(NOW):
        exchange = exchange_over(house)
        early, first = sealed(exchange), kid_of(exchange)

    monkeypatch.setattr("app.commands.keys.opened", lambda: nullcontext(house))
    answer = CliRunner().invoke(chevet, ["keys", "rotate-intake"], catch_exceptions=False)
    assert "Les Tilleuls : clé de dépôt remplacée" in answer.output
    with clock.frozen(NOW):
        assert kid_of(exchange) != first
        assert exchange.one(exchange.home.tablet, early)["outcome"] == "applied"
