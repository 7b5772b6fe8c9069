"""Blobs on a disk: named by what they are, whole or not there, for their owner alone."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.ground.files import BlobBroken, BlobMissing, Held, NoRoom, room
from app.ground.files.disk import DiskBlobs

ORDONNANCE = b"sealed bytes of an ordonnance" * 40
NAME = hashlib.sha256(ORDONNANCE).hexdigest()
NEVER = hashlib.sha256(b"never put").hexdigest()


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")


def test_what_is_put_is_found_under_the_hash_of_what_it_is(blobs: DiskBlobs) -> None:
    assert blobs.put(ORDONNANCE) == NAME
    assert blobs.get(NAME) == ORDONNANCE
    assert blobs.exists(NAME)
    assert blobs.size(NAME) == len(ORDONNANCE)
    assert list(blobs.names()) == [NAME]


def test_chunks_make_the_same_blob_as_the_whole(blobs: DiskBlobs) -> None:
    assert blobs.put(ORDONNANCE[at : at + 7] for at in range(0, len(ORDONNANCE), 7)) == NAME
    assert blobs.get(NAME) == ORDONNANCE


def test_what_is_put_twice_is_there_once(blobs: DiskBlobs) -> None:
    blobs.put(ORDONNANCE)
    blobs.put(ORDONNANCE)
    assert files_in(blobs.root) == [blobs.path_of(NAME)]


def test_only_their_owner_may_read_them(blobs: DiskBlobs) -> None:
    old = os.umask(0)
    try:
        blobs.put(ORDONNANCE)
    finally:
        os.umask(old)
    for path in (blobs.root, *blobs.root.rglob("*")):
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_one_changed_byte_is_never_shown(blobs: DiskBlobs) -> None:
    blobs.put(ORDONNANCE)
    blobs.path_of(NAME).write_bytes(ORDONNANCE[:-1] + b"X")
    with pytest.raises(BlobBroken):
        blobs.get(NAME)
    blobs.put(ORDONNANCE)
    assert blobs.get(NAME) == ORDONNANCE


def test_what_is_not_there_is_said(blobs: DiskBlobs) -> None:
    assert not blobs.exists(NEVER)
    assert not blobs.delete(NEVER)
    assert list(blobs.names()) == []
    blobs.keep(NEVER, datetime.now(UTC))
    with pytest.raises(BlobMissing):
        blobs.get(NEVER)
    with pytest.raises(BlobMissing):
        blobs.size(NEVER)


@pytest.mark.parametrize(
    "name",
    ["", "..", "../" * 3 + "master.key", "/etc/passwd", NAME.upper(), NAME + "\n", NAME[:63], "é" * 64],
    ids=["empty", "dots", "up", "root", "capitals", "newline", "short", "accents"],
)  # fmt: skip
def test_nothing_but_a_hash_becomes_a_path(blobs: DiskBlobs, name: str) -> None:
    for ask in (blobs.get, blobs.exists, blobs.size, blobs.delete):
        with pytest.raises(ValueError, match="not a blob"):
            ask(name)


def test_a_link_is_never_followed(blobs: DiskBlobs, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(ORDONNANCE)
    place = blobs.path_of(NAME)
    place.parent.mkdir(parents=True)
    place.symlink_to(secret)
    with pytest.raises(BlobBroken):
        blobs.get(NAME)
    assert not blobs.exists(NAME)
    assert list(blobs.names()) == []
    blobs.put(ORDONNANCE)
    assert not place.is_symlink()
    assert secret.read_bytes() == ORDONNANCE


def test_strangers_in_the_folder_are_not_blobs(blobs: DiskBlobs) -> None:
    blobs.put(ORDONNANCE)
    (blobs.root / "zz").write_text("a note")
    (blobs.path_of(NAME).parent / "README").write_text("a note")
    (blobs.path_of(NAME).parent / NEVER).write_text("in another's folder")
    assert list(blobs.names()) == [NAME]


def test_names_are_sorted_and_may_be_asked_by_their_beginning(blobs: DiskBlobs) -> None:
    put = sorted(blobs.put(bytes([number])) for number in range(40))
    assert list(blobs.names()) == put
    some = put[7]
    for length in (1, 2, 3, 4, 5, 64):
        wanted = [name for name in put if name.startswith(some[:length])]
        assert list(blobs.names(some[:length])) == wanted


def test_a_writing_that_fails_leaves_nothing(blobs: DiskBlobs) -> None:
    def cut():
        yield b"half of it"
        raise RuntimeError("cut")

    with pytest.raises(RuntimeError, match="cut"):
        blobs.put(cut())
    assert files_in(blobs.root) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT], ids=["full", "quota"])
def test_a_full_disk_is_said_and_leaves_nothing(
    blobs: DiskBlobs, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def full(_handle: int) -> None:
        raise OSError(number, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoRoom, match="plus de place"):
        blobs.put(ORDONNANCE)
    assert files_in(blobs.root) == []


def test_documents_leave_room_for_the_record(
    blobs: DiskBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs.put(ORDONNANCE)
    monkeypatch.setattr(room, "RESERVE", 1 << 62)
    with pytest.raises(NoRoom):
        blobs.put(b"one more")
    assert blobs.get(NAME) == ORDONNANCE


def test_what_was_put_again_is_not_deleted_for_having_been_old(blobs: DiskBlobs) -> None:
    blobs.put(ORDONNANCE)
    os.utime(blobs.path_of(NAME), (0, 0))
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    blobs.put(ORDONNANCE)
    assert not blobs.delete(NAME, idle_since=an_hour_ago)
    os.utime(blobs.path_of(NAME), (0, 0))
    assert blobs.delete(NAME, idle_since=an_hour_ago)
    assert not blobs.exists(NAME)


def test_what_is_kept_stays_until_then(blobs: DiskBlobs) -> None:
    blobs.put(ORDONNANCE)
    until = datetime.now(UTC) + timedelta(days=30)
    blobs.keep(NAME, until)
    blobs.keep(NAME, until - timedelta(days=10))
    assert not blobs.delete(NAME, idle_since=until - timedelta(seconds=5))
    assert blobs.delete(NAME, idle_since=until + timedelta(seconds=5))


def test_nothing_goes_while_a_backup_copies_and_puts_go_on(
    blobs: DiskBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ground.files.disk._PATIENCE_SECONDS", 0.02)
    blobs.put(ORDONNANCE)
    with blobs.staying():
        with pytest.raises(Held):
            blobs.delete(NAME)
        other = blobs.put(b"meanwhile")
    assert blobs.delete(NAME)
    assert list(blobs.names()) == [other]


def test_what_is_put_between_being_judged_and_being_deleted_is_not_lost(
    blobs: DiskBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs.put(ORDONNANCE)
    os.utime(blobs.path_of(NAME), (0, 0))
    is_idle = blobs.is_idle
    putter = threading.Thread(target=blobs.put, args=(ORDONNANCE,))

    def judged(name: str, since: datetime) -> bool:
        answer = is_idle(name, since)
        putter.start()
        putter.join(0.2)  # it waits for its turn
        return answer

    monkeypatch.setattr(blobs, "is_idle", judged)
    assert blobs.delete(NAME, idle_since=datetime.now(UTC))
    putter.join()
    assert blobs.get(NAME) == ORDONNANCE
