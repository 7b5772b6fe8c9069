"""Every screen outside the office, in the order in which a hand comes across them.

Each walk yields the name of the screen that is shown at that moment; a new screen gets its line here.
"""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.e2e.capture_screens import capturing
from tests.e2e.document_screens import documents
from tests.e2e.giving_screens import giving
from tests.e2e.measuring_screens import measuring
from tests.e2e.people import enrolment, invitation
from tests.e2e.round_screens import rescue, rounds
from tests.e2e.sheet_screens import reading_sheet
from tests.e2e.signing_screens import emergencies, signing
from tests.e2e.tablet_screens import lost, put_aside
from tests.e2e.todo_screens import result_expected, todo
from tests.e2e.visiting import Visit
from tests.e2e.wound_screens import following_wounds

LONG_NAME = "Rochefoucauld"
CHOICES = {"douleur": "a cible", "fugue": "an alarm", "fin de vie": "a macro-cible"}


def doorstep(visit: Visit) -> Iterator[str]:
    """What a browser shows that belongs to no home, and the pages that links open."""
    page, tablet = visit.page, visit.tablet
    visit.forget_everything()
    with visit.expecting_refusal():
        tablet.goto("/")
        expect(page.get_by_role("heading", name="pas encore rattachée")).to_be_visible()
        yield "a tablet of nobody's"
        tablet.goto("/inconnue")
        yield "no such page"
        tablet.goto("/invitation/perdue")
        yield "an invitation that is worth nothing"
    tablet.goto("/demo")
    yield "the demo's door"
    tablet.goto("/bureau/connexion")
    yield "the office's door"
    tablet.goto(invitation(visit.server, "aicha"))
    yield "an invitation"
    tablet.goto(enrolment(visit.server, "Tablette du salon d’hiver", ["glycines"]))
    yield "an enrolment"
    page.get_by_role("button", name="Rattacher cet appareil").click()
    expect(page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    yield "the wall"
    page.get_by_role("button", name="Toute l’équipe").click()
    yield "the wall, the whole team"
    with visit.expecting_refusal():
        page.locator("button.tile").first.click()
        expect(page.get_by_role("alert")).to_contain_text(
            "Cet appareil est enrôlé avec de vraies clés"
        )
        yield "the wall, which does not open"
    tablet.goto(enrolment(visit.server, "Tablette 2", ["glycines"]))
    yield "an enrolment, on a tablet that is enrolled"


def bedside(visit: Visit) -> Iterator[str]:
    """What a nurse in charge goes through with a tablet in her hand."""
    page = visit.page
    visit.forget_everything()
    visit.enter("Hélène")
    yield "the persons"
    yield from emergencies(visit)
    yield from rounds(visit)
    yield from giving(visit)
    page.get_by_label("Chercher une personne").fill("zzz")
    expect(page.get_by_text("Personne ne correspond")).to_be_visible()
    yield "the persons, none found"
    page.get_by_label("Chercher une personne").fill("")
    page.get_by_label("Unité", exact=True).select_option("")
    yield "the persons of every unit"
    page.locator("a.row").filter(has_text=LONG_NAME).first.click()
    expect(page.locator(".person-head")).to_contain_text(LONG_NAME)
    yield "a person"
    yield from _treatment(visit)
    yield from _composer(visit)
    yield from measuring(visit)
    yield from following_wounds(visit)
    yield from reading_sheet(visit)
    yield from capturing(visit)
    yield from documents(visit)
    yield from signing(visit)
    yield from todo(visit)
    page.get_by_role("link", name="Transmissions").click()
    expect(page.get_by_role("heading", name="Transmissions")).to_be_visible()
    yield "the transmissions"
    page.locator("button.state").click()
    expect(page.get_by_role("heading", name="Cette tablette")).to_be_visible()
    yield "the state of the tablet"
    yield from rescue(visit)
    yield from put_aside(visit)
    page.get_by_role("button", name="Verrouiller").click()
    expect(page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    yield "the wall, after a lock"
    yield from lost(visit)
    visit.tablet.goto("/transmission")
    page.locator("button.tile").filter(has_text="Hélène").first.click()
    expect(page.get_by_role("heading", name="Pour qui ?")).to_be_visible()
    yield "writing, from the shortcut"
    yield from _another_window(visit)


def _treatment(visit: Visit) -> Iterator[str]:
    """What is due and what changed, then all of it unfolded, and back to the days."""
    page = visit.page
    tabs = page.locator("nav.tabs a")
    tabs.nth(1).click()
    expect(page.locator("chevet-treatment .age")).to_be_visible()
    yield "a person's treatment"
    page.locator("chevet-treatment").evaluate(
        "(screen) => screen.querySelectorAll('details').forEach((one) => (one.open = true))"
    )
    yield "a person's treatment, unfolded"
    tabs.first.click()
    expect(page.locator("chevet-river")).to_be_visible()


def _composer(visit: Visit) -> Iterator[str]:
    page = visit.page
    sheet = page.locator("dialog.composer")
    page.locator(".dock button.plus").click()
    expect(sheet).to_be_visible()
    yield "the composer"
    page.locator("button.theme").first.click()
    yield "the composer, a theme open"
    for word, name in CHOICES.items():
        sheet.get_by_label("Chercher une cible").fill(word)
        sheet.locator("button.cible").first.click()
        sheet.locator("button.chip").first.click()
        yield f"the composer, {name}"
        sheet.get_by_role("button", name="Changer").click()
    sheet.locator("button.cible").first.click()
    yield from result_expected(visit)
    sheet.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".toast").filter(has_text="Transmission")).to_be_visible()
    yield "a person, just written about"
    page.locator(".dock button.chip").first.click()
    sheet.locator("textarea").first.fill("Un brouillon")
    page.keyboard.press("Escape")
    expect(page.locator("button.draft")).to_be_visible()
    yield "a person, with a draft"
    page.locator("button.draft").click()
    yield "the composer, with a draft"
    sheet.get_by_role("button", name="Effacer le texte").click()
    page.keyboard.press("Escape")


