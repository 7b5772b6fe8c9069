"""What a tablet may see grows and shrinks: assignments begin and end, tablets gain and lose units, persons move."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from app.areas.journal.models import Entry
from app.gate.auth.models import DeviceUnit
from app.gate.directory.models import Assignment, Establishment
from app.gate.sync import cursor as cursors
from app.gate.sync import tombstones
from app.gate.sync.models import Tombstone
from app.gate.sync.registry import known
from app.gate.sync.scope import Scope, Slice
from app.ground import clock
from app.ground.database import RevisionCounter
from app.ground.ids import new_id
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW, Tablet, add_staff
from tests.sync.test_feed import activate, entry_ids, names, say, write

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def ask_at(
    exchange: Exchange, unlock: Unlock, unit: uuid.UUID, at: datetime, cursor: Any = None
) -> Any:
    with clock.frozen(at):
        activate(exchange, unlock, at)
        return exchange.ask(unlock, unit, cursor)


def assign(exchange: Exchange, name: str, unit: uuid.UUID, since: datetime) -> None:
    with exchange.house.database.write() as session:
        session.add(
            Assignment(
                id=new_id(),
                establishment_id=exchange.home.id,
                staff_id=exchange.home.staff[name],
                unit_id=unit,
                starts_at=since,
            )
        )


def test_an_assignment_that_ends_shuts_its_unit_at_that_instant(each_exchange: Exchange) -> None:
    home = each_exchange.home
    here, there = home.units
    with each_exchange.house.database.write() as session:
        add_staff(session, home, "Zoé", "nurse", units=[here], ends_at=NOW + HOUR)
    assign(each_exchange, "Zoé", there, NOW - DAY)
    zoe = home.unlock("Zoé")
    cursor = each_exchange.pull(zoe, here)["cursor"]
    last = NOW + HOUR - timedelta(seconds=1)
    assert ask_at(each_exchange, zoe, here, last, cursor).status_code == 200
    assert ask_at(each_exchange, zoe, here, NOW + HOUR, cursor).status_code == 404
    assert ask_at(each_exchange, zoe, there, NOW + HOUR).status_code == 200


def test_an_assignment_that_begins_opens_its_unit_at_that_instant(each_exchange: Exchange) -> None:
    home = each_exchange.home
    here, there = home.units
    with each_exchange.house.database.write() as session:
        add_staff(session, home, "Zoé", "nurse", units=[here])
    assign(each_exchange, "Zoé", there, NOW + HOUR)
    zoe = home.unlock("Zoé")
    assert ask_at(each_exchange, zoe, there, NOW).status_code == 404
    answer = ask_at(each_exchange, zoe, there, NOW + HOUR).get_json()
    assert (answer["full"], names(answer)) == (True, ["Blanc", "Petit"])


def test_whoever_comes_in_finds_what_the_tablet_already_has(each_exchange: Exchange) -> None:
    """The store is the tablet's, not the reader's: a colleague goes on from the same cursor."""
    home = each_exchange.home
    aicha, nadia, unit = home.unlock("Aïcha"), home.unlock("Nadia"), home.units[0]
    cursor = each_exchange.pull(aicha, unit)["cursor"]
    entry = write(each_exchange, nadia, "Lenoir")
    answer = each_exchange.pull(nadia, unit, cursor)
    assert (answer["full"], entry_ids(answer)) == (False, {entry})


def give_units(exchange: Exchange, tablet: Tablet, units: list[uuid.UUID]) -> None:
    with exchange.house.database.write() as session:
        session.execute(delete(DeviceUnit).where(DeviceUnit.device_id == tablet.id))
        session.add_all(DeviceUnit(device_id=tablet.id, unit_id=unit) for unit in units)


def test_a_tablet_that_gains_a_unit_gets_it_whole(each_exchange: Exchange) -> None:
    home = each_exchange.home
    here, there = home.units
    give_units(each_exchange, home.tablet, [here])
    aicha = home.unlock("Aïcha")
    assert each_exchange.ask(aicha, there).status_code == 404
    cursor = each_exchange.pull(aicha, here)["cursor"]
    entry = write(each_exchange, home.unlock("Nadia"), "Petit")
    give_units(each_exchange, home.tablet, [here, there])
    answer = each_exchange.pull(aicha, there)
    assert (answer["full"], names(answer), entry_ids(answer)) == (True, ["Blanc", "Petit"], {entry})
    assert each_exchange.pull(aicha, here, cursor).get("full") is not True


def test_a_tablet_that_lost_a_unit_and_has_it_again_catches_up(each_exchange: Exchange) -> None:
    home = each_exchange.home
    here, there = home.units
    aicha = home.unlock("Aïcha")
    gone = write(each_exchange, aicha, "Lenoir")
    cursor = each_exchange.pull(aicha, here)["cursor"]
    give_units(each_exchange, home.tablet, [there])
    assert each_exchange.ask(aicha, here, cursor).status_code == 404
    say(each_exchange, aicha, "retract", "Lenoir", {"entry": gone})
    home.move("Roux", there)
    give_units(each_exchange, home.tablet, [here, there])
    answer = each_exchange.pull(aicha, here, cursor)
    assert answer["full"] is False
    told = {(one["kind"], one["id"]) for one in answer["removed"]}
    assert told == {("entry", gone), ("person", str(home.persons["Roux"]))}


@pytest.mark.parametrize(
    "moves", ["there", "there here", "there here there", "there here there here"]
)
def test_moving_between_units_leaves_a_person_in_one_of_them(
    moves: str, each_exchange: Exchange
) -> None:
    home = each_exchange.home
    aicha = home.unlock("Aïcha")
    entry = write(each_exchange, aicha, "Lenoir")
    units = dict(zip(("here", "there"), home.units, strict=True))
    held = {unit: Replica(each_exchange, aicha, unit) for unit in units.values()}
    for unit in held.values():
        unit.pull()
    for move in moves.split():
        home.move("Lenoir", units[move])
    for unit in held.values():
        unit.pull()
    last = units[moves.split()[-1]]
    lenoir = str(home.persons["Lenoir"])
    for id, unit in held.items():
        assert (lenoir in unit.rows["person"]) is (id == last)
        assert (entry in unit.rows["entry"]) is (id == last)


@pytest.fixture
def interrupted(each_exchange: Exchange) -> Iterator[Exchange]:
    """A source that lets another writer in, in the middle of an answer, once."""
    yield each_exchange
    known.feeds.pop("interrupting", None)


def interrupt(act: Any) -> None:
    done: list[bool] = []

    def source(_scope: Scope) -> Slice:
        if not done:
            done.append(True)
            writer = threading.Thread(target=act)
            writer.start()
            writer.join(20)
            assert not writer.is_alive()  # an answer keeps no writer waiting
        return Slice()

    rest = dict(known.feeds)
    known.feeds.clear()
    known.feeds.update({"interrupting": source, **rest})


@pytest.mark.parametrize("is_full", [True, False])
def test_an_answer_is_of_one_instant_whatever_is_written_meanwhile(
    interrupted: Exchange, is_full: bool
) -> None:
    home = interrupted.home
    aicha, (here, there) = home.unlock("Aïcha"), home.units
    nadia = home.unlock("Nadia")
    first = write(interrupted, aicha, "Lenoir")
    cursor = None if is_full else interrupted.pull(aicha, here)["cursor"]
    second = write(interrupted, aicha, "Lenoir")
    meanwhile: list[str] = []

    def act() -> None:
        meanwhile.append(write(interrupted, nadia, "Lenoir"))
        home.move("Roux", there)
        say(interrupted, nadia, "read", "Lenoir", {"entries": [second]})

    interrupt(act)
    answer = interrupted.pull(aicha, here, cursor)
    assert entry_ids(answer) == ({first, second} if is_full else {second})
    assert all(row["read_by"] == [] for row in answer["rows"]["entry"])
    assert answer["removed"] == []
    after = interrupted.pull(aicha, here, answer["cursor"])
    assert entry_ids(after) == {second, meanwhile[0]}
    assert after["removed"] == [{"kind": "person", "id": str(home.persons["Roux"])}]


def test_every_cursor_that_cannot_serve_gives_everything(each_exchange: Exchange) -> None:
    home = each_exchange.home
    aicha, (here, there) = home.unlock("Aïcha"), home.units
    entry = write(each_exchange, aicha, "Lenoir")
    text = each_exchange.pull(aicha, here)["cursor"]
    held = cursors.read(each_exchange.house.settings, text)
    assert held is not None
    wrong: list[Json] = [
        {"revision": held.revision + 1},
        {"as_of": NOW - 7 * DAY},
        {"epoch": new_id()},
        {"unit_id": there},
        {"device_id": new_id()},
    ]
    for change in wrong:
        other = cursors.write(each_exchange.house.settings, replace(held, **change))
        answer = each_exchange.pull(aicha, here, other)
        assert (answer["full"], entry_ids(answer)) == (True, {entry}), change
    for garbage in (text[:-1], text + "A", text[::-1], "...", "x" * 401, "e30.AAAA"):
        assert each_exchange.pull(aicha, here, garbage)["full"] is True, garbage


def test_after_a_lost_commit_a_cursor_of_the_future_gives_everything(
    each_exchange: Exchange,
) -> None:
    """The counter went back under the same epoch: somebody put an old file in place by hand."""
    home = each_exchange.home
    aicha, unit = home.unlock("Aïcha"), home.units[0]
    write(each_exchange, aicha, "Lenoir")
    cursor = each_exchange.pull(aicha, unit)["cursor"]
    with each_exchange.house.database.write() as session:
        session.execute(update(RevisionCounter).values(value=RevisionCounter.value - 1))
    assert each_exchange.pull(aicha, unit, cursor)["full"] is True


def test_tombstones_stay_as_long_as_a_cursor_may_ask(each_exchange: Exchange) -> None:
    home = each_exchange.home
    there = home.units[1]
    home.move("Lenoir", there, at=NOW - 20 * DAY)
    home.move("Roux", there, at=NOW - 13 * DAY)
    with each_exchange.house.database.write() as session:
        assert tombstones.prune(session, now=NOW) == 1
        kept = session.scalars(select(Tombstone.object_id)).all()
    assert kept == [home.persons["Roux"]]


def test_a_pruned_tombstone_is_missed_by_no_tablet(each_exchange: Exchange) -> None:
    home = each_exchange.home
    aicha, (here, there) = home.unlock("Aïcha"), home.units
    cursor = each_exchange.pull(aicha, here)["cursor"]
    home.move("Lenoir", there)
    later = NOW + tombstones.KEPT + DAY
    with clock.frozen(later):
        with each_exchange.house.database.write() as session:
            assert tombstones.prune(session, now=later) == 1
        answer = ask_at(each_exchange, aicha, here, later, cursor).get_json()
    assert answer["full"] is True  # and what it does not hold is forgotten
    assert "Lenoir" not in names(answer)


def test_tombstones_of_the_other_home_are_pruned_apart(each_exchange: Exchange) -> None:
    each_exchange.other.move("Marchand", each_exchange.other.units[1], at=NOW - 20 * DAY)
    with each_exchange.house.database.write() as session:
        assert tombstones.prune(session, now=NOW) == 1
        assert session.scalar(select(func.count()).select_from(Establishment)) == 2
        assert session.scalar(select(func.count()).select_from(Entry)) == 0


class Replica:
    """What a tablet keeps of one unit: the rows it was told, less what it was told to forget, less what expired."""

    def __init__(self, exchange: Exchange, unlock: Unlock, unit: uuid.UUID) -> None:
        self.exchange, self.unlock, self.unit = exchange, unlock, unit
        self.cursor: str | None = None
        self.rows: dict[str, dict[str, Json]] = {}

    def pull(self) -> Json:
        answer = self.exchange.pull(self.unlock, self.unit, self.cursor)
        self.cursor = answer["cursor"]
        if answer.get("unchanged"):
            return answer
        if answer["full"]:
            self.rows = {}
        for gone in answer["removed"]:
            self._forget(gone["kind"], gone["id"])
        for kind, rows in answer["rows"].items():
            self.rows.setdefault(kind, {}).update({_key(row): row for row in rows})
        return answer

    def view(self) -> dict[str, dict[str, Json]]:
        """What it shows now; a kind of which nothing is shown is as if it had never come."""
        now = clock.to_text(clock.now())
        shown = {
            kind: {key: row for key, row in rows.items() if (row.get("expires_at") or "9") > now}
            for kind, rows in self.rows.items()
        }
        return {kind: rows for kind, rows in shown.items() if rows}

    def _forget(self, kind: str, id: str) -> None:
        self.rows.get(kind, {}).pop(id, None)
        if kind == "person":
            for rows in self.rows.values():
                for key in [key for key, row in rows.items() if row.get("person") == id]:
                    del rows[key]


def _key(row: Json) -> str:
    return str(row.get("id") or row["version"])
