"""The same homes as the tests of synchronisation, and who hears of documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from app.areas.documents import hooks
from app.areas.documents.hooks import Told
from app.ground.house import House
from tests.sync.conftest import _shared, each_exchange, exchange, exchange_over, now, shared
from tests.sync.exchange import Exchange

__all__ = ["_shared", "each_exchange", "exchange", "now", "shared"]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, Told]]]:
    """What listeners were told, in order: complete, checked, withdrawn. Nobody else hears anything meanwhile."""
    told: list[tuple[str, Told]] = []

    def listening(what: str) -> list[Any]:
        return [lambda _session, _house, one: told.append((what, one))]

    monkeypatch.setattr(hooks, "_COMPLETE", listening("complete"))
    monkeypatch.setattr(hooks, "_CHECKED", listening("checked"))
    monkeypatch.setattr(hooks, "_WITHDRAWN", listening("withdrawn"))
    return told


@pytest.fixture
def postgresql_exchange(postgresql_house: House, now: None) -> Exchange:
    """On PostgreSQL alone."""
    return exchange_over(postgresql_house)
