"""Files in backups: each copied once, read again, back before the data that name them, gone with the last backup."""

from __future__ import annotations

import json
import os
import shutil
from typing import cast

import pytest

from app.ground import clock
from app.ground.backup import file_lists, files_back, manifest
from app.ground.backup.errors import BackupFailed, RestoreRefused
from app.ground.backup.progress import Step
from app.ground.files import BlobMissing, room
from app.ground.files.disk import DiskBlobs
from app.safekeeping import restore
from tests.safekeeping.days import DAY, HOUR, NOW, Days, at


def live(days: Days) -> DiskBlobs:
    return cast(DiskBlobs, days.house.blobs)


def copies(days: Days) -> DiskBlobs:
    return DiskBlobs(days.folder / "backups" / "data" / "files")


def lose_the_disk(days: Days) -> None:
    shutil.rmtree(live(days).root)


def hurt(blobs: DiskBlobs, name: str) -> None:
    path = blobs.path_of(name)
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def test_files_lost_with_the_disk_come_back_to_the_byte(each_days: Days) -> None:
    kept = {live(each_days).put(os.urandom(2000 + number)): number for number in range(5)}
    content = {name: live(each_days).get(name) for name in kept}
    made = each_days.back_up()
    assert made.manifest.files is not None
    assert (made.manifest.files.count, made.manifest.files.damaged) == (5, 0)
    lose_the_disk(each_days)
    done = each_days.restore()
    assert done.files_back == 5
    assert {
        name: each_days.house.blobs.get(name) for name in each_days.house.blobs.names()
    } == content


def test_a_copy_goes_with_the_last_backup_that_lists_it(days: Days) -> None:
    page, kept = live(days).put(b"withdrawn tomorrow"), live(days).put(b"kept")
    days.back_up(keep=2)
    live(days).delete(page)
    with at(NOW + DAY):
        days.back_up(keep=2)
    assert copies(days).exists(page)
    for name in copies(days).names():
        os.utime(copies(days).path_of(name), (0, 0))
    with at(NOW + 2 * DAY):
        days.back_up(keep=2)
    assert not copies(days).exists(page)
    assert copies(days).exists(kept)


def test_nothing_is_taken_from_under_a_backup_whose_list_does_not_read(days: Days) -> None:
    page = live(days).put(b"withdrawn tomorrow")
    made = days.back_up()
    live(days).delete(page)
    (made.data / file_lists.NAME).write_text("lost")
    os.utime(copies(days).path_of(page), (0, 0))
    with at(NOW + DAY):
        days.back_up()
    assert copies(days).exists(page)


