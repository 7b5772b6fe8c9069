"""One photographed ordonnance for the whole folder: it takes a second to draw."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.fixtures.paper import Corners, as_jpeg, ordonnance, photographed


@dataclass(frozen=True)
class Photograph:
    """What a phone wrote, turned on its side, with its place and time; and what was on the paper."""

    jpeg: bytes
    corners: Corners
    text: str


@pytest.fixture(scope="session")
def photograph() -> Photograph:
    paper, text = ordonnance()
    seen, corners = photographed(paper)
    return Photograph(as_jpeg(seen, orientation=6), corners, text)
