"""The portal in Chromium: a letter or a mail, one's own key, reading without a script, and what is closed is gone."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from app.demo.values import demo_id
from tests.e2e.family_door import Door, open_door
from tests.e2e.server import Server, copy_of
from tests.e2e.test_accessibility import faults
from tests.e2e.test_layout import SHAPE, WINDOWS, look_through, step_back
from tests.e2e.visiting import Visit

pytestmark = pytest.mark.browser

# Of Mme Lenoir's family in the demo: her daughter, to whom everything is open, and a neighbour who may write.
CLAIRE, ODETTE = demo_id("relative", "claire"), demo_id("relative", "odette")


@pytest.fixture(scope="module")
def door(
    demo_instance: Path, tmp_path_factory: pytest.TempPathFactory, playwright: Playwright
) -> Iterator[Door]:
    folder = tmp_path_factory.mktemp("portal")
    server = Server(copy_of(demo_instance, folder / "instance"))
    with open_door(server, folder / "profile", playwright) as made:
        yield made


def test_a_letter_lets_its_reader_in_and_what_is_closed_is_gone_at_the_next_click(
    door: Door,
) -> None:
    letter = door.printed_letter(CLAIRE)
    page = door.page
    door.go()
    expect(page.get_by_role("heading", name="Entrer")).to_be_visible()
    page.get_by_role("link", name="Tapez son code ici").click()
    page.get_by_label("Le code a vingt lettres et chiffres.").fill(letter.lower().replace("-", " "))
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Créer ma clé").click()
    expect(page.get_by_role("heading", name="Jeanne Lenoir")).to_be_visible()
    assert [one["rpId"] for one in door.tablet.credentials()] == ["famille.localhost"]

    page.get_by_role("button", name="Sortir").click()
    page.get_by_role("button", name="Entrer avec ma clé").click()
    expect(page.get_by_role("heading", name="Rendez-vous")).to_be_visible()

    door.at_the_desk(CLAIRE, "")
    page.get_by_role("button", name="Fermer Rendez-vous").click()
    expect(page.get_by_role("status")).to_be_visible()
    door.go()
    expect(page.get_by_role("heading", name="Jeanne Lenoir")).to_be_visible()
    expect(page.get_by_role("heading", name="Rendez-vous")).to_have_count(0)


def test_a_mail_and_the_code_that_was_said_let_in_and_whoever_is_set_aside_sees_nothing(
    door: Door,
) -> None:
    page = door.page
    door.at_the_desk(ODETTE)
    page.get_by_role("button", name="Inviter par courriel").click()
    door.confirm()
    code = re.findall(r"\d{3} \d{3}", page.get_by_text("Dites ce code").inner_text())[0]
    link = re.findall(r"\S+/invitation/\S+", door.next_mail())[0]
    door.tablet.expects_network_errors = True
    page.goto(link)
    page.get_by_label("Les six chiffres donnés par l’équipe").fill(
        "000 000" if code != "000 000" else "1"
    )
    page.get_by_role("button", name="Créer ma clé").click()
    expect(page.get_by_role("status")).to_contain_text("il reste 4 essais")
    page.get_by_label("Les six chiffres donnés par l’équipe").fill(code)
    page.get_by_role("button", name="Créer ma clé").click()
    expect(page.get_by_role("heading", name="Jeanne Lenoir")).to_be_visible()

    door.at_the_desk(ODETTE, "")
    page.get_by_text("Écarter ce proche").first.click()
    page.get_by_role("button", name="Écarter", exact=True).click()
    expect(page.get_by_role("status")).to_be_visible()
    door.go()
    expect(page.get_by_role("heading", name="Entrer")).to_be_visible()
    expect(page.get_by_text("Lenoir")).to_have_count(0)


def test_whoever_is_in_reads_and_writes_without_a_script(door: Door) -> None:
    page = inside(door, CLAIRE)
    assert door.tablet.cdp is not None
    door.tablet.cdp.send("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        door.go()
        expect(page.get_by_role("heading", name="Jeanne Lenoir")).to_be_visible()
        page.get_by_label("À qui écrire").select_option("office")
        page.get_by_label("Votre message").fill("Je passerai dimanche.")
        page.get_by_role("button", name="Envoyer").click()
        expect(page.get_by_role("status")).to_contain_text("Votre message est parti.")
        expect(page.get_by_text("Je passerai dimanche.")).to_be_visible()
        page.get_by_role("link", name="Mes clés").click()
        expect(page.get_by_text("C’est celle que vous utilisez maintenant.")).to_be_visible()
    finally:
        door.tablet.cdp.send("Emulation.setScriptExecutionDisabled", {"value": False})


def test_every_page_fits_every_window_and_shuts_nobody_out(door: Door) -> None:
    visit, found = Visit(door.server, door.tablet), {}
    for name in pages(door):
        for size, window in WINDOWS.items():
            look_through(visit, window)
            found[f"{name}, {size}"] = door.page.evaluate(SHAPE)
        step_back(visit)
        for scheme in ("light", "dark"):
            door.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found[f"{name}, {scheme}"] = faults(door.page)
    assert len(found) > 30
    assert {name: each for name, each in found.items() if each} == {}


def test_the_person_goes_through_their_own_space_and_every_page_fits(door: Door) -> None:
    visit, found = Visit(door.server, door.tablet), {}
    for name in own_pages(door):
        for size, window in WINDOWS.items():
            look_through(visit, window)
            found[f"{name}, {size}"] = door.page.evaluate(SHAPE)
        step_back(visit)
        found[f"{name}, axe"] = faults(door.page)
    assert len(found) > 30
    assert {name: each for name, each in found.items() if each} == {}


def own_pages(door: Door) -> Iterator[str]:
    """The title of each page of Mme Lenoir's own space, as she meets it, by the door of the demo."""
    page = door.page
    door.go("/demo")
    page.get_by_role("button", name="Jeanne Lenoir").click()
    yield shown(page, "Bonjour Jeanne")
    places = page.get_by_role("navigation", name="Mes pages")
    places.get_by_role("link", name="Mes attentes").click()
    page.get_by_label("C’est sur quoi ?").select_option("meals")
    page.get_by_label("Ce que j’attends, avec mes mots").fill("Du thé le matin, pas du café.")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_text("Du thé le matin, pas du café.", exact=True)).to_be_visible()
    yield shown(page, "Mes attentes")
    page.get_by_role("link", name="Changer ou retirer").last.click()
    yield shown(page, "Changer une attente")
    door.go("/moi")
    places.get_by_role("link", name="Mon dossier Ce que").click()
    yield shown(page, "Mon dossier")
    page.get_by_role("link", name="Je ne suis pas d’accord").first.click()
    page.get_by_label("Ce que je veux dire").fill("Ce n’était pas ainsi.")
    yield shown(page, "Je ne suis pas d’accord")
    page.get_by_role("button", name="Ajouter mes mots").click()
    expect(page.get_by_role("status")).to_contain_text("Vos mots restent à côté")
    expect(page.get_by_text("Ce n’était pas ainsi.", exact=True)).to_be_visible()
    door.go("/moi/lectures")
    yield shown(page, "Qui a lu mon dossier")
    door.go("/moi/droits")
    yield shown(page, "Mes droits")
    page.get_by_role("link", name="Dire non").click()
    yield shown(page, "Dire non")
    yield from survey_pages(door)


