"""The same homes as the tests of synchronisation."""

from tests.sync.conftest import _shared, each_exchange, exchange, now, shared

__all__ = ["_shared", "each_exchange", "exchange", "now", "shared"]
