"""Rows that come into a tablet's view by time alone: nothing changed, and yet there is something to tell."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from app.gate.directory.models import Shift
from app.gate.sync import cursor as cursors
from app.gate.sync.registry import known, register_feed, register_opening
from app.gate.sync.scope import Scope, Slice
from app.ground import clock
from app.ground.ids import new_id
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW
from tests.sync.test_feed import activate, write

AHEAD = timedelta(hours=72)
HOUR = timedelta(hours=1)


def _shifts(scope: Scope) -> Slice:
    """Whoever comes within 72 hours: a source whose rows open by time, over a table that is here already."""
    query = select(Shift.id).where(Shift.unit_id == scope.unit_id)
    if scope.since is None:
        query = query.where(scope.is_open(Shift.starts_at, AHEAD))
    else:
        query = query.where(scope.has_opened(Shift.starts_at, AHEAD))
    return Slice({"shift": [{"id": str(id)} for id in scope.session.scalars(query)]})


def _next_shift(scope: Scope) -> datetime | None:
    return scope.next_opening(Shift.starts_at, Shift.unit_id == scope.unit_id, ahead=AHEAD)


@pytest.fixture(autouse=True)
def windows() -> Iterator[None]:
    register_feed("shifts", _shifts)
    register_opening("shifts", _next_shift)
    yield
    del known.feeds["shifts"], known.openings["shifts"]


def plan(exchange: Exchange, starts_at: datetime, unit: int = 0) -> str:
    """A shift of Nadia's, put there without any revision."""
    shift = Shift(
        id=new_id(),
        establishment_id=exchange.home.id,
        staff_id=exchange.home.staff["Nadia"],
        unit_id=exchange.home.units[unit],
        starts_at=starts_at,
        ends_at=starts_at + 8 * HOUR,
    )
    with exchange.house.database.write() as session:
        session.add(shift)
    return str(shift.id)


class Poll:
    """Aïcha's tablet, which asks again at any hour with the cursor it was given last."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange, self.unit = exchange, exchange.home.units[0]
        self.unlock: Unlock = exchange.home.unlock("Aïcha")
        self.cursor: str | None = None

    def at(self, at: datetime) -> Json:
        with clock.frozen(at):
            activate(self.exchange, self.unlock, at)
            answer = self.exchange.pull(self.unlock, self.unit, self.cursor)
        self.cursor = answer["cursor"]
        return answer


def shifts(answer: Json) -> list[str]:
    return [row["id"] for row in answer.get("rows", {}).get("shift", [])]


def test_a_window_opens_without_any_change(each_exchange: Exchange) -> None:
    soon, later = plan(each_exchange, NOW + 71 * HOUR), plan(each_exchange, NOW + 74 * HOUR)
    tablet = Poll(each_exchange)
    assert shifts(tablet.at(NOW)) == [soon]
    assert tablet.at(NOW + HOUR)["unchanged"] is True
    opened = tablet.at(NOW + 2 * HOUR)
    assert (opened["full"], shifts(opened)) == (False, [later])
    assert tablet.at(NOW + 3 * HOUR)["unchanged"] is True


def test_a_window_opens_for_a_tablet_that_polls_every_few_seconds(exchange: Exchange) -> None:
    one = plan(exchange, NOW + AHEAD + timedelta(seconds=20.5))
    tablet = Poll(exchange)
    told = [one for n in range(10) for one in shifts(tablet.at(NOW + timedelta(seconds=4.2 * n)))]
    assert told == [one]


def test_what_opened_while_the_tablet_was_away_is_told_with_what_changed(
    each_exchange: Exchange,
) -> None:
    first = plan(each_exchange, NOW + 73 * HOUR)
    second = plan(each_exchange, NOW + 75 * HOUR)
    tablet = Poll(each_exchange)
    assert shifts(tablet.at(NOW)) == []
    entry = write(each_exchange, tablet.unlock, "Lenoir")
    answer = tablet.at(NOW + 4 * HOUR)
    assert sorted(shifts(answer)) == sorted([first, second])
    assert [row["id"] for row in answer["rows"]["entry"]] == [entry]


def test_another_unit_s_window_opens_nothing_here(exchange: Exchange) -> None:
    plan(exchange, NOW + 73 * HOUR, unit=1)
    tablet = Poll(exchange)
    tablet.at(NOW)
    assert tablet.at(NOW + 2 * HOUR)["unchanged"] is True


def test_a_cursor_written_before_windows_existed_still_serves(exchange: Exchange) -> None:
    later = plan(exchange, NOW + 73 * HOUR)
    tablet = Poll(exchange)
    held = cursors.read(exchange.house.settings, tablet.at(NOW)["cursor"])
    assert held is not None
    parts = [held.epoch.hex, held.revision, int(held.as_of.timestamp())]
    parts += [held.unit_id.hex, held.device_id.hex]
    tablet.cursor = cursors._signer(exchange.house.settings).dumps(parts)
    answer = tablet.at(NOW + 2 * HOUR)
    assert (answer["full"], shifts(answer)) == (False, [later])


def test_a_poll_of_nothing_new_asks_no_source(exchange: Exchange) -> None:
    plan(exchange, NOW + 80 * HOUR)
    tablet = Poll(exchange)
    tablet.at(NOW)
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    engine = exchange.house.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        assert tablet.at(NOW + HOUR)["unchanged"] is True
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert asked
    assert not [one for one in asked if "shift" in one or "entry" in one or "tombstone" in one]


def test_a_tablet_that_only_polls_is_never_sent_everything_again(exchange: Exchange) -> None:
    tablet = Poll(exchange)
    tablet.at(NOW)
    kept = tablet.cursor
    assert tablet.at(NOW + timedelta(minutes=1))["cursor"] == kept  # nothing to write down
    for hours in range(12, 15 * 24, 12):
        assert tablet.at(NOW + hours * HOUR).get("full") is not True, hours


def test_a_clock_set_back_loses_no_window(exchange: Exchange) -> None:
    one = plan(exchange, NOW + 73 * HOUR)
    tablet = Poll(exchange)
    assert shifts(tablet.at(NOW + 2 * HOUR)) == [one]
    tablet.at(NOW)
    assert shifts(tablet.at(NOW + 2 * HOUR)) in ([one], [])  # told again, or not: never forgotten
    other = plan(exchange, NOW + 74.5 * HOUR)
    write(exchange, tablet.unlock, "Lenoir")
    assert other in shifts(tablet.at(NOW + 3 * HOUR))


def test_openings_are_of_this_home_only(exchange: Exchange) -> None:
    assert uuid.UUID(plan(exchange, NOW + HOUR))
    chloe = exchange.other.unlock("Chloé")
    assert shifts(exchange.pull(chloe, exchange.other.units[0])) == []