def test_what_is_put_while_it_copies_is_not_lost_and_nothing_goes(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ground.files.disk._PATIENCE_SECONDS", 0.01)
    page = live(days).put(b"a page")
    seen: list[str] = []

    def meanwhile(step: Step) -> None:
        if step.part == "data" and not seen:
            seen.append(live(days).put(b"taken while the data are copied"))
            with pytest.raises(Exception):  # noqa: B017 whatever the store says, it did not go
                live(days).delete(page)

    made = days.back_up(tell=meanwhile)
    assert set(file_lists.read(made.data, made.manifest.files)) == {page, *seen}


def test_a_restore_with_a_damaged_copy_changes_nothing_until_it_is_accepted(days: Days) -> None:
    pages = [live(days).put(bytes([number]) * 300) for number in range(3)]
    before = days.write()
    days.back_up()
    with at(NOW + HOUR):
        days.write()
        hurt(copies(days), pages[0])
        copies(days).path_of(pages[1]).unlink()
        lose_the_disk(days)
        with pytest.raises(RestoreRefused, match=r"2 fichier\(s\).*--incomplete"):
            days.restore()
        assert len(_entries(days)) == 2
        assert list(days.house.blobs.names()) == []
        done = days.restore(accept_lost=True)
    assert (done.files_back, done.files_lost) == (1, 2)
    assert _entries(days) == {before}
    assert list(days.house.blobs.names()) == [pages[2]]


def _entries(days: Days) -> set[str]:
    from sqlalchemy import select

    from app.areas.journal.models import Entry

    with days.house.database.read() as session:
        return {str(one) for one in session.scalars(select(Entry.id))}


def test_a_manifest_that_lies_about_files_is_refused(days: Days) -> None:
    made = days.back_up()
    told = json.loads((made.data / manifest.NAME).read_text())
    for lie in ({"count": "2"}, {"size": -1}, {"sha256": None}, {"more": 1}):
        changed = {**told, "files": {**told["files"], **lie}}
        (made.data / manifest.NAME).write_text(json.dumps(changed))
        with pytest.raises(RestoreRefused):
            manifest.read(made.data)


def test_a_backup_of_before_there_were_files_is_put_back(days: Days) -> None:
    made = days.back_up()
    told = json.loads((made.data / manifest.NAME).read_text())
    del told["files"]
    (made.data / manifest.NAME).write_text(json.dumps(told | {"format": 1}))
    (made.data / file_lists.NAME).unlink()
    stray = live(days).put(b"came later")
    assert days.restore().manifest.files is None
    assert days.house.blobs.exists(stray)


def test_what_came_after_the_backup_stays_a_month_for_who_may_still_name_it(days: Days) -> None:
    old = live(days).put(b"in the backup")
    days.back_up()
    stray = live(days).put(b"after the backup")
    for name in (old, stray):
        os.utime(live(days).path_of(name), (0, 0))
    days.restore()
    soon = clock.now() + files_back.STRAYS_KEPT - HOUR
    assert not live(days).delete(stray, idle_since=soon)
    assert live(days).delete(stray, idle_since=soon + 2 * HOUR)
    assert live(days).delete(old, idle_since=soon)


def test_a_restore_cut_among_files_goes_on_where_it_stopped(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [live(days).put(bytes([number]) * 500) for number in range(6)]
    before = days.write()
    days.back_up()
    lose_the_disk(days)
    with at(NOW + HOUR):
        days.write()
        put, calls = DiskBlobs.put, []

        def cut(blobs: DiskBlobs, data: bytes) -> str:
            calls.append(data)
            if len(calls) == 4:
                raise KeyboardInterrupt
            return put(blobs, data)

        monkeypatch.setattr(DiskBlobs, "put", cut)
        with pytest.raises(KeyboardInterrupt):
            days.restore()
        monkeypatch.undo()
        assert len(_entries(days)) == 2
        assert len(list(days.house.blobs.names())) == 3
        assert days.restore().files_back == 3
    assert sorted(pages) == list(days.house.blobs.names())
    assert _entries(days) == {before}


def test_a_backup_cut_among_files_has_no_name_and_the_next_one_goes_on(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        live(days).put(bytes([number]) * 500)
    put, calls = DiskBlobs.put, []

    def cut(blobs: DiskBlobs, data: bytes) -> str:
        calls.append(data)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return put(blobs, data)

    monkeypatch.setattr(DiskBlobs, "put", cut)
    with pytest.raises(KeyboardInterrupt):
        days.back_up()
    monkeypatch.undo()
    places = [path.name for path in (days.folder / "backups" / "data").iterdir()]
    assert places == ["files"]
    assert days.back_up().new_files == 3


def test_a_backup_disk_without_room_for_files_is_said_and_nothing_has_a_name(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(days).put(b"a page")
    monkeypatch.setattr(room, "RESERVE", 1 << 62)
    with pytest.raises(BackupFailed, match="Pas assez de place"):
        days.back_up()
    assert [path.name for path in (days.folder / "backups" / "data").iterdir()] == ["files"]


def test_a_disk_without_room_for_the_files_is_said_before_anything_changes(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(days).put(b"a page" * 100)
    days.back_up()
    lose_the_disk(days)
    days.house.close()
    with monkeypatch.context() as patched:
        patched.setattr(files_back.shutil, "disk_usage", lambda _place: _Usage(10))
        with pytest.raises(RestoreRefused, match="Pas assez de place"):
            restore(days.house.settings, days.folder / "backups", overwrite=True)
    days.start_again()
    with pytest.raises(BlobMissing):
        days.house.blobs.get("0" * 64)


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free
