"""FILES_URL: which place it names, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.ground.config import load_settings
from app.ground.errors import ConfigError
from app.ground.files.disk import DiskBlobs
from app.ground.files.opening import open_blobs


def test_blobs_lie_in_the_instance_unless_a_folder_is_named(tmp_path: Path) -> None:
    made = load_settings({"CHEVET_INSTANCE": str(tmp_path)})
    assert made.files_url == f"file://{tmp_path}/files"
    named = load_settings({"CHEVET_INSTANCE": str(tmp_path), "FILES_URL": "file:///srv/papers"})
    blobs = open_blobs(named.files_url)
    assert isinstance(blobs, DiskBlobs)
    assert blobs.root == Path("/srv/papers")


@pytest.mark.parametrize("url", ["s3://bucket", "/srv/papers", "file:papers", "file://papers"])
def test_any_other_address_is_refused_in_a_sentence(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigError, match="FILES_URL doit commencer par file:///"):
        load_settings({"CHEVET_INSTANCE": str(tmp_path), "FILES_URL": url})
    with pytest.raises(ConfigError, match="FILES_URL doit commencer par file:///"):
        open_blobs(url)
