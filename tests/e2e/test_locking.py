"""The lock: by hand, by time, by a reload, by being put away; and only its author finds a draft again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.people import FIRST_NAMES, enrol, lock, register, unit, unlock
from tests.e2e.server import Server, copy_of
from tests.e2e.tablet import Credential, Tablet

pytestmark = pytest.mark.browser
IDLE_SECONDS = 120
WORDS = "A demandé des nouvelles de sa sœur"


@pytest.fixture(scope="module")
def home(demo_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running product; each test has its own tablet of it."""
    folder = tmp_path_factory.mktemp("locking")
    running = Server(copy_of(demo_instance, folder / "instance")).start()
    yield running
    running.stop()


@contextmanager
def powered(tablet: Tablet) -> Iterator[Tablet]:
    """Switched on, and off again: nothing may have complained."""
    tablet.start()
    try:
        yield tablet
    finally:
        tablet.stop()
    assert not tablet.complaints, tablet.complaints


@pytest.fixture(scope="module")
def shared(
    home: Server, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tablet]:
    """The unit's tablet, with the keys of two colleagues plugged in."""
    profile = tmp_path_factory.mktemp("locking-profile")
    with powered(Tablet(playwright, profile, home.origin)) as tablet:
        enrol(home, tablet, "Tablette 1", "glycines")
        for key in ("aicha", "nadia"):
            register(home, tablet, key)
        yield tablet


@pytest.fixture
def tablet(shared: Tablet) -> Iterator[Tablet]:
    """The same, locked, and quiet at the end of each test."""
    shared.complaints.clear()
    shared.goto("/")
    wait_for_wall(shared.page)
    yield shared
    assert not shared.complaints, shared.complaints