def survey_pages(door: Door) -> Iterator[str]:
    """From the first question to what is sent, without a name."""
    page = door.page
    door.go("/moi")
    page.get_by_role("link", name="Donner mon avis").click()
    yield shown(page, "Mon avis")
    page.get_by_role("button", name="Sans mon nom").click()
    expect(page.get_by_text("Question 1 sur 10")).to_be_visible()
    yield shown(page, "Les repas vous plaisent")
    for number in range(10):
        expect(page.get_by_text(f"Question {number + 1} sur 10")).to_be_visible()
        page.get_by_role("button", name=("Oui", "Moyen", "Non")[number % 3]).click()
    yield shown(page, "Vos réponses")
    page.get_by_role("button", name="Envoyer mon avis").click()
    expect(page.get_by_role("status")).to_contain_text("Merci !")


def inside(door: Door, relative: uuid.UUID) -> Page:
    """At the page of a relative, with the key that they made."""
    door.forget_keys_of_others(relative)
    door.go("/entrer")
    enter = door.page.get_by_role("button", name="Entrer avec ma clé")
    expect(enter.or_(door.page.get_by_role("button", name="Sortir")).first).to_be_visible()
    if enter.is_visible():
        enter.click()
    expect(door.page.get_by_role("heading", name="Jeanne Lenoir").first).to_be_visible()
    return door.page


def pages(door: Door) -> Iterator[str]:
    """The title of each page of the portal, as it is met."""
    letter = door.printed_letter(CLAIRE)
    page = door.page
    door.tablet.expects_network_errors = True
    inside(door, CLAIRE)
    yield shown(page, "Jeanne Lenoir")
    page.get_by_label("Votre message").fill("   ")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield shown(page, "Jeanne Lenoir") + ", a message that did not leave"
    page.get_by_role("link", name="Mes clés").click()
    yield shown(page, "Mes clés")
    door.go("/nulle-part")
    yield shown(page, "Cette page n’existe pas")
    page.get_by_role("link", name="Aller à l’accueil").click()
    page.get_by_role("button", name="Sortir").click()
    yield shown(page, "Entrer")
    page.get_by_role("link", name="Tapez son code ici").click()
    yield shown(page, "Le code de votre lettre")
    page.get_by_label("Le code a vingt lettres et chiffres.").fill(letter)
    page.get_by_role("button", name="Continuer").click()
    yield shown(page, "Votre invitation")
    door.go("/invitation/0000-invented")
    yield shown(page, "Cette page n’existe pas") + ", an invitation that serves no more"


def shown(page: Page, title: str) -> str:
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    return title
