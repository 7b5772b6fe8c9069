"""Jobs against a real Redis, started as the product starts it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from app.ground import jobs
from app.ground.clock import to_text
from app.ground.config import Settings, load_settings


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    made = load_settings({"CHEVET_INSTANCE": str(tmp_path)})
    process = jobs.start_embedded(made)
    assert process is not None
    yield made
    process.terminate()
    process.wait(timeout=10)


def test_the_embedded_redis_listens_on_a_private_socket_only(settings: Settings) -> None:
    assert jobs.is_reachable(settings)
    assert jobs.socket_path(settings).stat().st_mode & 0o077 == 0
    assert jobs.connect(settings).config_get("port") == {"port": "0"}
    assert jobs.start_embedded(settings) is None


def test_a_job_travels_as_json_and_is_done(settings: Settings) -> None:
    assert jobs.enqueue(settings, to_text, "not an instant")
    (job,) = jobs.queue(settings).get_jobs()
    raw = jobs.connect(settings).hget(job.key, "data")
    assert raw is not None
    assert json.loads(zlib.decompress(raw))[0] == "app.ground.clock.to_text"
    worker = SimpleWorker(
        [jobs.queue(settings)], connection=jobs.connect(settings), serializer=JSONSerializer
    )
    assert worker.work(burst=True)
    assert job.get_status(refresh=True) == "failed"


def test_an_unreachable_queue_is_said_and_harms_nothing(tmp_path: Path) -> None:
    made = load_settings({"CHEVET_INSTANCE": str(tmp_path / "other")})
    assert not jobs.is_reachable(made)
    assert not jobs.enqueue(made, to_text, "x")
