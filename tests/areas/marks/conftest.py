"""The homes of the tests of synchronisation: what tablets hold is part of what is tested here."""

from tests.sync.conftest import _shared, each_exchange, exchange, now, shared

__all__ = ["_shared", "each_exchange", "exchange", "now", "shared"]
