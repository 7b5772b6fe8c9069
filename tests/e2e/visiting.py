"""Somebody who looks at every screen: whom they enter as, and what a test may do at each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, Playwright, TimeoutError, expect

from tests.e2e.people import staff, touch_name
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet

# What the buttons of /demo do, without following where they lead: a lead nurse's would lead to the bedside.
_ENTER = """async (staff) => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    const body = JSON.stringify({ staff, session: crypto.randomUUID(), jwk: { kty, crv, x, y } });
    const headers = { 'Content-Type': 'application/json' };
    return (await fetch('/demo/entrer', { method: 'POST', headers, body })).status;
}"""
# How long the door may take before somebody touches their name on the wall (ms).
A_DOOR = 20_000
_TURN = "(choice) => localStorage.setItem('chevet-affichage', choice)"


@dataclass
class Visit:
    """One browser on one running demo."""

    server: Server
    tablet: Tablet

    @property
    def page(self) -> Page:
        return self.tablet.page

    def forget_everything(self) -> None:
        """The browser as it came from the shop."""
        assert self.tablet.context is not None and self.tablet.cdp is not None
        self.tablet.goto("/bureau/connexion")
        self.tablet.context.clear_cookies()
        self.tablet.cdp.send(
            "Storage.clearDataForOrigin", {"origin": self.server.origin, "storageTypes": "all"}
        )

    def enter(self, name: str) -> None:
        """Through the demo's door, to the list of persons; from the wall, where it was slow to open."""
        self.tablet.goto("/demo")
        self.page.get_by_role("button", name=name).click()
        rows = self.page.locator("a.row").first
        try:
            rows.wait_for(timeout=A_DOOR)
        except TimeoutError:
            touch_name(self.page, name)
        expect(rows).to_be_visible()

    def sit_down(self, key: str) -> None:
        """Through the demo's door, to the office."""
        self.tablet.goto("/demo")
        assert self.page.evaluate(_ENTER, str(staff(key))) == 200

    def turn(self, choice: str) -> None:
        """`clair` or `nuit`, by the thumb's choice; the device turns too, so that the page looks at it at once."""
        self.page.evaluate(_TURN, choice)
        for scheme in ("light", "dark") if choice == "nuit" else ("dark", "light"):
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            self.page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
        shown = "night" if choice == "nuit" else "light"
        expect(self.page.locator("html")).to_have_attribute("data-theme", shown)

    @contextmanager
    def expecting_refusal(self) -> Iterator[None]:
        """The browser itself notes an address that answers an error."""
        self.tablet.expects_network_errors = True
        yield
        self.tablet.expects_network_errors = False


# Yields the name of each screen as it is shown.
Walk = Callable[[Visit], Iterator[str]]


@contextmanager
def visiting(server: Server, playwright: Playwright, profile: Path) -> Iterator[Visit]:
    """A visit over a started server; both are put away at the end, and nothing may have complained."""
    server.start()
    tablet = Tablet(playwright, profile, server.origin)
    try:
        tablet.start()
        tablet.page.emulate_media(reduced_motion="reduce")
        yield Visit(server, tablet)
    finally:
        tablet.stop()
        server.stop()
    assert not tablet.complaints, tablet.complaints
