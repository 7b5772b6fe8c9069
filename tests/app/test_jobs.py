"""The worker's periodic jobs: put in the queue as JSON, and done."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from collections.abc import Iterator

import pytest
from flask import Flask
from rq.cron import CronScheduler
from sqlalchemy import func, select

from app import jobs as due
from app.gate.audit.models import AuditEvent
from app.gate.audit.record import record
from app.gate.sync.registry import known
from app.ground import clock, jobs
from app.ground.config import Settings
from app.ground.house import House
from app.ground.tenancy import acting_for_every


@pytest.fixture
def settings(house: House) -> Iterator[Settings]:
    process = jobs.start_embedded(house.settings)
    assert process is not None
    yield house.settings
    process.terminate()
    process.wait(timeout=10)


def test_what_is_due_is_put_in_the_queue_as_json(settings: Settings) -> None:
    scheduler = CronScheduler(connection=jobs.connect(settings), logging_level="ERROR")
    due.add_jobs(scheduler)
    scheduler.enqueue_jobs()
    queued = jobs.queue(settings).get_jobs()
    names = set()
    for job in queued:
        raw = jobs.connect(settings).hget(job.key, "data")
        assert raw is not None
        names.add(json.loads(zlib.decompress(raw))[0])
    assert names == {f"app.jobs.{function.__name__}" for function, _ in due.DUE}


def test_events_are_sealed_by_the_job(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due, "_house", lambda: house)
    with acting_for_every(), house.database.write() as session:
        record(session, "test.happened", at=clock.now())
    assert due.seal_audit() == 1
    assert due.seal_audit() == 0
    with acting_for_every(), house.database.read() as session:
        unsealed = select(func.count()).where(AuditEvent.seal_number.is_(None))
        assert session.scalar(unsealed) == 0


def test_the_worker_files_every_type_that_tablets_write(application: Flask) -> None:
    """What was put aside by an error of ours is judged again in the worker, which has no pages to import."""
    code = "import app.jobs; from app.gate.sync.registry import known; print(*known.commands)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert application
    assert set(told.stdout.split()) == set(known.commands)
