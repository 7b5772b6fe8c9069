"""« Mes clés » with real gestures: a second key from the tablet, a pair that is shared, and somebody who says no."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.authenticators import (
    accept,
    command,
    expect_nobody,
    nobody_touches,
    opened,
    plug_in,
    registered,
    touch,
    wall_knows,
)
from tests.e2e.people import forget_rates, lock
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser


def unlocked(tablet: Tablet, key: str) -> Page:
    touch(tablet.page, key)
    opened(tablet.page)
    return tablet.page


def to_own_keys(tablet: Tablet) -> Page:
    """From the bedside, by what is said of the tablet."""
    page = tablet.page
    page.locator("button.tool.state").click()
    page.get_by_role("link", name="Mes clés d’accès").click()
    expect(page.get_by_role("heading", name="Mes clés", level=1)).to_be_visible()
    return page


def add(tablet: Tablet, label: str) -> str:
    """A second key is added beside the one that is plugged in; returns its id. Both stay plugged in."""
    page = tablet.page
    page.get_by_role("link", name="Ajouter une clé").click()
    page.get_by_label("Nom de la clé").fill(label)
    nobody_touches(tablet)
    expect_nobody(tablet, False)
    second = plug_in(tablet)
    page.get_by_role("button", name="Présenter la nouvelle clé").click()
    status = page.get_by_role("status")
    expect(status).to_contain_text("Prenez maintenant une clé que vous avez déjà")
    command(tablet, "setAutomaticPresenceSimulation", second, enabled=False)
    nobody_touches(tablet, False)
    page.get_by_role("button", name="Présenter ma clé actuelle").click()
    expect(status).to_contain_text("C’est fait : la clé est ajoutée, elle ouvre aussi sans réseau")
    command(tablet, "setAutomaticPresenceSimulation", second, enabled=True)
    page.get_by_role("button", name="Voir mes clés").click()
    return second


def test_an_aide_adds_a_second_key_at_the_tablet_and_both_open_without_network(
    home: Server, tablet: Tablet
) -> None:
    registered(home, tablet, "aicha")
    page = unlocked(tablet, "aicha")
    to_own_keys(tablet)
    expect(page.locator("main")).to_contain_text("Vous n’avez qu’une clé")
    second = add(tablet, "Badge de rechange")
    row = page.locator("tr").filter(has_text="Badge de rechange")
    expect(row).to_contain_text("Oui")
    command(tablet, "removeVirtualAuthenticator")
    tablet.authenticator = second
    page.get_by_role("link", name="Revenir à la tablette").click()
    expect(page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    wall_knows(tablet)
    tablet.wait_for_worker()
    tablet.offline()
    page.reload()
    unlocked(tablet, "aicha")


def test_a_key_that_one_has_already_is_not_added_again(home: Server, tablet: Tablet) -> None:
    registered(home, tablet, "aicha")
    page = unlocked(tablet, "aicha")
    to_own_keys(tablet)
    page.get_by_role("link", name="Ajouter une clé").click()
    page.get_by_role("button", name="Présenter la nouvelle clé").click()
    expect(page.get_by_role("status")).to_contain_text("déjà l’une des vôtres")
    expect(page.get_by_role("button", name="Présenter la nouvelle clé")).to_be_enabled()


def test_nothing_is_added_when_no_present_key_confirms(home: Server, tablet: Tablet) -> None:
    registered(home, tablet, "aicha")
    page = unlocked(tablet, "aicha")
    to_own_keys(tablet)
    page.get_by_role("link", name="Ajouter une clé").click()
    nobody_touches(tablet)
    expect_nobody(tablet, False)
    plug_in(tablet)
    page.get_by_role("button", name="Présenter la nouvelle clé").click()
    status = page.get_by_role("status")
    expect(status).to_contain_text("Prenez maintenant une clé que vous avez déjà")
    expect_nobody(tablet)
    page.get_by_role("button", name="Présenter ma clé actuelle").click()
    expect(status).to_contain_text("Rien n’a été ajouté")
    page.get_by_role("link", name="Annuler").click()
    expect(page.locator("main tbody tr")).to_have_count(1)


def test_an_older_key_opens_without_network_again_after_one_unlock_with_it(
    home: Server, tablet: Tablet
) -> None:
    """A key registered from a link makes another pair; the older one learns it by itself, once."""
    registered(home, tablet, "aicha")
    older = tablet.authenticator
    nobody_touches(tablet)
    expect_nobody(tablet, False)
    tablet.authenticator = plug_in(tablet)
    page = accept(home, tablet, "aicha")
    expect(page.get_by_role("status")).to_contain_text("C’est fait")
    command(tablet, "removeVirtualAuthenticator")
    tablet.authenticator = older
    nobody_touches(tablet, False)
    tablet.goto("/")
    expect(page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    with page.expect_response("**/api/v1/keys/mend") as mended:
        unlocked(tablet, "aicha")
    assert mended.value.status == 204
    expect(page.locator(".key-news")).to_contain_text("Du nouveau sur vos clés")
    lock(tablet)
    tablet.goto("/")
    wall_knows(tablet, opens_offline=True)
    tablet.wait_for_worker()
    tablet.offline()
    page.reload()
    unlocked(tablet, "aicha")


def test_who_did_not_add_a_key_says_so_and_it_opens_nothing(home: Server, tablet: Tablet) -> None:
    registered(home, tablet, "aicha")
    mine = tablet.authenticator
    nobody_touches(tablet)
    expect_nobody(tablet, False)
    strange = tablet.authenticator = plug_in(tablet)
    expect(accept(home, tablet, "aicha").get_by_role("status")).to_contain_text("C’est fait")
    nobody_touches(tablet)
    tablet.authenticator = mine
    nobody_touches(tablet, False)
    tablet.goto("/")
    page = unlocked(tablet, "aicha")
    page.locator(".key-news").get_by_role("link", name="Voir").click()
    news = (
        page.locator("main .notice.attention").filter(has_text="ajoutée avec une invitation").first
    )
    news.locator("summary").click()
    news.get_by_role("button", name="Signaler et bloquer").click()
    expect(page.get_by_role("status")).to_contain_text("La clé contestée n’ouvre plus rien")
    command(tablet, "removeVirtualAuthenticator")
    tablet.authenticator = strange
    nobody_touches(tablet, False)
    forget_rates(home)
    tablet.goto("/")
    tablet.expects_network_errors = True
    touch(page, "aicha")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("a.row")).to_have_count(0)


def test_a_lost_key_says_what_to_do_next(home: Server, tablet: Tablet) -> None:
    registered(home, tablet, "aicha")
    page = unlocked(tablet, "aicha")
    to_own_keys(tablet)
    page.get_by_role("link", name="Perdue").click()
    expect(page.locator("main")).to_contain_text("C’est votre seule clé")
    page.get_by_role("button", name="Retirer la clé perdue").click()
    expect(page.get_by_role("heading", name="La clé est retirée")).to_be_visible()
    expect(page.locator("main")).to_contain_text("demandez une invitation")
    page.get_by_role("link", name="Aller à l’écran du lit").click()
    expect(page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
