"""What tablets hold of a container: whose, what is in it around now, and that it is in question at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app.areas.prescribing.commands import prescribe, stop
from app.areas.prescribing.models import DueDose
from app.areas.rounds.containers.commands import create, empty, lose, prepare
from app.areas.rounds.containers.models import Container
from app.ground import clock
from app.ground.house import House
from tests.areas.prescribing import bedside as tablets
from tests.areas.prescribing.bedside import Bedside, bedside_of, removed, told
from tests.areas.prescribing.conftest import DAY, THREE_A_DAY, head
from tests.sync.conftest import exchange_over
from tests.sync.homes import NOW

SECOND = timedelta(seconds=1)


@pytest.fixture
def bedside(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bedside]:
    monkeypatch.setattr(tablets, "KINDS", (*tablets.KINDS, "container"))
    with clock.frozen(NOW):
        yield bedside_of(exchange_over(house))


@pytest.fixture
def each_bedside(each_house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bedside]:
    monkeypatch.setattr(tablets, "KINDS", (*tablets.KINDS, "container"))
    with clock.frozen(NOW):
        yield bedside_of(exchange_over(each_house))


def _doses(bedside: Bedside) -> list[DueDose]:
    with bedside.exchange.house.database.read() as session:
        return list(session.scalars(select(DueDose).order_by(DueDose.due_at)))


def _as_seen(bedside: Bedside, command: Any, container: UUID) -> None:
    house = bedside.exchange.house
    with house.database.write() as session:
        seen = session.get_one(Container, container).preparation_id
        command(session, house, bedside.nadia, container, seen=seen, now=NOW)


def test_a_container_is_told_with_what_is_near_and_in_question_in_the_answer_of_the_change(
    each_bedside: Bedside,
) -> None:
    bedside = each_bedside
    bedside.pull()
    written = bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    doses = _doses(bedside)
    container = bedside.do(create, bedside.nadia, bedside.lenoir, "Semaine")
    (row,) = told(bedside.pull(), "container")
    assert (row["label"], row["state"], row["slots"], row["why"]) == ("Semaine", "empty", [], [])
    assert row["person"] == str(bedside.lenoir) and len(row["digest"]) == 64
    bedside.do(prepare, bedside.nadia, container, [one.id for one in doses], seen=None)
    (row,) = told(bedside.pull(), "container")
    near = [one for one in doses if one.due_at <= NOW + 3 * DAY]
    assert [slot["items"][0]["dose"] for slot in row["slots"]] == [str(one.id) for one in near]
    first = row["slots"][0]
    assert (first["on"], first["at"]) == tuple(near[0].slot.split("/"))
    assert first["items"] == [
        {
            "chain": str(written.line.chain),
            "line": str(head(written)),
            "version": 1,
            "dose": str(near[0].id),
            "amount": "1",
            "why": None,
            "left": False,
        }
    ]
    bedside.do(stop, bedside.nadia, written.line.chain, reason="allergie", seen=head(written))
    (row,) = told(bedside.pull(), "container")
    assert row["state"] == "non_conform"
    assert row["why"] == ["ligne arrêtée depuis la préparation"]
    assert bedside.rows == bedside.whole()


def test_a_dose_that_is_far_comes_when_its_hour_draws_near(bedside: Bedside) -> None:
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    far = next(one for one in _doses(bedside) if one.due_at > NOW + 3 * DAY)
    container = bedside.do(create, bedside.nadia, bedside.lenoir, "Semaine")
    bedside.do(prepare, bedside.nadia, container, [far.id], seen=None)
    bedside.pull()
    assert bedside.rows["container"][str(container)]["slots"] == []
    assert told(bedside.pull(far.due_at - 3 * DAY - SECOND), "container") == []
    (row,) = told(bedside.pull(far.due_at - 3 * DAY), "container")
    assert [item["dose"] for slot in row["slots"] for item in slot["items"]] == [str(far.id)]


def test_what_was_emptied_stays_told_as_out_of_it_and_what_is_lost_is_forgotten(
    bedside: Bedside,
) -> None:
    bedside.do(prescribe, bedside.nadia, bedside.lenoir, THREE_A_DAY)
    container = bedside.do(create, bedside.nadia, bedside.lenoir, "Semaine")
    bedside.do(prepare, bedside.nadia, container, [_doses(bedside)[0].id], seen=None)
    bedside.pull()
    _as_seen(bedside, empty, container)
    (row,) = told(bedside.pull(), "container")
    assert row["state"] == "empty"
    assert [item["left"] for slot in row["slots"] for item in slot["items"]] == [True]
    _as_seen(bedside, lose, container)
    assert removed(bedside.pull(), "container") == [str(container)]
    assert bedside.whole()["container"] == {}


def test_one_that_was_altered_is_told_all_the_same_and_reported(bedside: Bedside) -> None:
    container = bedside.do(create, bedside.nadia, bedside.lenoir, "Semaine")
    with bedside.exchange.house.database.write() as session:
        session.get_one(Container, container).sealed = uuid4().bytes * 3
    (row,) = told(bedside.pull(), "container")
    assert row["label"] == "Pilulier illisible"
