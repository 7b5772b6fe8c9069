"""Days at Les Tilleuls, on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ground import clock
from app.ground.house import House
from tests.safekeeping.days import NOW, Days, days_over


@pytest.fixture
def days(house: House, tmp_path: Path) -> Iterator[Days]:
    """On SQLite."""
    yield from _days(house, tmp_path)


@pytest.fixture
def each_days(each_house: House, tmp_path: Path) -> Iterator[Days]:
    """On SQLite, then on PostgreSQL."""
    yield from _days(each_house, tmp_path)


def _days(house: House, folder: Path) -> Iterator[Days]:
    with clock.frozen(NOW):
        made = days_over(house, folder)
        yield made
    made.house.close()
