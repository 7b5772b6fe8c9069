"""The tablet's own passkey, behind its holder's code: where the home allows it, with the network and without."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.gate.audit.models import AuditEvent
from app.gate.auth import code_blocks
from app.gate.auth.actor import Actor
from app.gate.auth.authenticators import USUAL
from app.gate.auth.key_models import PasskeyRule, PersonalCode
from app.gate.auth.models import Credential
from app.gate.sync.models import Flagged
from app.ground import clock
from app.ground.ids import new_id
from app.ground.tenancy import acting_for_every
from tests.e2e.people import FIRST_NAMES, HOME, enrol, forget_rates, invitation, lock, staff
from tests.e2e.server import Server, copy_of
from tests.e2e.tablet import Tablet
from tests.e2e.test_accessibility import faults

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
CODE, NEXT = "739182", "582947"


@pytest.fixture(scope="module")
def home(demo_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A home that lets the tablet's own passkey count, with a code."""
    folder = tmp_path_factory.mktemp("tablet-keys")
    running = Server(copy_of(demo_instance, folder / "instance")).start()
    yield running
    running.stop()


def decide(home: Server, *shared: str) -> None:
    kinds = {place: list(kinds) for place, kinds in USUAL.items()} | {"shared": list(shared)}
    house = home.house()
    with acting_for_every(), house.database.write() as session:
        rule = {"id": new_id(), "establishment_id": HOME, "kinds": kinds}
        session.add(PasskeyRule(**rule, decided_at=clock.now()))
    house.close()


def type_code(page: Page, code: str, action: str = "Ouvrir") -> None:
    """Types with the large keys, as a finger does."""
    pad = page.locator("chevet-code-pad")
    for digit in code:
        pad.get_by_role("button", name=digit, exact=True).click()
    pad.get_by_role("button", name=action).click()


def register_in_tablet(home: Server, tablet: Tablet, key: str) -> None:
    """One of the cast registers the passkey of this very tablet, with a code typed twice."""
    tablet.goto(invitation(home, key))
    page = tablet.page
    page.get_by_role("button", name="Cette tablette, avec un code à moi").click()
    type_code(page, "123456", "Continuer")
    expect(page.get_by_role("alert")).to_contain_text("Les chiffres se suivent")
    assert faults(page) == []
    type_code(page, CODE, "Continuer")
    type_code(page, NEXT, "Garder ce code")
    expect(page.get_by_role("alert")).to_contain_text("ne sont pas pareils")
    type_code(page, CODE, "Continuer")
    type_code(page, CODE, "Garder ce code")
    expect(page.get_by_role("status").last).to_contain_text("C’est fait")


