"""A round of 28 persons with no network, by a reader that types: labels, boxes, pillboxes and what is wrong among them;
half of it given over to a second nurse on the same tablet; then everything is on the server, once, as it was done."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect

from app.ground import clock
from tests.e2e.noon import Noon, Owed, noon, recorded, troubles
from tests.e2e.people import enrol, lock, register, staff, unlock
from tests.e2e.scanning import element_string, wedge
from tests.e2e.server import Server, copy_of
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
Told = tuple[str, str, str, str | None, Decimal]
"""Outcome, author, how it was scanned, why it was not, how much."""
ONE = Decimal(1)


# Each verdict as it is given, also one that passes before a test could look.
LISTEN = """() => {
    globalThis.verdicts = [];
    const { prototype } = customElements.get('chevet-verdict');
    const { set, ...own } = Object.getOwnPropertyDescriptor(prototype, 'given');
    let last = null;
    Object.defineProperty(prototype, 'given', {
        ...own,
        set(given) {
            if (given && given !== last) verdicts.push(given.kind);
            last = given;
            set.call(this, given);
        },
    });
}"""


class Round:
    """What a nurse does, and what is to be found on the server for it."""

    def __init__(self, page: Page, noon: Noon) -> None:
        self.page, self.noon = page, noon
        self.author = "nadia"
        self.done: dict[uuid.UUID, Told] = {}

    def scan(self, text: str, kind: str) -> None:
        """Shot, judged, and answered where it does not pass by itself."""
        assert self.shoot(text) == kind
        if kind in ("right", "person", "container"):
            return  # the next scan takes its place
        self.page.locator("section.verdict").get_by_role("button", name="J’ai compris").click()
        expect(self.page.locator("section.verdict")).to_have_count(0)

    def shoot(self, text: str) -> str:
        """What is judged of it."""
        before = self.page.evaluate("() => verdicts.length")
        wedge(self.page, text)
        self.page.wait_for_function("(before) => verdicts.length > before", arg=before)
        return str(self.page.evaluate("() => verdicts.at(-1)"))

    def meet(self, owed: Owed) -> None:
        """By her label, wherever she is in the order."""
        self.scan(owed.label, "person")
        expect(self.page.locator(".giving-head.known h1")).to_have_text(owed.name)

    def card(self, dose: uuid.UUID) -> Locator:
        return self.page.locator(f".giving-card[data-dose='{dose}']")

    def row(self, dose: uuid.UUID) -> Locator:
        return self.page.locator(f".giving-done[data-dose='{dose}']")

    def kept(
        self,
        dose: uuid.UUID,
        how: str,
        outcome: str = "given",
        why: str | None = None,
        amount: Decimal = ONE,
    ) -> None:
        expect(self.row(dose)).to_contain_text("non envoyé")
        self.done[dose] = (outcome, self.author, how, why, amount)

    def give_box(self, owed: Owed, drug: str, kind: str = "right") -> None:
        """Her box is read; one tap gives."""
        code = self.noon.boxes[drug] if kind == "right" else self.noon.generic
        self.scan(element_string(code), kind)
        self.card(owed.doses[drug]).locator(".give").click()
        self.kept(owed.doses[drug], "box")

    def give_pillbox(self, owed: Owed) -> None:
        """The pillbox is read; one tap gives all that it holds."""
        assert owed.container is not None
        self.scan(owed.container, "container")
        if len(owed.doses) > 1:
            self.page.locator("[data-all]").click()
        else:
            self.card(next(iter(owed.doses.values()))).locator(".give").click()
        for dose in owed.doses.values():
            self.kept(dose, "container")

    def give_without_scan(self, owed: Owed, drug: str, words: str, code: str) -> None:
        """Never a lock-out: a reason from a short list."""
        self.card(owed.doses[drug]).locator(".give").click()
        sheet = self.page.locator("dialog.giving-sheet")
        sheet.get_by_role("group", name="Sans scan").get_by_role("button", name=words).click()
        expect(sheet).to_have_count(0)
        self.kept(owed.doses[drug], "none", why=code)

    def tell(self, owed: Owed, drug: str, verb: str) -> Locator:
        """« Autre… », and what happened."""
        self.card(owed.doses[drug]).locator(".other").click()
        sheet = self.page.locator("dialog.giving-sheet")
        sheet.get_by_role("button", name=verb, exact=True).click()
        return sheet

    def save(self, sheet: Locator) -> None:
        sheet.get_by_role("button", name="Enregistrer").click()
        expect(sheet).to_have_count(0)

    def on(self) -> None:
        self.page.locator("[data-next]").click()

    def give_everything(self, owed: Owed) -> None:
        """As on most days: her label, her pillbox or her boxes."""
        self.meet(owed)
        if owed.container is not None:
            self.give_pillbox(owed)
        else:
            self.give_box(owed, "LASILIX")
            if "DOLIPRANE" in owed.doses:
                self.give_box(owed, "DOLIPRANE")
        self.on()


def begin(page: Page) -> None:
    page.get_by_role("link", name="Tournée").first.click()
    page.locator(".giving-moment").first.click()
    expect(page.locator(".round-where")).to_contain_text("reste 28 sur 28")


def what_goes_wrong(a: Round) -> None:
    """Each at another person; what is right is given all the same."""
    first, second, third, pills, fifth, sixth, seventh, eighth, ninth = a.noon.persons[:9]
    lasilix = a.noon.boxes["LASILIX"]

    a.meet(first)
    a.scan(second.label, "wrong_person")
    expect(a.page.locator(".giving-head.known h1")).to_have_text(first.name)
    a.give_box(first, "LASILIX")
    assert a.shoot(element_string(lasilix)) == "already_given"
    stop = a.page.locator("section.verdict")
    expect(stop).to_contain_text(re.compile("à \\d+ h.*, vous"))
    stop.get_by_role("button", name="J’ai compris").click()
    a.on()

    a.meet(second)
    a.scan(element_string(a.noon.stranger), "unknown")
    a.give_box(second, "LASILIX", "generic")
    a.give_box(second, "DOLIPRANE")
    a.on()

    a.meet(third)
    a.scan(element_string(a.noon.boxes["DOLIPRANE"]), "wrong_drug")
    a.scan(element_string(lasilix, expiry="240131"), "expired")
    a.give_box(third, "LASILIX")
    a.on()

    a.give_everything(pills)

    a.meet(fifth)
    a.scan(element_string(lasilix)[:9], "unreadable")
    a.give_without_scan(fifth, "LASILIX", "Code abîmé", "code_unreadable")
    a.on()

    a.meet(sixth)
    a.save(a.tell(sixth, "LASILIX", "Endormi"))
    expect(a.card(sixth.doses["LASILIX"])).to_contain_text("À reproposer")
    a.done[sixth.doses["LASILIX"]] = ("asleep", a.author, "none", None, ONE)
    a.save(a.tell(sixth, "DOLIPRANE", "Médicament manquant"))
    a.kept(sixth.doses["DOLIPRANE"], "none", "out_of_stock")
    a.on()

    a.meet(seventh)
    a.scan(element_string(lasilix), "right")
    sheet = a.tell(seventh, "LASILIX", "Pris en partie")
    sheet.locator("input[name=amount]").fill("0,5")
    a.save(sheet)
    a.kept(seventh.doses["LASILIX"], "box", "partly_taken", amount=Decimal("0.5"))
    a.on()

    # Nothing to read: her face and her name, then why.
    a.page.locator(".walk-row").filter(has_text=eighth.name).click()
    a.page.locator("[data-meet]").click()
    a.give_without_scan(eighth, "LASILIX", "Boîte non fournie", "no_box")
    a.give_box(eighth, "DOLIPRANE")
    a.on()

    a.meet(ninth)
    a.save(a.tell(ninth, "LASILIX", "Refusé"))
    a.done[ninth.doses["LASILIX"]] = ("refused", a.author, "none", None, ONE)
    expect(a.card(ninth.doses["LASILIX"])).to_contain_text("À reproposer")
    a.on()


def hand_over(tablet: Tablet, a: Round, seen: Owed) -> None:
    """Hélène takes the tablet, with no network: what Nadia gave is given, and says that it was not sent."""
    lock(tablet)
    unlock(tablet, "helene")
    a.author = "helene"
    page = a.page
    page.get_by_role("link", name="Tournée").first.click()
    page.locator(".giving-moment").first.click()
    page.locator(".walk-row").filter(has_text=seen.name).click()
    row = a.row(seen.doses["LASILIX"])
    expect(row).to_contain_text("Nadia")
    expect(row).to_contain_text("non envoyé")
    expect(a.card(seen.doses["LASILIX"])).to_have_count(0)


def test_a_noon_round_with_no_network_reaches_the_server_once_as_it_was_done(
    demo_instance: object, tmp_path: object, new_tablet: Make
) -> None:
    server = Server(copy_of(demo_instance, tmp_path / "instance"))  # type: ignore[operator, arg-type]
    unit = noon(server)
    assert len(unit.persons) == 28
    server.start()
    try:
        tablet = new_tablet(server.origin, viewport=(1180, 820)).start()
        enrol(server, tablet, "Tablette 1", "glycines")
        for key in ("nadia", "helene"):
            register(server, tablet, key)
        tablet.goto("/")
        tablet.wait_for_worker()
        unlock(tablet, "nadia")
        page = tablet.page
        expect(page.locator("a.row")).to_have_count(28)
        tablet.offline()
        since = clock.now()
        begin(page)
        page.evaluate(LISTEN)
        a = Round(page, unit)
        what_goes_wrong(a)
        for owed in unit.persons[9:14]:
            a.give_everything(owed)
        hand_over(tablet, a, unit.persons[0])
        for owed in unit.persons[14:]:
            a.give_everything(owed)
        # Two who did not take it are still to be offered it; everything else is noted.
        expect(page.locator(".round-where")).to_contain_text("reste 2 sur 28")
        assert recorded(server, since) == []

        ended = clock.now()
        tablet.offline(False)
        expect(page.locator("button.state")).not_to_contain_text("à envoyer")
        expect(page.locator(".giving-done").get_by_text("non envoyé")).to_have_count(0)
        assert told(server, since, ended) == a.done
        assert set(a.done) == {dose for owed in unit.persons for dose in owed.doses.values()}
        assert troubles(server) == 0
    finally:
        server.stop()


def told(server: Server, since: datetime, ended: datetime) -> dict[uuid.UUID, Told]:
    """What stands on the server, by dose: each once, within the round, with nothing to look into."""
    found: dict[uuid.UUID, Told] = {}
    authors = {staff(key): key for key in ("nadia", "helene")}
    for one in recorded(server, since):
        fact = one.administration
        assert fact.dose is not None and fact.dose not in found
        assert since <= fact.at <= ended
        assert one.flags == () and one.stands and not fact.retracted
        amount = fact.amount or ONE
        found[fact.dose] = (fact.outcome, authors[fact.author], one.how, one.no_scan, amount)
    return found