def _correcting(visit: Visit) -> Iterator[str]:
    """One's own entry, with its details, its correction and its readers."""
    page = visit.page
    sheet = page.locator("dialog.composer")
    mine = page.locator("article.entry").first
    mine.locator(".moment").click()
    yield "an entry, its details"
    mine.get_by_role("button", name="Corriger").click()
    expect(sheet).to_be_visible()
    yield "the correction of an entry"
    sheet.get_by_role("button", name="Autre").click()
    sheet.get_by_label("Motif de la correction").fill("Dit par la famille, " * 20)
    sheet.get_by_label("Données : texte").fill("Bras droit")
    yield "a correction, its reason too long"
    sheet.get_by_role("button", name="Erreur de saisie").click()
    sheet.get_by_label("Motif de la correction").fill("")
    sheet.get_by_role("button", name="Enregistrer la correction").click()
    expect(sheet).to_have_count(0)
    mine.get_by_role("button", name="Version précédente").click()
    yield "an entry that was corrected, with what it said before"
    mine.get_by_role("button", name="Lectures").click()
    expect(page.locator("dialog.receipts")).to_be_visible()
    yield "who has read an entry"
    page.get_by_role("button", name="Fermer").click()


def _finding(visit: Visit) -> Iterator[str]:
    """Looking for words, over a person and over a unit."""
    page = visit.page
    field = page.get_by_label("Chercher dans les transmissions")
    page.get_by_role("button", name="Chercher", exact=True).click()
    expect(field).to_be_focused()
    yield "a person, about to look for something"
    field.fill("bras")
    expect(page.locator("mark").first).to_be_visible()
    yield "a person, words found"
    page.get_by_role("link", name="Transmissions").click()
    expect(page.get_by_role("heading", name="Transmissions")).to_be_visible()
    yield "the transmissions"
    page.get_by_role("button", name="Filtrer").click()
    page.get_by_label("Période").select_option("today")
    yield "the transmissions, narrowed"
    field.fill("zzz")
    expect(page.get_by_text("Aucun résultat pour")).to_be_visible()
    yield "the transmissions, nothing found"
    page.keyboard.press("Escape")


def _another_window(visit: Visit) -> Iterator[str]:
    assert visit.tablet.context is not None
    other = visit.tablet.context.new_page()
    other.goto(visit.server.origin + "/")
    other.get_by_role("button", name="Reprendre ici").click()
    expect(visit.page.get_by_role("button", name="Reprendre ici")).to_be_visible()
    yield "a tablet that writes in another window"
    other.close()
