"""A place for blobs in a folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.ground.files.disk import DiskBlobs


@pytest.fixture
def blobs(tmp_path: Path) -> DiskBlobs:
    return DiskBlobs(tmp_path / "instance" / "files")
