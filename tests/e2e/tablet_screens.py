"""The screens where a tablet says how it is: what waits, what was put aside, what never arrived."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Locator, Page, expect

from tests.e2e.visiting import Visit

# What no server of today files: the form is not one it knows.
_ASIDE = """async () => {
    const { engine } = document.querySelector('chevet-bedside');
    const [person] = engine.persons();
    const [cible] = engine.usualCibles(person.id);
    const body = { cible: cible.id, data: 'A bien dormi', importance: 'inconnue' };
    await engine.record('transmission.record', { person: person.id, body });
}"""
# As after the store of the tablet was wiped; `test_nothing_lost.py` wipes one.
_LOST = """() => {
    const { engine } = document.querySelector('chevet-bedside');
    engine.lost = { count: 5, parts: [{ ranges: [[12, 16]] }], unknown: false, isUnderstood: false };
    engine.storage = { ...engine.storage, usage: 9e8, quota: 1e9, isLow: true };
    engine.dispatchEvent(new CustomEvent('change', { detail: { what: 'queue' } }));
}"""


def put_aside(visit: Visit) -> Iterator[str]:
    """From the header to what its author decides."""
    page = visit.page
    page.evaluate(_ASIDE)
    expect(page.locator("button.state")).to_contain_text("1 à revoir")
    page.locator("button.state").click()
    yield "the state of a tablet, something put aside"
    page.get_by_role("link", name="Voir").click()
    expect(page.get_by_role("heading", name="À revoir")).to_be_visible()
    entry = page.locator("chevet-review article").filter(has_text="A bien dormi")
    expect(entry).to_be_visible()
    yield "what is to be reviewed"
    entry.get_by_role("button", name="Reprendre").click()
    expect(page.locator("dialog.composer textarea").first).to_have_value("A bien dormi")
    yield "the composer, with what was put aside"
    page.keyboard.press("Escape")
    _give_a_reason(entry)
    yield "what is to be reviewed, left out with a reason"
    entry.get_by_role("button", name="Écarter cette saisie").click()
    expect(entry).to_have_count(0)
    _leave_out_the_rest(page)
    expect(page.get_by_role("heading", name="Rien à revoir")).to_be_visible()
    yield "nothing to review"
    page.get_by_role("link", name="Personnes").click()


def _give_a_reason(entry: Locator) -> None:
    entry.get_by_role("button", name="Écarter").click()
    entry.get_by_role("button", name="Saisie en double").click()


def _leave_out_the_rest(page: Page) -> None:
    """What other walks through the same home had put aside comes from the server when it will."""
    articles = page.locator("chevet-review article")
    expect(articles.first.or_(page.get_by_role("heading", name="Rien à revoir"))).to_be_visible()
    while left := articles.count():
        _give_a_reason(articles.first)
        articles.first.get_by_role("button", name="Écarter cette saisie").click()
        expect(articles).to_have_count(left - 1)


def lost(visit: Visit) -> Iterator[str]:
    """What never arrived, on the wall."""
    page = visit.page
    page.evaluate(_LOST)
    warning = page.get_by_role("button", name="n° 12 à 16")
    expect(warning).to_be_visible()
    yield "the wall, entries missing and little room"
    warning.click()
    expect(page.get_by_role("heading", name="Saisies manquantes")).to_be_visible()
    yield "what is missing, and what to do"
    page.get_by_role("button", name="Fermer").click()
