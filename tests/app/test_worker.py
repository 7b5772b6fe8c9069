"""`chevet worker`: what is due and what is to be checked are done side by side, and end together."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rq import Worker
from rq.job import Job, JobStatus

from app.areas.documents.queueing import JOB
from app.ground import jobs
from app.ground.config import Settings
from app.ground.house import House

ROOT = Path(__file__).parents[2]


@pytest.fixture
def settings(house: House) -> Iterator[Settings]:
    process = jobs.start_embedded(house.settings)
    assert process is not None
    yield house.settings
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture
def asked(settings: Settings) -> list[Job]:
    """One job of each queue, asked for before anybody serves them."""
    assert jobs.enqueue(settings, JOB, str(uuid.uuid4()), to=jobs.PAPERS)
    assert jobs.enqueue(settings, "app.jobs.tidy")
    found = [jobs.queue(settings, name).get_jobs()[0] for name in (jobs.PAPERS, jobs.QUEUE)]
    assert [one.func_name for one in found] == [JOB, "app.jobs.tidy"]
    return found


@pytest.fixture
def worker(
    settings: Settings, asked: list[Job], tmp_path: Path
) -> Iterator[subprocess.Popen[bytes]]:
    told = {
        "CHEVET_INSTANCE": str(settings.instance),
        "MASTER_KEY": "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY=",
    }
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "worker"],
            env={**os.environ, **told},
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
    yield process
    process.terminate()
    process.wait(timeout=30)


def until(holds: Callable[[], bool], seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return False


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_both_queues_are_served_and_when_one_worker_dies_all_end_to_be_started_again(
    settings: Settings, asked: list[Job], worker: subprocess.Popen[bytes]
) -> None:
    assert until(lambda: all(one.get_status() == JobStatus.FINISHED for one in asked))
    workers = Worker.all(connection=jobs.connect(settings))
    serving = {one.queue_names()[0]: one.pid for one in workers if one.pid}
    assert set(serving) == {jobs.QUEUE, jobs.PAPERS}
    for (
        pid
    ) in serving.values():  # a crash writes no picture of the memory: pages are in clear there
        assert resource.prlimit(pid, resource.RLIMIT_CORE) == (0, 0)
    os.kill(serving[jobs.PAPERS], signal.SIGKILL)
    assert until(lambda: worker.poll() is not None)
    assert worker.returncode != 0
    assert until(lambda: not any(is_alive(pid) for pid in serving.values()))
