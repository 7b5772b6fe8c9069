"""A blob that comes in pieces: it goes on where it stopped, and is believed only for its hash."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.ground.files import NoRoom, NotKept, WrongContent, WrongOffset
from app.ground.files.disk import DiskBlobs

PART = bytes(range(256)) * 300
NAME = hashlib.sha256(PART).hexdigest()
TABLET, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def test_pieces_make_the_blob(blobs: DiskBlobs) -> None:
    arrival = blobs.arrival(TABLET, NAME)
    assert arrival.held == 0
    for at in range(0, len(PART), 10_000):
        assert not blobs.exists(NAME)
        assert arrival.add(at, PART[at : at + 10_000]) == min(len(PART), at + 10_000)
    arrival.finish()
    assert blobs.get(NAME) == PART
    assert arrival.held == 0
    assert stat.S_IMODE(blobs.path_of(NAME).stat().st_mode) == 0o600


def test_it_goes_on_where_it_stopped_in_another_process(blobs: DiskBlobs) -> None:
    blobs.arrival(TABLET, NAME).add(0, PART[:5000])
    again = DiskBlobs(blobs.root).arrival(TABLET, NAME)
    assert again.held == 5000
    again.add(5000, PART[5000:])
    again.finish()
    assert blobs.get(NAME) == PART


def test_a_piece_out_of_place_changes_nothing_and_says_where_to_go_on(blobs: DiskBlobs) -> None:
    arrival = blobs.arrival(TABLET, NAME)
    arrival.add(0, PART[:100])
    for wrong in (0, 99, 101, 10**9):
        with pytest.raises(WrongOffset) as caught:
            arrival.add(wrong, b"x")
        assert caught.value.offset == 100
    assert arrival.held == 100


def test_each_sender_has_its_own_arrival(blobs: DiskBlobs) -> None:
    blobs.arrival(TABLET, NAME).add(0, PART[:100])
    assert blobs.arrival(OTHER, NAME).held == 0


def test_what_is_not_what_its_name_says_is_dropped(blobs: DiskBlobs) -> None:
    arrival = blobs.arrival(TABLET, NAME)
    arrival.add(0, PART[:-1] + b"!")
    with pytest.raises(WrongContent):
        arrival.finish()
    assert arrival.held == 0
    assert not blobs.exists(NAME)
    arrival.add(0, PART)
    arrival.finish()
    assert blobs.get(NAME) == PART


def test_finishing_twice_is_finishing_once_and_finishing_nothing_is_refused(
    blobs: DiskBlobs,
) -> None:
    arrival = blobs.arrival(TABLET, NAME)
    with pytest.raises(WrongContent):
        arrival.finish()
    arrival.add(0, PART)
    arrival.finish()
    arrival.finish()
    assert blobs.get(NAME) == PART


def test_a_full_disk_takes_nothing_of_the_piece(
    blobs: DiskBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrival = blobs.arrival(TABLET, NAME)
    arrival.add(0, PART[:1000])
    write = os.pwrite

    def half(handle: int, data: memoryview, at: int) -> int:
        if at > 1000:
            raise OSError(errno.ENOSPC, "full")
        return write(handle, data[:500], at)

    monkeypatch.setattr(os, "pwrite", half)
    with pytest.raises(NoRoom):
        arrival.add(1000, PART[1000:])
    monkeypatch.undo()
    assert arrival.held == 1000
    arrival.add(1000, PART[1000:])
    arrival.finish()
    assert blobs.get(NAME) == PART


def test_two_requests_for_the_same_piece_write_it_once(blobs: DiskBlobs) -> None:
    def send(_number: int) -> int | None:
        try:
            return blobs.arrival(TABLET, NAME).add(0, PART)
        except WrongOffset:
            return None

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(16)))
    assert answers.count(len(PART)) == 1
    blobs.arrival(TABLET, NAME).finish()
    assert blobs.get(NAME) == PART


def test_a_name_that_is_none_never_becomes_a_path(blobs: DiskBlobs) -> None:
    with pytest.raises(ValueError, match="not a blob"):
        blobs.arrival(TABLET, "../../master.key")


def test_what_was_begun_and_left_is_forgotten(blobs: DiskBlobs) -> None:
    old, recent = blobs.arrival(TABLET, NAME), blobs.arrival(OTHER, NAME)
    old.add(0, PART[:10])
    recent.add(0, PART[:10])
    os.utime(blobs.root / "incoming" / f"{TABLET.hex}-{NAME}", (0, 0))
    assert blobs.forget_arrivals(datetime.now(UTC) - timedelta(hours=1)) == 1
    assert (old.held, recent.held) == (0, 10)
    assert list(blobs.names()) == []


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EIO], ids=str)
def test_a_folder_that_cannot_be_written_is_said_in_words(
    blobs: DiskBlobs, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    arrival = blobs.arrival(TABLET, NAME)
    arrival.add(0, PART)
    opens = os.open

    def refused(path: Any, flags: int, *more: Any) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY):
            raise OSError(number, "refused")
        return opens(path, flags, *more)

    monkeypatch.setattr(os, "open", refused)
    for gesture in (lambda: arrival.add(0, PART), arrival.finish, lambda: blobs.put(PART)):
        with pytest.raises(NotKept, match="pour l’instant") as caught:
            gesture()
        assert not isinstance(caught.value, NoRoom)
    monkeypatch.undo()
    arrival.finish()
    assert blobs.get(NAME) == PART


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives files away")
def test_a_lock_made_by_the_superuser_is_for_the_owner_of_the_folder(blobs: DiskBlobs) -> None:
    blobs.root.mkdir(parents=True)
    os.chown(blobs.root, 12345, 12345)
    with blobs.staying():
        assert (blobs.root / ".lock").stat().st_uid == 12345
