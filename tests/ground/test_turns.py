"""Writers to one SQLite file stand in line, threads and processes alike."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as TookTooLong

from app.ground import turns
from app.ground.database import Database
from app.ground.turns import Turns


def test_threads_write_one_after_the_other(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/a.db")
    with database.write() as session:
        session.execute(text("CREATE TABLE n (value INTEGER)"))
        session.execute(text("INSERT INTO n VALUES (0)"))

    def count() -> None:
        for _ in range(25):
            with database.write() as session:
                value = session.execute(text("SELECT value FROM n")).scalar_one()
                session.execute(text("UPDATE n SET value = :value"), {"value": value + 1})

    threads = [threading.Thread(target=count) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        assert session.execute(text("SELECT value FROM n")).scalar() == 150
    database.close()


def test_a_process_waits_for_another(tmp_path: Path) -> None:
    line = Turns(tmp_path / "a.db")
    told, tell = os.pipe()
    with line.taken():
        child = os.fork()
        if child == 0:
            line._lock, line._writer = threading.Lock(), None  # as a process that starts afresh
            with line.taken():
                os.write(tell, b"mine")
            os._exit(0)
        os.set_blocking(told, False)
        with pytest.raises(BlockingIOError):
            os.read(told, 4)
    os.waitpid(child, 0)
    assert os.read(told, 4) == b"mine"
    line.close()


def test_a_thread_that_writes_already_is_told_so_at_once(tmp_path: Path) -> None:
    line = Turns(tmp_path / "a.db")
    with line.taken(), pytest.raises(RuntimeError, match="already"), line.taken():
        pass
    with line.taken():
        pass
    line.close()


def test_nobody_waits_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_PATIENCE_SECONDS", 0.01)
    line = Turns(tmp_path / "a.db")
    refused: list[BaseException] = []

    def wait() -> None:
        try:
            with line.taken():
                pass
        except TookTooLong as error:
            refused.append(error)

    with line.taken():
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join()
    assert len(refused) == 1
    line.close()
