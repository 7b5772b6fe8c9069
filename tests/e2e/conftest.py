"""One demo world per session, copied for each server; tablets that fail a test which made them complain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect, sync_playwright

from tests.e2e.server import Server, copy_of
from tests.e2e.tablet import Tablet

# What is awaited comes; how soon depends on who shares the machine.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def demo_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with the demo world, seeded by the command line."""
    instance = tmp_path_factory.mktemp("demo") / "instance"
    server = Server(instance)
    server.command("init")
    server.command("demo")
    return instance


@pytest.fixture
def server(demo_instance: Path, tmp_path: Path) -> Iterator[Server]:
    """A running product over a fresh copy of the demo world."""
    running = Server(copy_of(demo_instance, tmp_path / "instance")).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as made:
        yield made


@pytest.fixture
def new_tablet(playwright: Playwright, tmp_path: Path) -> Iterator[Callable[..., Tablet]]:
    """Makes tablets; at the end of the test each is closed and none may have complained."""
    made: list[Tablet] = []

    def make(origin: str, **options: object) -> Tablet:
        tablet = Tablet(playwright, tmp_path / f"profile-{len(made)}", origin, **options)  # type: ignore[arg-type]
        made.append(tablet)
        return tablet

    yield make
    for tablet in made:
        tablet.stop()
    complaints = [complaint for tablet in made for complaint in tablet.complaints]
    assert not complaints, complaints
