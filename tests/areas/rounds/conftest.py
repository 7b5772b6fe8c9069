"""A noon round over the homes of the tests of synchronisation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.ground import clock
from app.ground.house import open_house
from app.ground.tenancy import acting_for_every
from tests.areas.rounds.gestures import Noon, noon_of
from tests.fixtures.houses import settings_in
from tests.fixtures.tables import create_tables
from tests.sync.conftest import each_exchange, exchange, exchange_over, now
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW

__all__ = ["each_exchange", "exchange", "now"]


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Noon]:
    """The homes of all tests of a file, on SQLite: each test has a person of its own there."""
    house = open_house(settings_in(tmp_path_factory.mktemp("noon")))
    create_tables(house)
    with acting_for_every(), clock.frozen(NOW):
        made = noon_of(exchange_over(house))
    yield made
    house.close()


@pytest.fixture
def noon(homes: Noon, now: None) -> Iterator[Noon]:
    """On SQLite."""
    with acting_for_every():
        yield noon_of(homes.exchange, homes.second)


@pytest.fixture
def noon_alone(exchange: Exchange) -> Noon:
    """In homes where nobody else is."""
    return noon_of(exchange)


@pytest.fixture
def each_noon(each_exchange: Exchange) -> Noon:
    """On SQLite, then on PostgreSQL."""
    return noon_of(each_exchange)