def wait_for_wall(page: Page) -> None:
    expect(page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    expect(page.locator("a.row, .person-head, article.entry")).to_have_count(0)


def open_person(page: Page, name: str = "Lenoir") -> None:
    page.locator("a.row").filter(has_text=name).first.click()
    expect(page.locator(".person-head")).to_contain_text(name)


def touch(page: Page, key: str) -> None:
    """Touches a first name, whatever comes of it."""
    tile = page.locator("button.tile").filter(has_text=FIRST_NAMES[key]).first
    team = page.get_by_role("button", name="Toute l’équipe")
    expect(tile.or_(team).first).to_be_visible()
    if not tile.is_visible():
        team.click()
    tile.click()


def status_of(home: Server, cookies: dict[str, str]) -> tuple[int, str]:
    """What the server answers to a request for the feed that carries these cookies."""
    url = f"{home.origin}/api/v1/changes"
    answer = httpx.get(url, params={"unit": str(unit("glycines"))}, cookies=cookies)
    return answer.status_code, answer.json().get("code", "")


def cookies_of(tablet: Tablet) -> dict[str, str]:
    assert tablet.context is not None
    return {one["name"]: one["value"] for one in tablet.context.cookies()}  # type: ignore[typeddict-item]


def wait_for_suspension(home: Server, cookies: dict[str, str]) -> None:
    """The page tells the server at once; the answer may take a moment."""
    deadline = time.monotonic() + 5
    while (answer := status_of(home, cookies)) != (401, "suspended"):
        assert time.monotonic() < deadline, answer
        time.sleep(0.05)


def test_the_button_locks_here_and_on_the_server(home: Server, tablet: Tablet) -> None:
    unlock(tablet, "aicha")
    cookies = cookies_of(tablet)
    assert status_of(home, cookies)[0] == 200
    open_person(tablet.page)
    lock(tablet)
    wait_for_wall(tablet.page)
    wait_for_suspension(home, cookies)
    tablet.page.go_back()
    wait_for_wall(tablet.page)


def test_a_reload_is_always_locked(home: Server, tablet: Tablet) -> None:
    unlock(tablet, "aicha")
    open_person(tablet.page)
    cookies = cookies_of(tablet)
    tablet.page.reload()
    wait_for_wall(tablet.page)
    wait_for_suspension(home, cookies)


def test_a_tablet_put_away_locks(home: Server, tablet: Tablet) -> None:
    unlock(tablet, "aicha")
    cookies = cookies_of(tablet)
    put_away(tablet)
    wait_for_wall(tablet.page)
    wait_for_suspension(home, cookies)


def put_away(tablet: Tablet) -> None:
    """Another application comes before it: a Chromium without a screen only says so when it is told to."""
    tablet.page.evaluate(
        """() => {
            Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
            document.dispatchEvent(new Event('visibilitychange'));
            delete document.visibilityState;
        }"""
    )


def test_nobody_touches_it_for_a_while(
    home: Server, playwright: Playwright, tmp_path: Path, shared: Tablet
) -> None:
    credentials = shared.credentials()
    with powered(Tablet(playwright, tmp_path / "profile", home.origin)) as tablet:
        restart(tablet, credentials)
        tablet.page.clock.install()
        enrol(home, tablet, "Tablette 2", "glycines")
        unlock(tablet, "aicha")
        cookies = cookies_of(tablet)
        tablet.page.clock.fast_forward((IDLE_SECONDS - 20) * 1000)
        tablet.page.keyboard.press("Shift")
        tablet.page.clock.fast_forward((IDLE_SECONDS - 20) * 1000)
        expect(tablet.page.locator("a.row").first).to_be_visible()
        tablet.page.clock.fast_forward(25_000)
        wait_for_wall(tablet.page)
        wait_for_suspension(home, cookies)


def restart(tablet: Tablet, credentials: list[Credential]) -> None:
    """With somebody's keys plugged in."""
    tablet.stop()
    tablet.start(credentials)


def test_a_draft_waits_for_its_author_alone(tablet: Tablet) -> None:
    page = tablet.page
    written = page.locator("dialog.composer textarea").first
    unlock(tablet, "aicha")
    open_person(page)
    page.locator(".dock button.chip").first.click()
    written.fill(WORDS)
    page.keyboard.press("Escape")
    expect(page.locator("button.draft")).to_be_visible(timeout=1_000)
    lock(tablet)
    assert WORDS not in page.content()

    unlock(tablet, "nadia")
    open_person(page)
    expect(page.locator(".dock button.chip").first).to_be_visible()
    expect(page.locator("button.draft")).to_have_count(0)
    page.locator(".dock button.chip").first.click()
    expect(written).to_have_value("")
    page.keyboard.press("Escape")
    lock(tablet)

    unlock(tablet, "aicha")
    open_person(page)
    page.locator("button.draft").click()
    expect(written).to_have_value(WORDS)
    written.fill(f"{WORDS}, souvent")
    page.reload()
    wait_for_wall(page)
    tablet.goto("/")
    unlock(tablet, "aicha")
    open_person(page)
    page.locator("button.draft").click()
    expect(written).to_have_value(f"{WORDS}, souvent")


def test_a_key_that_is_not_shown_can_be_shown_again(tablet: Tablet) -> None:
    assert tablet.cdp is not None
    page, credentials = tablet.page, tablet.credentials()
    tablet.cdp.send("WebAuthn.clearCredentials", {"authenticatorId": tablet.authenticator})
    touch(page, "aicha")
    expect(page.get_by_role("alert")).to_contain_text(
        "La clé n’a pas été présentée", timeout=20_000
    )
    for credential in credentials:
        about = {"authenticatorId": tablet.authenticator, "credential": credential}
        tablet.cdp.send("WebAuthn.addCredential", about)
    # The tablet first closes the session that it may have opened: there was none, and the server says so.
    tablet.expects_network_errors = True
    page.get_by_role("button", name="Réessayer : Aïcha").click()
    expect(page.locator("a.row").first).to_be_visible()
    tablet.expects_network_errors = False


def test_a_key_that_does_not_recognise_its_owner_opens_nothing(
    home: Server, playwright: Playwright, tmp_path: Path, shared: Tablet
) -> None:
    credentials = shared.credentials()
    with powered(Tablet(playwright, tmp_path / "profile", home.origin)) as tablet:
        restart(tablet, credentials)
        enrol(home, tablet, "Tablette 3", "glycines")
        assert tablet.cdp is not None
        about = {"authenticatorId": tablet.authenticator, "isUserVerified": False}
        tablet.cdp.send("WebAuthn.setUserVerified", about)
        touch(tablet.page, "aicha")
        alert = tablet.page.get_by_role("alert")
        expect(alert).to_contain_text(
            "Rien n’est perdu : touchez à nouveau votre prénom.", timeout=20_000
        )
        wait_for_wall(tablet.page)
        tablet.page.get_by_role("button", name="Choisir un autre prénom").click()
        expect(alert).to_have_count(0)
        expect(tablet.page.locator("button.tile").first).to_be_enabled()


def test_a_key_without_prf_waits_for_the_network(
    home: Server, playwright: Playwright, tmp_path: Path
) -> None:
    plain = Tablet(playwright, tmp_path / "profile", home.origin, has_prf=False)
    with powered(plain) as tablet:
        enrol(home, tablet, "Tablette 4", "glycines")
        register(home, tablet, "morel")
        tablet.goto("/")
        unlock(tablet, "morel")
        lock(tablet)
        tablet.offline()
        touch(tablet.page, "morel")
        expect(tablet.page.get_by_role("alert")).to_contain_text(
            "Sans réseau, cette clé ne peut pas ouvrir la tablette"
        )
        wait_for_wall(tablet.page)
        tablet.offline(False)
        tablet.page.get_by_role("button", name="Réessayer").click()
        expect(tablet.page.locator("a.row").first).to_be_visible()


def test_one_window_writes_at_a_time(home: Server, tablet: Tablet) -> None:
    assert tablet.context is not None
    unlock(tablet, "aicha")
    cookies = cookies_of(tablet)
    other = tablet.context.new_page()
    for kind in ("console", "pageerror"):
        other.on(kind, lambda said: tablet.complaints.append(str(said)))  # type: ignore[call-overload]
    other.goto(home.origin)
    expect(other.get_by_role("heading", name="ouvert dans une autre fenêtre")).to_be_visible()
    expect(tablet.page.locator("a.row").first).to_be_visible()

    other.get_by_role("button", name="Reprendre ici").click()
    wait_for_wall(other)
    expect(tablet.page.get_by_role("heading", name="ouvert dans une autre fenêtre")).to_be_visible()
    expect(tablet.page.locator("a.row")).to_have_count(0)
    wait_for_suspension(home, cookies)

    tablet.page.get_by_role("button", name="Reprendre ici").click()
    wait_for_wall(tablet.page)
    expect(other.get_by_role("button", name="Reprendre ici")).to_be_visible()
    unlock(tablet, "aicha")
    other.close()
