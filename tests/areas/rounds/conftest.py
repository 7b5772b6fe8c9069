"""A noon round over the homes of the tests of synchronisation."""

from __future__ import annotations

import pytest

from tests.areas.rounds.gestures import Noon, noon_of
from tests.sync.conftest import each_exchange, exchange, now
from tests.sync.exchange import Exchange

__all__ = ["each_exchange", "exchange", "now"]


@pytest.fixture
def noon(exchange: Exchange) -> Noon:
    """On SQLite."""
    return noon_of(exchange)


@pytest.fixture
def each_noon(each_exchange: Exchange) -> Noon:
    """On SQLite, then on PostgreSQL."""
    return noon_of(each_exchange)
