"""A backup is whole or is not there, holds what tablets are told it holds, and leaves the server at work."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import threading
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.gate.audit.models import AuditEvent
from app.gate.sync.models import Command
from app.ground import clock
from app.ground.backup import folders, manifest, programs, sqlite, writing
from app.ground.backup.durable import durable_through
from app.ground.backup.errors import BackupFailed, RestoreRefused
from app.ground.backup.progress import Step
from app.ground.backup.restoring import choose
from app.ground.errors import ConfigError
from app.ground.files.disk import LOCK
from tests.safekeeping.days import DAY, HOUR, NOW, Days, at


def durable(days: Days) -> Any:
    with days.house.database.read() as session:
        return durable_through(session)


def test_data_and_keys_lie_apart_each_with_its_manifest(each_days: Days) -> None:
    each_days.write()
    made = each_days.back_up()
    assert made.data.parent.name == "data"
    assert made.keys.parent.name == "keys"
    assert made.data.name == made.keys.name
    data, keys = manifest.read(made.data), manifest.read(made.keys)
    assert (data.id, data.part, keys.part) == (keys.id, "data", "keys")
    assert data.rows["entry"] == 1
    assert "entry" not in keys.rows
    assert "owner_key" not in data.rows
    assert keys.rows["owner_key"] > 0
    home = each_days.exchange.home
    assert {str(home.id), str(each_days.exchange.other.id)} == set(data.homes)


def test_keys_may_go_to_another_place(days: Days, tmp_path: Path) -> None:
    made = days.back_up(keys_to=tmp_path / "elsewhere")
    assert made.keys.parent == tmp_path / "elsewhere" / "keys"
    assert not (days.folder / "backups" / "keys").exists()


def test_no_name_and_no_text_is_readable_in_a_copy(days: Days) -> None:
    days.write()
    made = days.back_up()
    for file in (made.data / sqlite.FILE, made.keys / sqlite.FILE):
        content = file.read_bytes()
        assert b"Lenoir" not in content
        assert "EN à 5".encode() not in content
    assert days.house.settings.master_key is not None
    assert days.house.settings.master_key not in (made.keys / sqlite.FILE).read_bytes()


def test_a_copy_is_for_its_owner_alone(each_days: Days) -> None:
    made = each_days.back_up()
    for folder in (made.data, made.keys):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_tablets_and_the_trail_are_told(each_days: Days) -> None:
    assert durable(each_days) is None
    made = each_days.back_up()
    assert made.through == NOW - writing.CLOCKS_APART
    assert durable(each_days) == made.through
    with each_days.house.database.read() as session:
        events = session.scalars(
            select(AuditEvent).where(AuditEvent.verb == "installation.backed_up")
        ).all()
    assert len(events) == 2
    assert events[0].detail == {
        "backup": made.manifest.id,
        "rows": sum(made.manifest.rows.values()),
    }


def test_it_says_how_far_it_is(each_days: Days) -> None:
    steps: list[Step] = []
    each_days.back_up(tell=steps.append)
    stages = {(step.part, step.doing) for step in steps}
    assert stages == {(part, doing) for part in ("data", "keys") for doing in ("copy", "verify")}
    assert all(step.done > 0 for step in steps if step.doing == "verify" and step.part == "data")


def test_what_was_answered_before_the_copy_is_in_it_while_others_write(
    each_days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The promise to tablets, put to the test: no answer told an earlier time than `through` and missed the copy."""
    monkeypatch.setattr(writing, "CLOCKS_APART", timedelta(0))
    monkeypatch.setattr(clock, "_held", None)  # time passes
    answered: list[tuple[str, str]] = []
    enough, stop = threading.Event(), threading.Event()
    errors: list[BaseException] = []

    def write_on() -> None:
        try:
            while not stop.is_set():
                _answered(each_days, answered)
                if len(answered) >= 5:
                    enough.set()
        except BaseException as error:
            errors.append(error)
            enough.set()

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        assert enough.wait(30)
        made = [each_days.back_up(keep=None) for _ in range(3)]
    finally:
        stop.set()
        writer.join(30)
    assert errors == []
    for one in made:
        held = _commands_in(each_days, one.data)
        promised = {id for id, now in answered if clock.from_text(now) <= one.through}  # type: ignore[operator]
        assert promised
        assert promised <= held
    assert len(_commands_in(each_days, made[-1].data)) < each_days.exchange.count(Command)


