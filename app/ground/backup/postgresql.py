"""Copies of a PostgreSQL database: pg_dump over one exported snapshot, read again whole, put back at once."""

from __future__ import annotations

import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from sqlalchemy import Connection, text

from app.ground.backup.errors import STILL_RUNNING, BackupFailed, RestoreRefused
from app.ground.backup.programs import address, environment, first_line, major_of, programs

FILE = "postgresql.dump"
_COPY = re.compile(rb'COPY (?:\w+|"[^"]+")\.(\w+|"[^"]+") ')
_TOLD_EVERY = 50_000
Told = Callable[[int], None]


def copy(url: str, connection: Connection, to: Path, tell: Told) -> None:
    """Everything that `connection`, in its reading transaction, sees. Raises BackupFailed."""
    place = programs(major_of(connection))
    snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    command = [str(place / "pg_dump"), "--format=custom", "--no-owner", "--no-privileges"]
    # Row-level security stays on, even for the owner: the session says that it acts for every home.
    command += ["--enable-row-security", f"--snapshot={snapshot}", f"--file={to}", "--no-password"]
    _run([*command, f"--dbname={address(url)}"], url, lambda: tell(to.stat().st_size))


def verify(path: Path, url: str, connection: Connection, tell: Told) -> dict[str, int]:
    """How many rows of each table the copy holds, every one of them read again. Raises BackupFailed."""
    place = programs(major_of(connection))
    command = [str(place / "pg_restore"), "--file=-", str(path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(url)
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        rows = _counted(process.stdout, tell)
        said = process.stderr.read()
    if process.returncode != 0:
        raise BackupFailed(f"La copie ne se relit pas : {first_line(said)}")
    return rows


def put_back(
    path: Path, url: str, connection: Connection, statements: Iterable[str], tell: Told
) -> None:
    """The copy, changed by `statements`, takes the place of every table: in one transaction, or not at all.

    Raises RestoreRefused when somebody else is connected.
    """
    place = programs(major_of(connection))
    refuse_if_used(connection)
    known = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
    names = ", ".join(f'public."{name}"' for name in known)
    connection.rollback()  # nothing of ours may wait for the tables that go
    before = [f"DROP TABLE {names} CASCADE;"] if names else []
    psql = [str(place / "psql"), "-X", "-q", "-1", "-w", "-v", "ON_ERROR_STOP=1", "-f", "-"]
    reading = [str(place / "pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(path)]
    with (
        subprocess.Popen(
            [*psql, "-d", address(url)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment(url),
        ) as writer,
        subprocess.Popen(reading, stdout=subprocess.PIPE, env=environment(url)) as reader,
    ):
        said = _pour(reader, writer, before, statements, tell)
    if reader.returncode != 0 or writer.returncode != 0:
        raise RestoreRefused(f"La base n’a pas pu être remplacée : {first_line(said)}")


def refuse_if_used(connection: Connection) -> None:
    """Raises RestoreRefused when somebody else is connected to that database."""
    if connection.scalar(text(_OTHERS)):
        raise RestoreRefused(STILL_RUNNING)


_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def _pour(
    reader: subprocess.Popen[bytes],
    writer: subprocess.Popen[bytes],
    before: Iterable[str],
    after: Iterable[str],
    tell: Told,
) -> bytes:
    """The script, from one program to the other; a script that ends early is never committed."""
    assert writer.stdin is not None
    assert writer.stderr is not None
    assert reader.stdout is not None
    said: list[bytes] = []
    listener = threading.Thread(target=lambda: said.append(writer.stderr.read()))  # type: ignore[union-attr]
    listener.start()
    try:
        _write(writer, before)
        done = 0
        while chunk := reader.stdout.read(1 << 20):
            writer.stdin.write(chunk)
            done += len(chunk)
            tell(done)
        whole = reader.wait() == 0
        _write(writer, ["SET search_path = public;", *after] if whole else ["SELECT 1 / 0;"])
    except BrokenPipeError:
        reader.kill()
    finally:
        _close(writer)
        listener.join()
    return b"".join(said)


def _write(writer: subprocess.Popen[bytes], statements: Iterable[str]) -> None:
    assert writer.stdin is not None
    for statement in statements:
        writer.stdin.write(statement.encode() + b"\n")


def _close(writer: subprocess.Popen[bytes]) -> None:
    try:
        if writer.stdin is not None:
            writer.stdin.close()
    except BrokenPipeError:
        pass


def _counted(lines: Iterable[bytes], tell: Told) -> dict[str, int]:
    """The rows of each table in a script."""
    rows: dict[str, int] = {}
    table, done = "", 0
    for line in lines:
        if table:
            if line == b"\\.\n":
                table = ""
                continue
            rows[table] += 1
            done += 1
            if done % _TOLD_EVERY == 0:
                tell(done)
        elif found := _COPY.match(line):
            table = found[1].decode().strip('"')
            rows[table] = 0
    tell(done)
    return rows


def _run(command: list[str], url: str, tell: Callable[[], None]) -> None:
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment(url)
    ) as process:
        while True:
            try:
                _, said = process.communicate(timeout=1)
                break
            except subprocess.TimeoutExpired:
                tell()
    tell()
    if process.returncode != 0:
        raise BackupFailed(f"La copie a échoué : {first_line(said)}")
