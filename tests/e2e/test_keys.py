"""At the wall: a key that is not shown, does not know its owner, or needs the network says so and leaves a way on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import FIRST_NAMES, enrol, lock, register, unlock
from tests.e2e.server import Server, copy_of
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]


@pytest.fixture(scope="module")
def home(demo_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running product; each test has its own tablet of it."""
    folder = tmp_path_factory.mktemp("keys")
    running = Server(copy_of(demo_instance, folder / "instance")).start()
    yield running
    running.stop()


def at_the_wall(home: Server, tablet: Tablet, key: str) -> Page:
    """Switched on, enrolled, with the key of one person plugged in."""
    tablet.start()
    enrol(home, tablet, "Tablette 1", "glycines")
    register(home, tablet, key)
    tablet.goto("/")
    expect(tablet.page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    return tablet.page


def touch(page: Page, key: str) -> None:
    """Touches a first name, whatever comes of it."""
    tile = page.locator("button.tile").filter(has_text=FIRST_NAMES[key]).first
    team = page.get_by_role("button", name="Toute l’équipe")
    expect(tile.or_(team).first).to_be_visible()
    if not tile.is_visible():
        team.click()
    tile.click()


def command(tablet: Tablet, name: str, **about: object) -> None:
    """Something happens to the key."""
    assert tablet.cdp is not None
    tablet.cdp.send(f"WebAuthn.{name}", {"authenticatorId": tablet.authenticator, **about})


def test_a_key_that_is_not_shown_can_be_shown_again(home: Server, new_tablet: Make) -> None:
    tablet = new_tablet(home.origin)
    page, credentials = at_the_wall(home, tablet, "aicha"), tablet.credentials()
    command(tablet, "clearCredentials")
    touch(page, "aicha")
    expect(page.get_by_role("alert")).to_contain_text("La clé n’a pas été présentée")
    for credential in credentials:
        command(tablet, "addCredential", credential=credential)
    # The tablet first closes the session that it may have opened; there was none, and the server says so.
    tablet.expects_network_errors = True
    page.get_by_role("button", name="Réessayer : Aïcha").click()
    expect(page.locator("a.row").first).to_be_visible()


def test_a_key_that_does_not_know_its_owner_opens_nothing(home: Server, new_tablet: Make) -> None:
    tablet = new_tablet(home.origin)
    page = at_the_wall(home, tablet, "aicha")
    command(tablet, "setUserVerified", isUserVerified=False)
    touch(page, "aicha")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Rien n’est perdu : touchez à nouveau votre prénom.")
    expect(page.locator("a.row")).to_have_count(0)
    page.get_by_role("button", name="Choisir un autre prénom").click()
    expect(alert).to_have_count(0)
    expect(page.locator("button.tile").first).to_be_enabled()


def test_a_key_without_prf_waits_for_the_network(home: Server, new_tablet: Make) -> None:
    tablet = new_tablet(home.origin, has_prf=False)
    page = at_the_wall(home, tablet, "morel")
    unlock(tablet, "morel")
    lock(tablet)
    tablet.offline()
    touch(page, "morel")
    words = "Sans réseau, cette clé ne peut pas ouvrir la tablette"
    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.locator("a.row")).to_have_count(0)
    tablet.offline(False)
    page.get_by_role("button", name="Réessayer").click()
    expect(page.locator("a.row").first).to_be_visible()