def _answered(days: Days, answered: list[tuple[str, str]]) -> None:
    claims = days.aicha.claims(
        "person.open", days.exchange.home.persons["Lenoir"], {}, at=clock.now()
    )
    told = days.exchange.post(days.aicha.tablet, [days.aicha.seal(claims)])
    assert told["results"][0]["outcome"] == "applied"
    answered.append((claims["id"], told["now"]))


def _commands_in(days: Days, folder: Path) -> set[str]:
    """The commands that a copy holds, read out of the file."""
    if (folder / sqlite.FILE).exists():
        connection = sqlite3.connect(folder / sqlite.FILE)
        rows = connection.execute("SELECT id FROM command").fetchall()
        connection.close()
        return {str(uuid.UUID(row[0])) for row in rows}
    with days.house.database.read() as session:
        place = programs.programs(programs.major_of(session.connection()))
    script = subprocess.run(
        [
            place / "pg_restore",
            "--data-only",
            "--table=command",
            "--file=-",
            folder / "postgresql.dump",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return set(re.findall(r"^([0-9a-f-]{36})\t", script, re.M))


def test_a_failure_leaves_nothing_under_a_name_and_promises_nothing(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> dict[str, int]:
        raise BackupFailed("La copie relue n’est pas intègre.")

    monkeypatch.setattr(sqlite, "verify", broken)
    with pytest.raises(BackupFailed):
        days.back_up()
    assert left_in(days.folder / "backups") == []
    assert durable(days) is None


def left_in(place: Path) -> list[Path]:
    """The files there, but for the empty one that writers lock."""
    return [path for path in place.rglob("*") if path.is_file() and path.name != LOCK]


def test_keys_that_cannot_be_copied_leave_no_data_behind(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, calls = sqlite.copy, []

    def second_fails(*arguments: Any) -> None:
        calls.append(arguments)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        copy(*arguments)

    monkeypatch.setattr(sqlite, "copy", second_fails)
    with pytest.raises(BackupFailed, match="No space left"):
        days.back_up()
    assert left_in(days.folder / "backups") == []


def test_a_copy_that_lost_a_row_is_no_backup(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    verify = sqlite.verify
    monkeypatch.setattr(sqlite, "verify", lambda path: verify(path) | {"entry": 7})
    with pytest.raises(BackupFailed, match="mêmes lignes"):
        days.back_up()


def test_a_disk_without_room_is_said_before_anything_is_written(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(1))
    with pytest.raises(BackupFailed, match="Pas assez de place"):
        days.back_up()


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


def test_a_place_that_cannot_be_written_is_said(days: Days) -> None:
    days.folder.joinpath("backups").write_text("a file in the way")
    with pytest.raises(BackupFailed, match="Impossible d’écrire"):
        days.back_up()


@pytest.mark.postgresql
def test_without_the_programs_of_that_version_it_says_what_to_install(
    postgresql_house: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "_INSTALLED", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigError, match="postgresql-client-"):
        writing.back_up(postgresql_house.settings, tmp_path / "data", tmp_path / "keys")
    assert left_in(tmp_path) == []


def test_only_so_many_are_kept(each_days: Days) -> None:
    made = []
    for hours in range(4):
        with at(NOW + hours * HOUR):
            made.append(each_days.back_up(keep=2))
    assert [one.dropped for one in made] == [0, 0, 2, 2]
    for part in ("data", "keys"):
        place = each_days.folder / "backups" / part
        assert folders.all_in(place, part) == [getattr(one, part) for one in made[2:]]  # type: ignore[arg-type]


def test_copies_of_keys_go_after_30_days_and_data_stay(days: Days) -> None:
    """An erased person must become unreadable: the screen has told the date."""
    first = days.back_up()
    with at(NOW + 31 * DAY):
        second = days.back_up()
    assert second.dropped == 1
    assert not first.keys.exists()
    assert first.data.exists()


def test_what_a_crash_left_half_made_goes_a_day_later(days: Days) -> None:
    place = days.folder / "backups" / "data"
    half = place / ".partial-2026-11-20T00-00-00Z-abcdef01"
    half.mkdir(parents=True)
    days.back_up()
    assert half.exists()
    os.utime(half, (0, 0))
    days.back_up()
    assert not half.exists()


def damaged(days: Days) -> tuple[Path, Path]:
    """A backup of the data, and its file, to be damaged."""
    folder = days.back_up().data
    return folder, folder / manifest.read(folder).file


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


def test_one_byte_changed_since_is_refused(each_days: Days) -> None:
    folder, file = damaged(each_days)
    flip(file, file.stat().st_size // 2)
    with pytest.raises(RestoreRefused, match="abîmé"):
        choose(folder, "data", each_days.house.settings.database_url)


def test_a_damage_that_the_manifest_hides_is_found_by_reading_again(each_days: Days) -> None:
    folder, file = damaged(each_days)
    content = file.read_bytes()
    half = len(content) // 2  # the end alone may be a page that nothing uses
    file.write_bytes(content[:half] + bytes(len(content) - half))
    told = json.loads((folder / manifest.NAME).read_text())
    told["sha256"] = manifest.sha256_of(file)
    (folder / manifest.NAME).write_text(json.dumps(told))
    with pytest.raises(RestoreRefused):
        choose(folder, "data", each_days.house.settings.database_url)


def test_a_cut_file_or_manifest_is_refused(days: Days) -> None:
    folder, file = damaged(days)
    os.truncate(file, 5000)
    with pytest.raises(RestoreRefused, match="incomplet"):
        choose(folder, "data", days.house.settings.database_url)
    for content in ("", "{", "[]", '{"format": 1}', '{"format": 2}', "null"):
        (folder / manifest.NAME).write_text(content)
        with pytest.raises(RestoreRefused):
            choose(folder, "data", days.house.settings.database_url)


def test_a_file_outside_the_backup_is_not_read(days: Days) -> None:
    folder, _ = damaged(days)
    told = json.loads((folder / manifest.NAME).read_text())
    (folder / manifest.NAME).write_text(json.dumps(told | {"file": "../../etc/passwd"}))
    with pytest.raises(RestoreRefused):
        choose(folder, "data", days.house.settings.database_url)


def test_keys_are_no_data_and_nothing_is_no_backup(days: Days, tmp_path: Path) -> None:
    made = days.back_up()
    for source in (made.keys, tmp_path / "nowhere", made.data.parent.parent / "keys"):
        with pytest.raises(RestoreRefused):
            choose(source, "data", days.house.settings.database_url)


def test_a_copy_of_the_other_kind_of_database_is_refused(days: Days) -> None:
    days.back_up()
    with pytest.raises(RestoreRefused, match="sqlite"):
        choose(days.folder / "backups", "data", "postgresql+psycopg://nobody@localhost/x")


@pytest.mark.parametrize(
    "lie",
    [
        {"file": 5},
        {"file": ".."},
        {"through": "2026-11-20T10:00:00"},
        {"through": "9999-12-31T00:00:00+00:00"},
        {"homes": 5},
        {"homes": ["x"]},
        {"seal_number": "x"},
    ],
)
def test_a_manifest_that_lies_is_refused_in_words(days: Days, lie: dict[str, object]) -> None:
    days.write()
    folder = days.back_up().data
    told = json.loads((folder / manifest.NAME).read_text())
    (folder / manifest.NAME).write_text(json.dumps(told | lie))
    with pytest.raises(RestoreRefused):
        days.restore(folder)
