"""What must not be lost: words on the screen when a new version comes, or when the disk is full; and, where the browser
wiped all there was, the knowledge that something is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.gate.sync.models import Command
from app.ground.tenancy import acting_for_every
from tests.e2e.people import enrol, register, unlock
from tests.e2e.publishing import house_at
from tests.e2e.server import Server, copy_of
from tests.e2e.tablet import Tablet
from tests.e2e.waiting import until_true

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
WORDS = "A demandé des nouvelles de sa sœur"
# A locked tablet that met a busy server asks it again within this time (ms).
A_ROUND = 60_000
# Entries as the composer makes them, without a hand.
WRITE = """async (count) => {
    const { engine } = document.querySelector('chevet-bedside');
    const person = location.pathname.split('/')[2];
    const [cible] = engine.usualCibles(person);
    for (let n = 0; n < count; n += 1) {
        await engine.record('transmission.record', { person, body: { cible: cible.id, data: `n° ${n + 1}` } });
    }
}"""
# A disk that is full, as its requests tell it: Chromium itself asks for room only every half minute.
FULL = """() => {
    const { add } = IDBObjectStore.prototype;
    const error = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'error');
    const get = () => new DOMException('no room', 'QuotaExceededError');
    IDBObjectStore.prototype.add = function (row) {
        add.call(this, row);
        return add.call(this, row);
    };
    Object.defineProperty(IDBRequest.prototype, 'error', { ...error, get });
    window.makeRoom = () => {
        IDBObjectStore.prototype.add = add;
        Object.defineProperty(IDBRequest.prototype, 'error', error);
    };
}"""
WAITING = "() => document.querySelector('chevet-bedside').engine.queue.count"


def begin(server: Server, tablet: Tablet) -> Page:
    """Aïcha on the page of Mme Lenoir, everything sent."""
    tablet.start()
    enrol(server, tablet, "Tablette 1", "glycines")
    register(server, tablet, "aicha")
    tablet.goto("/")
    unlock(tablet, "aicha")
    tablet.page.locator("a.row").filter(has_text="Lenoir").first.click()
    expect(tablet.page.locator(".person-head")).to_contain_text("Lenoir")
    tablet.page.wait_for_function(f"() => ({WAITING})() === 0")
    return tablet.page


def wipe(server: Server, tablet: Tablet) -> None:
    """The browser makes room for other sites: the store is gone, cookies are kept apart."""
    assert tablet.cdp is not None
    tablet.goto("/bureau/connexion")
    wanted = {"origin": server.origin, "storageTypes": "indexeddb"}
    tablet.page.wait_for_load_state()
    while tablet.page.evaluate("async () => (await indexedDB.databases()).length > 0"):
        tablet.cdp.send("Storage.clearDataForOrigin", wanted)


def numbers_taken(tablet: Tablet) -> tuple[str, int]:
    """What outlives the store: its install, and the last number it took."""
    assert tablet.context is not None
    cookies = {each["name"]: each["value"] for each in tablet.context.cookies()}
    install, _, seq = cookies["__Host-chevet-canary"].rpartition(".")
    return install, int(seq)


def numbers_known(server: Server, install: str) -> int:
    """How many envelopes of that install the server has."""
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        known = select(func.count()).select_from(Command).where(Command.install == UUID(install))
        count = session.scalar(known)
    house.close()
    return count or 0


def type_words(page: Page, words: str = WORDS) -> None:
    page.locator(".dock .chip").first.click()
    page.locator("dialog.composer textarea").first.fill(words)


def test_a_new_version_comes_while_a_form_is_half_filled(
    demo_instance: Path, tmp_path: Path, new_tablet: Make
) -> None:
    house = house_at(tmp_path)
    server = Server(copy_of(demo_instance, tmp_path / "instance"), root=house.root).start()
    try:
        tablet = new_tablet(server.origin)
        page = begin(server, tablet)
        tablet.wait_for_worker()
        tablet.expects_network_errors = True
        assert tablet.context is not None
        tablet.context.route("**/api/v1/outbox", lambda route: route.abort())
        page.evaluate(WRITE, 12)
        type_words(page)
        old = page.evaluate(
            "() => [...document.scripts].map(({ src }) => src).find((src) => src.includes('main-'))"
        )

        house.publish()
        page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
        waiting = "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"
        until_true(page, waiting)
        expect(page.locator("dialog.composer textarea").first).to_have_value(WORDS)
        assert page.evaluate("(url) => fetch(url).then(({ ok }) => ok)", old)
        assert page.locator("html").get_attribute("data-next") is None
        assert page.evaluate(WAITING) == 12

        page.locator("dialog.composer").get_by_role("button", name="Verrouiller").click()
        expect(page.locator("html[data-next]")).to_be_attached()
        expect(page.locator(".wall-foot")).to_contain_text("12 saisies attendent l’envoi")
        unlock(tablet, "aicha")
        page.locator("a.row").filter(has_text="Lenoir").first.click()
        page.locator("button.draft").click()
        expect(page.locator("dialog.composer textarea").first).to_have_value(WORDS)
        tablet.context.unroute("**/api/v1/outbox")
        page.get_by_role("button", name="Enregistrer").click()
        # The network says that it is back: without that, what was refused is offered again a minute later.
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_function(f"() => ({WAITING})() === 0")
        expect(page.locator("article.entry").filter(has_text="n° 12")).to_have_count(1)
    finally:
        server.stop()


def test_a_wiped_tablet_says_which_numbers_are_missing(server: Server, new_tablet: Make) -> None:
    tablet = new_tablet(server.origin)
    page = begin(server, tablet)
    assert tablet.context is not None
    page.evaluate(FULL)
    type_words(page)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("dialog.composer").get_by_role("alert")).to_contain_text("plus de place")
    expect(page.locator("dialog.composer textarea").first).to_have_value(WORDS)
    page.evaluate("() => window.makeRoom()")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("dialog.composer")).to_have_count(0)
    page.wait_for_function(f"() => ({WAITING})() === 0")

    tablet.expects_network_errors = True
    tablet.context.route("**/api/v1/outbox", lambda route: route.abort())
    page.evaluate(WRITE, 5)
    wipe(server, tablet)
    install, taken = numbers_taken(tablet)
    unsent = taken - numbers_known(server, install)
    assert unsent >= 5  # a mark of reading may have been the sixth
    tablet.context.unroute("**/api/v1/outbox")
    tablet.goto("/")
    missing = page.get_by_role("button", name=f"{unsent} saisies n’ont pas atteint le serveur")
    expect(missing).to_be_visible(timeout=A_ROUND)
    missing.click()
    expect(page.get_by_role("heading", name="Saisies manquantes")).to_be_visible()
    page.get_by_role("button", name="Compris").click()
    expect(missing).to_have_count(0)

    wipe(server, tablet)
    tablet.context.clear_cookies(name="__Host-chevet-canary")
    tablet.goto("/")
    expect(page.get_by_role("button", name="nombre inconnu")).to_be_visible(timeout=A_ROUND)
