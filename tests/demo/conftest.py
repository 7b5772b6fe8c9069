"""The demo world of one moment, seeded once for the tests that only look at it."""

from collections.abc import Iterator

import pytest

from app.ground.house import House
from app.ground.tenancy import acting_for_every
from tests.demo.alerts import made_in


@pytest.fixture(scope="session")
def demo_at_now(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house seeded at `tests.demo.alerts.NOW`; nobody writes in it."""
    house = made_in(tmp_path_factory.mktemp("demo-at-now"))
    yield house
    with acting_for_every():
        house.close()
