"""The same homes as the tests of synchronisation."""

from tests.sync.conftest import each_exchange, exchange, now

__all__ = ["each_exchange", "exchange", "now"]
