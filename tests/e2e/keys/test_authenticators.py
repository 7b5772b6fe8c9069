"""Every sort of key, at every door: it opens, or a clear sentence says what happened and leaves a way on.

The keys are Chromium's virtual ones, with its own PRF. What real keys do is told in docs/hosting.md.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.authenticators import (
    accept,
    change_key,
    command,
    enrolled,
    expect_nobody,
    nobody_touches,
    opened,
    registered,
    switched_on,
    touch,
)
from tests.e2e.people import lock
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
WITHOUT_NETWORK = "Sans réseau, cette clé ne peut pas ouvrir la tablette"
NOT_SHOWN = "La clé n’a pas été présentée, ou pas à temps"
NOT_REGISTERED = "Rien n’a été enregistré : la clé n’a pas été présentée, ou pas à temps."


def sign_in(tablet: Tablet) -> Page:
    """Touches the button of the office's door, whatever comes of it."""
    tablet.goto("/bureau/connexion")
    tablet.page.get_by_role("button", name="Présenter ma clé").click()
    return tablet.page


def at_the_wall_without_network(tablet: Tablet) -> Page:
    """The wall after a reload, with no network: the page has forgotten every key."""
    tablet.wait_for_worker()
    tablet.offline()
    tablet.page.reload()
    expect(tablet.page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    return tablet.page


@pytest.mark.parametrize(
    ("kind", "transport"), [("shared", "usb"), ("shared", "nfc"), ("personal", "internal")]
)
def test_a_key_that_carries_a_pair_opens_every_door(
    home: Server, tablet: Tablet, new_tablet: Make, kind: str, transport: str
) -> None:
    """A key or badge on a shared tablet; on one's own device, the device's own passkey."""
    if kind == "personal":
        tablet = switched_on(new_tablet(home.origin))
        enrolled(home, tablet, kind)
    change_key(tablet, transport)
    page = registered(home, tablet, "nadia")
    touch(page, "nadia")
    opened(page)
    lock(tablet)
    at_the_wall_without_network(tablet)
    touch(page, "nadia")
    opened(page)
    tablet.offline(False)
    lock(tablet)
    sign_in(tablet)
    expect(page.get_by_role("heading", name="Bonjour Nadia")).to_be_visible()


@pytest.mark.parametrize("transport", ["usb", "nfc"])
def test_a_key_without_a_pair_opens_with_network_and_says_why_it_waits(
    home: Server, tablet: Tablet, transport: str
) -> None:
    change_key(tablet, transport, has_prf=False)
    page = registered(home, tablet, "nadia")
    touch(page, "nadia")
    opened(page)
    lock(tablet)
    at_the_wall_without_network(tablet)
    touch(page, "nadia")
    expect(page.get_by_role("alert")).to_contain_text(WITHOUT_NETWORK)
    tablet.offline(False)
    page.get_by_role("button", name="Réessayer").click()
    opened(page)
    lock(tablet)
    sign_in(tablet)
    expect(page.get_by_role("heading", name="Bonjour Nadia")).to_be_visible()


def test_one_of_two_keys_opens_without_network_and_the_other_says_so(
    home: Server, tablet: Tablet
) -> None:
    registered(home, tablet, "nadia")
    change_key(tablet, has_prf=False)
    page = registered(home, tablet, "nadia")
    at_the_wall_without_network(tablet)
    expect_nobody(tablet)
    touch(page, "nadia")
    expect(page.get_by_role("alert")).to_contain_text(
        "il faut celle de vos clés qui ouvre hors ligne"
    )
    expect_nobody(tablet, False)
    tablet.offline(False)
    page.get_by_role("button", name="Réessayer").click()
    opened(page)


def test_a_shared_tablets_own_passkey_is_not_made(home: Server, tablet: Tablet) -> None:
    """Its code is everybody's: the page asks for another key from the start, and says so."""
    change_key(tablet, "internal")
    expect_nobody(tablet)
    page = accept(home, tablet, "nadia")
    expect(page.get_by_role("status")).to_contain_text(NOT_REGISTERED)
    expect(page.locator("main")).to_contain_text("Cette tablette est partagée")
    expect(page.get_by_role("button", name="Enregistrer ma clé")).to_be_enabled()


def test_a_key_that_nobody_touches_can_be_shown_again_at_every_door(
    home: Server, tablet: Tablet
) -> None:
    nobody_touches(tablet)
    page = accept(home, tablet, "nadia")
    status = page.get_by_role("status")
    expect(status).to_contain_text(NOT_REGISTERED)
    nobody_touches(tablet, False)
    page.get_by_role("button", name="Enregistrer ma clé").click()
    expect(status).to_contain_text("C’est fait")
    nobody_touches(tablet)
    sign_in(tablet)
    expect(status).to_contain_text(NOT_SHOWN)
    nobody_touches(tablet, False)
    page.get_by_role("button", name="Présenter ma clé").click()
    expect(page.get_by_role("heading", name="Bonjour Nadia")).to_be_visible()
    tablet.goto("/")
    refused_then_opened(tablet)
    lock(tablet)
    at_the_wall_without_network(tablet)
    refused_then_opened(tablet)


def refused_then_opened(tablet: Tablet) -> None:
    """The key is not touched, which is said; then it is."""
    tablet.expects_network_errors = True
    nobody_touches(tablet)
    touch(tablet.page, "nadia")
    expect(tablet.page.get_by_role("alert")).to_contain_text(NOT_SHOWN)
    expect(tablet.page.locator("a.row")).to_have_count(0)
    nobody_touches(tablet, False)
    tablet.page.get_by_role("button", name="Réessayer : Nadia").click()
    opened(tablet.page)


def test_a_key_that_does_not_know_its_owner_is_not_registered(home: Server, tablet: Tablet) -> None:
    command(tablet, "setUserVerified", isUserVerified=False)
    page = accept(home, tablet, "nadia")
    expect(page.get_by_role("status")).to_contain_text(NOT_REGISTERED)
    expect(page.get_by_role("button", name="Enregistrer ma clé")).to_be_enabled()


@pytest.mark.parametrize("is_offline", [False, True], ids=["online", "offline"])
def test_a_key_that_does_not_know_its_owner_opens_no_tablet(
    home: Server, tablet: Tablet, is_offline: bool
) -> None:
    page = registered(home, tablet, "nadia")
    if is_offline:
        touch(page, "nadia")
        opened(page)
        lock(tablet)
        at_the_wall_without_network(tablet)
    command(tablet, "setUserVerified", isUserVerified=False)
    touch(page, "nadia")
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est perdu : touchez à nouveau")
    expect(page.locator("a.row")).to_have_count(0)
    page.get_by_role("button", name="Choisir un autre prénom").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator("button.tile").first).to_be_enabled()


