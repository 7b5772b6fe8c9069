"""Whether files can be kept: what `chevet doctor` says of their folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.ground.files import room
from app.ground.files.disk import DiskBlobs


def test_a_folder_that_is_not_made_yet_is_well(blobs: DiskBlobs) -> None:
    words, is_well = blobs.standing()
    assert is_well
    assert words.endswith("libres")


def test_a_folder_that_others_can_open_is_told(blobs: DiskBlobs) -> None:
    blobs.put(b"a page")
    assert blobs.standing()[1]
    blobs.root.chmod(0o755)
    words, is_well = blobs.standing()
    assert not is_well
    assert "chmod 700" in words


def test_a_folder_that_is_a_file_is_told(blobs: DiskBlobs) -> None:
    blobs.root.parent.mkdir(parents=True)
    blobs.root.write_text("in the way")
    words, is_well = blobs.standing()
    assert not is_well
    assert "ne peut pas être écrit" in words


def test_a_disk_that_is_nearly_full_is_told(
    blobs: DiskBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "RESERVE", 1 << 62)
    words, is_well = blobs.standing()
    assert not is_well
    assert "plus de place" in words


def test_a_folder_that_may_not_be_looked_into_is_told(
    blobs: DiskBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_path: Path) -> bool:
        raise PermissionError("not ours")

    monkeypatch.setattr(Path, "exists", refused)
    words, is_well = blobs.standing()
    assert not is_well
    assert "ne peut pas être lu" in words
