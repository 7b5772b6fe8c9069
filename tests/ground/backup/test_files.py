"""Copies of files between two folders: each made once, read again, listed; and what of them can be put back."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.ground import clock
from app.ground.backup import file_lists, files, files_back
from app.ground.backup.errors import BackupFailed, RestoreRefused
from app.ground.backup.files import Copied
from app.ground.backup.progress import silent
from app.ground.files import BlobBroken
from app.ground.files.disk import DiskBlobs

NOW = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


@dataclass
class Place:
    """Where files live, and where their copies lie beside the dated backups."""

    folder: Path
    made: int = 0

    @property
    def live(self) -> DiskBlobs:
        return DiskBlobs(self.folder / "instance" / "files")

    @property
    def copies(self) -> DiskBlobs:
        return files.place_in(self.folder / "data")

    @property
    def dated(self) -> Path:
        """The last backup."""
        return self.folder / "data" / str(self.made)

    def copy(self) -> Copied:
        self.made += 1
        self.dated.mkdir(parents=True)
        return files.copy(self.live, self.copies, self.dated, silent)

    def choose(self, told: Any) -> files_back.ChosenFiles:
        return files_back.choose(self.dated, SimpleNamespace(files=told), self.live)  # type: ignore[arg-type]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def hurt(blobs: DiskBlobs, name: str) -> None:
    path = blobs.path_of(name)
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def reads(blobs: DiskBlobs, name: str) -> bool:
    try:
        return bool(blobs.get(name))
    except BlobBroken:
        return False


def test_a_second_backup_copies_only_what_is_new_and_lists_all(place: Place) -> None:
    old = place.live.put(b"of yesterday")
    assert place.copy().new == 1
    before = place.copies.path_of(old).stat().st_ino
    new = place.live.put(b"of today")
    copied = place.copy()
    assert (copied.new, copied.files.count, copied.files.size) == (1, 2, 20)
    assert place.copies.path_of(old).stat().st_ino == before
    assert file_lists.read(place.dated, copied.files) == {old: 12, new: 8}


def test_copies_and_lists_are_for_their_owner_alone(place: Place) -> None:
    place.live.put(b"a page")
    place.copy()
    for path in [*place.copies.root.rglob("*"), place.dated / file_lists.NAME]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_damaged_file_is_told_and_an_earlier_copy_of_it_serves(place: Place) -> None:
    first, second = place.live.put(b"copied in time"), place.live.put(b"damaged too early")
    hurt(place.live, second)
    told = place.copy().files
    assert (told.count, told.damaged) == (1, 1)
    place.live.path_of(first).write_bytes(b"cut")
    told = place.copy().files
    assert set(file_lists.read(place.dated, told)) == {first}
    chosen = place.choose(told)
    assert (chosen.wanted, chosen.lost) == ((first,), ())
    files_back.put_back(chosen, place.live)
    assert place.live.get(first) == b"copied in time"


def test_a_copy_that_went_bad_is_found_within_a_month_and_made_again(place: Place) -> None:
    pages = [place.live.put(bytes([number]) * 9) for number in range(12)]
    place.copy()
    for page in pages:
        hurt(place.copies, page)
    for day in range(files.READ_AGAIN_DAYS):
        with clock.frozen(NOW + timedelta(days=day)):
            place.copy()
    assert all(reads(place.copies, page) for page in pages)


def test_a_copy_that_does_not_read_is_no_backup(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.live.put(b"a page")
    monkeypatch.setattr(files, "_reads", lambda *_: False)
    with pytest.raises(BackupFailed, match="ne se relit pas"):
        place.copy()
    assert not (place.dated / file_lists.NAME).exists()


def test_a_damaged_copy_matters_to_nobody_while_the_file_itself_is_whole(place: Place) -> None:
    page = place.live.put(b"a page")
    told = place.copy().files
    hurt(place.copies, page)
    chosen = place.choose(told)
    assert (chosen.wanted, chosen.lost) == ((), ())


def test_what_is_whole_nowhere_is_lost(place: Place) -> None:
    hurt_page, gone = place.live.put(b"hurt"), place.live.put(b"gone")
    told = place.copy().files
    for page in (hurt_page, gone):
        place.live.delete(page)
    hurt(place.copies, hurt_page)
    place.copies.path_of(gone).unlink()
    assert set(place.choose(told).lost) == {hurt_page, gone}


@pytest.mark.parametrize("text", ["", "../../etc/passwd 5\n"], ids=["emptied", "elsewhere"])
def test_a_list_that_was_touched_is_refused(place: Place, text: str) -> None:
    place.live.put(b"a page")
    told = place.copy().files
    (place.dated / file_lists.NAME).write_text(text)
    with pytest.raises(RestoreRefused, match="liste des fichiers"):
        place.choose(told)


@pytest.mark.parametrize(
    "text",
    [b"../../../master.key 5\n", b"/etc/passwd 5\n", b"a" * 64 + b" many\n", b"\xff\xfe", b"\n"],
    ids=["up", "root", "no size", "no text", "nothing"],
)
def test_a_list_that_lies_with_its_manifest_never_becomes_a_path(place: Place, text: bytes) -> None:
    place.copy()
    (place.dated / file_lists.NAME).write_bytes(text)
    told = file_lists.Files(1, 5, hashlib.sha256(text).hexdigest(), 0)
    with pytest.raises(RestoreRefused, match="liste des fichiers"):
        place.choose(told)


def test_a_list_that_is_missing_is_said(place: Place) -> None:
    told = place.copy().files
    (place.dated / file_lists.NAME).unlink()
    with pytest.raises(RestoreRefused, match="liste des fichiers manque"):
        place.choose(told)
