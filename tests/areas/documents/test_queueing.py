"""Checks are asked for once a document is whole and committed; a queue that is away or forgets loses nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from app import jobs as due
from app.areas.documents import judging, queueing
from app.areas.documents.commands import capture
from app.ground import jobs
from app.ground.config import Settings
from app.ground.house import House
from tests.areas.conftest import NOW, Home
from tests.areas.documents.handing import ONE_PAGE, PAPER, Desk, saying


@pytest.fixture
def desk(home: Home, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(judging, "decode", saying(ONE_PAGE))
    monkeypatch.setattr(due, "_house", lambda: home.house)
    return Desk(home, home.admit())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What is put in the queue, by name."""
    calls: list[tuple[str, ...]] = []

    def enqueue(_settings: Settings, function: str, *ids: str, to: str) -> bool:
        calls.append((to, function, *ids))
        return True

    monkeypatch.setattr(jobs, "enqueue", enqueue)
    return calls


def test_each_part_is_asked_for_once_all_is_committed(
    desk: Desk, asked: list[tuple[str, ...]]
) -> None:
    house = desk.home.house
    bodies = [desk.part(PAPER), desk.part(PAPER + b"2")]
    with house.database.write() as session:
        with session.begin_nested():
            id = capture(session, house, desk.home.leader, desk.person, bodies, now=NOW)
        assert asked == []
    assert asked == [
        (jobs.PAPERS, queueing.JOB, str(part.id)) for part in desk.parts(id)
    ]  # fmt: skip


def test_what_was_taken_back_is_not_asked_for(desk: Desk, asked: list[tuple[str, ...]]) -> None:
    house, part = desk.home.house, desk.part(PAPER)
    with pytest.raises(RuntimeError, match="back"), house.database.write() as session:
        capture(session, house, desk.home.leader, desk.person, [part], now=NOW)
        raise RuntimeError("taken back")
    with house.database.write() as session:
        session.info["touched"] = True
    assert asked == []


def test_the_job_has_the_name_that_the_queue_is_given() -> None:
    module, _, name = queueing.JOB.rpartition(".")
    assert (due.__name__, due.check_paper.__name__) == (module, name)


def test_without_a_queue_nothing_is_lost(desk: Desk) -> None:
    id = desk.hand_in(PAPER)
    assert desk.document(id).state == "received"
    assert desk.check() == 1


@pytest.fixture
def redis(house: House) -> Iterator[Settings]:
    process = jobs.start_embedded(house.settings)
    assert process is not None
    yield house.settings
    process.terminate()
    process.wait(timeout=10)


def test_the_worker_checks_what_was_handed_in_and_what_a_queue_forgot(
    redis: Settings, desk: Desk
) -> None:
    queue = jobs.queue(redis, jobs.PAPERS)
    worker = SimpleWorker([queue], connection=queue.connection, serializer=JSONSerializer)
    first = desk.hand_in(PAPER)
    assert queue.count == 1
    assert due.ask_for_checks() == 0  # it is on its way
    worker.work(burst=True, logging_level="ERROR")
    assert desk.document(first).state == "checked"
    second = desk.hand_in(PAPER + b"2")
    queue.empty()
    assert due.ask_for_checks() == 1
    worker.work(burst=True, logging_level="ERROR")
    assert desk.document(second).state == "checked"
    assert due.ask_for_checks() == 0


def test_a_job_for_a_part_that_is_gone_does_nothing(desk: Desk) -> None:
    assert due.check_paper(str(uuid.uuid4())) == "gone"


def test_the_sweep_is_done_every_hour(desk: Desk) -> None:
    assert (due.sweep_files, 3600) in due.DUE
    assert due.sweep_files() == 0
