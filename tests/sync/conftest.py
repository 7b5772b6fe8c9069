"""The two homes behind the real application, on one afternoon of November that does not move."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app import create_app
from app.ground import clock
from app.ground.house import House, open_house
from app.ground.tenancy import acting_for_every
from tests.fixtures.application import PageClient
from tests.fixtures.houses import settings_in
from tests.fixtures.tables import create_tables
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW, ormes, tilleuls


@pytest.fixture
def now() -> Iterator[None]:
    """It is 14:00 UTC."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def exchange(house: House, now: None) -> Exchange:
    """On SQLite."""
    return exchange_over(house)


@pytest.fixture(scope="module")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exchange]:
    house = open_house(settings_in(tmp_path_factory.mktemp("shared")))
    create_tables(house)
    with acting_for_every(), clock.frozen(NOW):
        made = exchange_over(house)
    yield made
    house.close()


@pytest.fixture
def shared(_shared: Exchange, now: None) -> Iterator[Exchange]:
    """On SQLite, one for all tests of a file: they count what they add."""
    with acting_for_every():
        yield _shared


@pytest.fixture
def each_exchange(each_house: House, now: None) -> Exchange:
    """On SQLite, then on PostgreSQL."""
    return exchange_over(each_house)


def exchange_over(house: House) -> Exchange:
    """Both homes in that house, and the application over it."""
    application = create_app(house)
    application.test_client_class = PageClient
    return Exchange(application, house, tilleuls(house), ormes(house))
