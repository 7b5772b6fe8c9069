"""Published files that tests read where they are: beside the repository, never in it."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "data"


def published(*names: str) -> Path:
    """A file or folder of the published data; where there is none, the test says so and passes on."""
    path = FOLDER.joinpath(*names)
    if not path.exists():
        pytest.skip(f"The published files are not beside the repository: {'/'.join(names)}.")
    return path
