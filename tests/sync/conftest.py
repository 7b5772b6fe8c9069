"""The two homes behind the real application, on one afternoon of November that does not move."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app import create_app
from app.ground import clock
from app.ground.house import House
from tests.fixtures.application import PageClient
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


@pytest.fixture
def each_exchange(each_house: House, now: None) -> Exchange:
    """On SQLite, then on PostgreSQL."""
    return exchange_over(each_house)


def exchange_over(house: House) -> Exchange:
    """Both homes in that house, and the application over it."""
    application = create_app(house)
    application.test_client_class = PageClient
    return Exchange(application, house, tilleuls(house), ormes(house))
