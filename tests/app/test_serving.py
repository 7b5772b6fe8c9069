"""`chevet serve` starts its processes from one, and they end together."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.commands.serving import WEB, WORKER
from app.ground import jobs
from bench import cpu
from tests.app.test_worker import is_alive, until
from tests.e2e.server import Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path / "instance")
    running.command("init")
    yield running.start()
    # What a killed worker had started has nobody left to end it.
    assert running.process is not None
    group = running.process.pid
    running.stop()
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def called(server: Server, name: str) -> set[int]:
    assert server.process is not None
    return {pid for pid in cpu.tree(server.process.pid) if cpu.name(pid) == name}


def test_when_one_of_its_processes_dies_all_end_to_be_started_again(server: Server) -> None:
    assert server.process is not None
    web, workers = called(server, WEB), called(server, WORKER)
    assert len(web) == 3, "gunicorn and its two"
    assert len(workers) >= 4, "the worker, its scheduler, one of each queue"
    os.kill(min(workers), signal.SIGKILL)
    assert server.process.wait(timeout=30) == 2
    assert until(lambda: not any(is_alive(pid) for pid in web))
    assert not server.is_up()
    assert not jobs.is_reachable(server.settings())
    assert "Un des processus s’est arrêté" in server.log.read_text()
