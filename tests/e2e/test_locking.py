"""The lock: by hand, by time, by a reload, by being put away; and only its author finds a draft again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect
from sqlalchemy import delete, select

from app.gate.auth.charter.models import CharterAcceptance
from app.gate.auth.charter.texts import CURRENT
from app.ground.tenancy import acting_for_every
from tests.e2e.people import enrol, forget_rates, lock, register, staff, touch_name, unlock
from tests.e2e.server import Server, copy_of
from tests.e2e.sessions import cookies_of, status_of, wait_for_suspension
from tests.e2e.tablet import Tablet
from tests.e2e.waiting import until_true

pytestmark = pytest.mark.browser
IDLE_SECONDS = 120
WORDS = "A demandé des nouvelles de sa sœur"
# The drafts as they lie on the tablet: unreadable, and other bytes once more was typed.
SEALED = """() => new Promise((done) => {
    const asked = indexedDB.open('chevet-1');
    asked.onsuccess = () => {
        const rows = asked.result.transaction('drafts').objectStore('drafts').getAll();
        rows.onsuccess = () => (asked.result.close(), done(JSON.stringify(rows.result)));
    };
})"""
# The charter has come with the wall, and is kept with it.
HAS_CHARTER = """() => new Promise((done) => {
    const asked = indexedDB.open('chevet-1');
    asked.onsuccess = () => {
        const wall = asked.result.transaction('meta').objectStore('meta').get('wall');
        wall.onsuccess = () => (asked.result.close(), done(Boolean(wall.result?.charter)));
    };
})"""


@pytest.fixture(scope="module")
def home(demo_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running product; each test has its own tablet of it."""
    folder = tmp_path_factory.mktemp("locking")
    running = Server(copy_of(demo_instance, folder / "instance")).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def shared(
    home: Server, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tablet]:
    """The unit's tablet, with the keys of two colleagues plugged in."""
    profile = tmp_path_factory.mktemp("locking-profile")
    tablet = Tablet(playwright, profile, home.origin).start()
    enrol(home, tablet, "Tablette 1", "glycines")
    for key in ("aicha", "nadia"):
        register(home, tablet, key)
    yield tablet
    tablet.stop()


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
    home: Server, shared: Tablet, new_tablet: Callable[..., Tablet]
) -> None:
    tablet = new_tablet(home.origin).start(shared.credentials())
    page = tablet.page
    page.clock.install()
    enrol(home, tablet, "Tablette 2", "glycines")
    unlock(tablet, "aicha")
    cookies = cookies_of(tablet)
    page.clock.fast_forward((IDLE_SECONDS - 20) * 1000)
    page.keyboard.press("Shift")
    page.clock.fast_forward((IDLE_SECONDS - 20) * 1000)
    expect(page.locator("a.row").first).to_be_visible()
    page.clock.fast_forward(25_000)
    wait_for_wall(page)
    wait_for_suspension(home, cookies)


def test_a_draft_waits_for_its_author_alone(tablet: Tablet) -> None:
    page = tablet.page
    written = page.locator("dialog.composer textarea").first
    unlock(tablet, "aicha")
    open_person(page)
    page.locator(".dock button.chip").first.click()
    written.fill(WORDS)
    page.keyboard.press("Escape")
    expect(page.locator("button.draft")).to_be_visible()
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
    before = page.evaluate(SEALED)
    written.fill(f"{WORDS}, souvent")
    until_true(page, f"async (before) => (await ({SEALED})()) !== before", before)
    page.reload()
    wait_for_wall(page)
    tablet.goto("/")
    unlock(tablet, "aicha")
    open_person(page)
    page.locator("button.draft").click()
    expect(written).to_have_value(f"{WORDS}, souvent")


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


def test_colleagues_come_back_by_touching_their_keys(home: Server, tablet: Tablet) -> None:
    """Two gestures, the first name and the key; its code was asked once, and a reload asks for it again."""
    forget_rates(home)
    page = tablet.page
    unlock(tablet, "aicha")
    lock(tablet)
    unlock(tablet, "nadia")
    lock(tablet)
    for key in ("aicha", "nadia"):
        with page.expect_request("**/api/v1/unlock") as asked:
            unlock(tablet, key)
        proof = asked.value.post_data_json["proof"]
        assert proof["strong"], proof
        assert asked.value.response().status == 200
        lock(tablet)
    page.reload()
    wait_for_wall(page)
    with page.expect_request("**/api/v1/unlock") as asked:
        unlock(tablet, "aicha")
    assert "strong" not in asked.value.post_data_json["proof"]


def test_whoever_has_yet_to_accept_the_charter_reads_it_first_without_network_too(
    home: Server, tablet: Tablet
) -> None:
    page = tablet.page
    forget_charter(home, "nadia")
    unlock(tablet, "aicha")
    lock(tablet)
    tablet.goto("/")
    until_true(page, HAS_CHARTER)
    tablet.wait_for_worker()
    tablet.offline()
    touch_name(page, "Nadia")
    accept = page.get_by_role("button", name="J’ai lu et j’accepte")
    expect(page.get_by_role("heading", name="Charte d’usage de Chevet")).to_be_visible()
    expect(accept).to_be_in_viewport()
    expect(page.locator("a.row")).to_have_count(0)
    accept.click()
    expect(page.locator("a.row").first).to_be_visible()
    lock(tablet)
    unlock(tablet, "nadia")
    tablet.offline(False)
    until(lambda: has_accepted(home, "nadia"))
    tablet.expects_network_errors = False


def until(is_so: Callable[[], bool]) -> None:
    """What the server hears, it hears soon."""
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def forget_charter(home: Server, key: str) -> None:
    """As for somebody who has never been on a tablet."""
    house = home.house()
    with acting_for_every(), house.database.write() as session:
        gone = delete(CharterAcceptance).where(CharterAcceptance.staff_id == staff(key))
        session.execute(gone)
    house.close()


def has_accepted(home: Server, key: str) -> bool:
    """Whether the server knows it, and on which tablet it was."""
    house = home.house()
    with acting_for_every(), house.database.read() as session:
        found = select(CharterAcceptance.device_id).where(
            CharterAcceptance.staff_id == staff(key), CharterAcceptance.version == CURRENT
        )
        device = session.scalar(found)
    house.close()
    return device is not None