@pytest.fixture
def tablet(home: Server, new_tablet: Make) -> Tablet:
    """A shared tablet at its wall, where Aïcha has the tablet's own passkey."""
    decide(home, "key", "phone", "tablet")
    made: Tablet = new_tablet(home.origin, transport="internal").start()
    enrol(home, made, "Tablette 1", "glycines")
    register_in_tablet(home, made, "aicha")
    made.goto("/")
    expect(made.page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    return made


def touch(page: Page, key: str = "aicha") -> None:
    """Touches a first name: the large keys come."""
    tile = page.locator("button.tile").filter(has_text=FIRST_NAMES[key]).first
    team = page.get_by_role("button", name="Toute l’équipe")
    expect(tile.or_(team).first).to_be_visible()
    if not tile.is_visible():
        team.click()
    tile.click()


def unlock(page: Page, code: str = CODE) -> None:
    touch(page)
    type_code(page, code)
    expect(page.locator("a.row").first).to_be_visible()


def kept(home: Server) -> PersonalCode:
    """The newest code of Aïcha, as the server keeps it."""
    house = home.house()
    with acting_for_every(), house.database.read() as session:
        found = session.scalars(
            select(PersonalCode)
            .join(Credential, Credential.id == PersonalCode.credential_id)
            .where(Credential.staff_id == staff("aicha"))
            .order_by(Credential.created_at.desc())
        ).first()
    house.close()
    assert found is not None
    return found


def test_where_the_home_did_not_choose_it_the_page_does_not_offer_it(
    home: Server, new_tablet: Make
) -> None:
    decide(home, "key")
    tablet = new_tablet(home.origin, transport="internal").start()
    enrol(home, tablet, "Tablette 1", "glycines")
    tablet.goto(invitation(home, "aicha"))
    expect(tablet.page.get_by_text("utilisez une clé ou un badge")).to_be_visible()
    expect(tablet.page.get_by_role("button", name="Cette tablette")).to_have_count(0)


def test_it_opens_with_its_code_each_time(home: Server, tablet: Tablet) -> None:
    page = tablet.page
    tablet.expects_network_errors = True  # a wrong code is a refusal like another
    touch(page)
    type_code(page, NEXT)
    expect(page.get_by_role("alert")).to_contain_text("Ce n’est pas votre code. Encore 4 essais")
    expect(page.locator("a.row")).to_have_count(0)
    type_code(page, CODE)
    expect(page.locator("a.row").first).to_be_visible()
    lock(tablet)
    unlock(page)


def test_nothing_on_the_screen_tells_the_code(tablet: Tablet) -> None:
    page = tablet.page
    touch(page)
    pad = page.locator("chevet-code-pad")
    pad.get_by_role("button", name="7", exact=True).click()
    pad.get_by_role("button", name="3", exact=True).click()
    expect(pad.locator("i.full")).to_have_count(2)
    assert faults(page) == []
    assert pad.locator("input").count() == 0
    assert "73" not in pad.inner_text().replace("\n", " ")


def test_five_wrong_codes_block_it_until_somebody_lifts_that_and_a_new_one_is_chosen(
    home: Server, tablet: Tablet
) -> None:
    page = tablet.page
    tablet.expects_network_errors = True
    touch(page)
    for left in ("4 essais", "3 essais", "2 essais", "un essai"):
        type_code(page, NEXT)
        expect(page.get_by_role("alert")).to_contain_text(left)
    type_code(page, NEXT)
    expect(page.get_by_role("alert")).to_contain_text("bloqué")
    forget_rates(home)
    lift(home)
    page.reload()
    touch(page)
    expect(page.get_by_role("alert")).to_contain_text("Le blocage a été levé")
    type_code(page, CODE, "Continuer")
    type_code(page, NEXT, "Continuer")
    type_code(page, NEXT, "Changer et ouvrir")
    expect(page.locator("a.row").first).to_be_visible()
    lock(tablet)
    page.reload()
    unlock(page, NEXT)


def lift(home: Server) -> None:
    house, wanted = home.house(), kept(home).credential_id
    with acting_for_every(), house.database.write() as session:
        actor = Actor(staff("helene"), HOME, "lead_nurse", None)
        code_blocks.lift(session, actor, wanted, now=clock.now())
    house.close()


def test_without_network_the_right_code_opens_and_a_wrong_one_does_not(
    home: Server, tablet: Tablet
) -> None:
    page = tablet.page
    unlock(page)
    lock(tablet)
    tablet.wait_for_worker()
    tablet.offline()
    touch(page)
    type_code(page, NEXT)
    expect(page.get_by_role("alert")).to_contain_text("Ce n’est pas votre code pour cette tablette")
    expect(page.locator("a.row")).to_have_count(0)
    type_code(page, CODE)
    expect(page.locator("a.row").first).to_be_visible()
    write(page)
    tablet.offline(False)
    wait_until(home, lambda session: session.scalar(select(Flagged.id)) is not None)
    house = home.house()
    with acting_for_every(), house.database.read() as session:
        assert {tuple(flags) for flags in session.scalars(select(Flagged.flags))} == {
            ("code_unverified",)
        }
    house.close()
    lock(tablet)
    wait_until(home, lambda session: "code.tried_offline" in verbs(session))


def write(page: Page) -> None:
    """One transmission for the first person of the list."""
    page.locator("a.row").first.click()
    page.locator(".dock button.plus").click()
    sheet = page.locator("dialog.composer")
    sheet.locator("button.cible").first.click()
    sheet.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".toast")).to_be_visible()


def verbs(session) -> list[str]:  # type: ignore[no-untyped-def]
    return list(session.scalars(select(AuditEvent.verb)))


def wait_until(home: Server, holds: Callable[..., bool], seconds: float = 60) -> None:
    """Waits for what the server will have heard."""
    house, end = home.house(), time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            with acting_for_every(), house.database.read() as session:
                if holds(session):
                    return
            time.sleep(0.2)
    finally:
        house.close()
    raise AssertionError("the server has not heard of it")


def test_its_holder_changes_it_and_the_tablet_then_opens_with_the_new_one_offline_too(
    home: Server, tablet: Tablet
) -> None:
    page = tablet.page
    touch(page)
    page.get_by_role("button", name="Changer mon code").click()
    type_code(page, CODE, "Continuer")
    type_code(page, NEXT, "Continuer")
    type_code(page, NEXT, "Changer et ouvrir")
    expect(page.locator("a.row").first).to_be_visible()
    lock(tablet)
    page.reload()  # the wall as it is now
    expect(page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    tablet.wait_for_worker()
    tablet.offline()
    touch(page)
    type_code(page, CODE)
    expect(page.get_by_role("alert")).to_contain_text("Ce n’est pas votre code pour cette tablette")
    type_code(page, NEXT)
    expect(page.locator("a.row").first).to_be_visible()


def test_wrong_codes_without_network_wait_longer_and_a_reload_does_not_forget(
    tablet: Tablet,
) -> None:
    page = tablet.page
    unlock(page)
    lock(tablet)
    tablet.wait_for_worker()
    tablet.offline()
    touch(page)
    for _ in range(3):
        type_code(page, NEXT)
        expect(page.get_by_role("alert")).to_contain_text("Ce n’est pas votre code")
    type_code(page, CODE)
    expect(page.get_by_role("alert")).to_contain_text("Trop de codes faux")
    page.reload()
    touch(page)
    type_code(page, CODE)
    expect(page.get_by_role("alert")).to_contain_text("Attendez")
    expect(page.locator("a.row")).to_have_count(0)


def test_where_it_no_longer_counts_the_wall_says_why_and_what_to_do(
    home: Server, tablet: Tablet
) -> None:
    decide(home, "key")
    page = tablet.page
    page.reload()
    touch(page)
    expect(page.get_by_role("alert")).to_contain_text("Votre clé ne sert pas ici")
    expect(page.get_by_role("alert")).to_contain_text("Demandez une invitation")
