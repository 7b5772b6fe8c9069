"""A tablet of the unit at its wall, a key plugged in, and nobody's passkey registered yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.e2e.authenticators import (
    enrolled,
    expect_nobody,
    forget_keys,
    plug_in,
    pull_out_all,
    switched_on,
)
from tests.e2e.server import Server, copy_of
from tests.e2e.tablet import Tablet


@pytest.fixture(scope="module")
def home(demo_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running product."""
    folder = tmp_path_factory.mktemp("keys")
    running = Server(copy_of(demo_instance, folder / "instance")).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def shared(
    home: Server, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tablet]:
    """The unit's tablet."""
    tablet = switched_on(Tablet(playwright, tmp_path_factory.mktemp("profile"), home.origin))
    enrolled(home, tablet)
    yield tablet
    tablet.stop()


@pytest.fixture
def tablet(home: Server, shared: Tablet) -> Iterator[Tablet]:
    """The same at its wall, nobody having any key; one is plugged in, and the tablet is quiet at the end."""
    forget_keys(home)
    shared.complaints.clear()
    shared.expects_network_errors = False
    shared.goto("/")
    pull_out_all(shared)
    expect_nobody(shared, False)
    shared.authenticator = plug_in(shared)
    yield shared
    assert shared.context is not None
    shared.context.set_offline(False)
    assert not shared.complaints, shared.complaints