def test_a_key_that_does_not_know_its_owner_opens_no_office(home: Server, tablet: Tablet) -> None:
    registered(home, tablet, "nadia")
    command(tablet, "setUserVerified", isUserVerified=False)
    page = sign_in(tablet)
    expect(page.get_by_role("status")).to_contain_text(NOT_SHOWN)
    expect(page.get_by_role("button", name="Présenter ma clé")).to_be_enabled()


@pytest.mark.parametrize("is_offline", [False, True], ids=["online", "offline"])
def test_a_colleagues_key_opens_nothing_behind_another_name(
    home: Server, tablet: Tablet, is_offline: bool
) -> None:
    """Aïcha's key is plugged in, Nadia's name is touched. The browser cannot tell that from no key at all."""
    registered(home, tablet, "nadia")
    change_key(tablet)
    page = registered(home, tablet, "aicha")
    if is_offline:
        at_the_wall_without_network(tablet)
    expect_nobody(tablet)
    touch(page, "nadia")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(NOT_SHOWN)
    expect(page.locator("a.row")).to_have_count(0)
    expect_nobody(tablet, False)
    tablet.expects_network_errors = True
    page.get_by_role("button", name="Choisir un autre prénom").click()
    touch(page, "aicha")
    opened(page)


def test_an_aides_key_is_told_that_her_screens_are_on_the_tablet(
    home: Server, tablet: Tablet
) -> None:
    registered(home, tablet, "aicha")
    tablet.expects_network_errors = True
    page = sign_in(tablet)
    expect(page.get_by_role("status")).to_contain_text("vos écrans sont sur la tablette")
    expect(page.get_by_role("button", name="Présenter ma clé")).to_be_enabled()


def test_a_switch_takes_two_gestures(home: Server, tablet: Tablet) -> None:
    """One on a first name, one on the key: between the wall and one's own list, nothing else."""
    page = registered(home, tablet, "nadia")
    touch(page, "nadia")
    opened(page)
    lock(tablet)
    page.evaluate("""() => {
        window.gestures = 0;
        addEventListener('click', () => (window.gestures += 1), true);
    }""")
    page.evaluate("""() => {
        const asked = navigator.credentials.get.bind(navigator.credentials);
        navigator.credentials.get = (options) => {
            window.gestures += 1;
            window.verification = options.publicKey.userVerification;
            return asked(options);
        };
    }""")
    page.locator("button.tile").filter(has_text="Nadia").first.click()
    opened(page)
    assert page.evaluate("() => window.gestures") == 2
    assert page.evaluate("() => window.verification") == "discouraged", "touched, without its code"
