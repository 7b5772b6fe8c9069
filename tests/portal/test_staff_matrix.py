"""Each role against what the home has of Jeanne and of her five: pages, their words, documents, pictures, feed.

The table is written by hand, beside the one that the product reads: a right given by mistake fails here.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from app.gate.auth.policy import ROLES
from tests.fixtures.browser import Page, page
from tests.gate.test_every_role_meets_every_route import sit_down
from tests.portal.conftest import Family
from tests.portal.five import ANSWER, MASKED, NEWS, QUESTION, Five

AT_DESKS = "nurse lead_nurse physician pharmacist office management"
FILE, WRITERS = "lead_nurse office management", "nurse lead_nurse physician"
BESIDE = "care_assistant paramedical home_care_worker social_educator"
PAGES = {
    "/bureau/personnes/{person}": AT_DESKS,
    "/bureau/personnes/{person}/proches": "nurse lead_nurse physician office management",
    "/bureau/proches/{claire}": "nurse lead_nurse physician office management",
    "/bureau/proches/{claire}/ouvrir": FILE,
    "/bureau/proches/{claire}/modifier": FILE,
    "/bureau/proches/{claire}/apercu": "nurse lead_nurse",
    "/bureau/personnes/{person}/proches/nouveau": FILE,
    "/bureau/personnes/{person}/proches/nouvelle": WRITERS,
    "/bureau/personnes/{person}/proches/rendez-vous": WRITERS,
    "/bureau/proches/{marcel}/messages/care": WRITERS,
    "/bureau/proches/{marcel}/messages/office": "office",
    "/bureau/proches/{marcel}/messages/management": "management",
    "/bureau/messages": "nurse lead_nurse physician office management",
    "/bureau/personnes/{person}/administratif": FILE,
    "/bureau/personnes/{person}/accompagnement": FILE,
    "/bureau/personnes/{person}/entourage": "nurse lead_nurse physician office management",
    "/bureau/personnes/{person}/sante/dossier": "nurse lead_nurse physician pharmacist",
    "/bureau/personnes/{person}/fiche-urgence": f"nurse lead_nurse physician pharmacist {BESIDE}",
    "/bureau/documents/{ordonnance}": "nurse lead_nurse physician pharmacist",
    "/bureau/documents/{contract}": "nurse lead_nurse office management",
}
READ_NEWS = {"nurse", "lead_nurse", "physician"}
AT_THE_BEDSIDE = ("nurse", "lead_nurse", "physician", "pharmacist", *BESIDE.split())


@pytest.fixture
def five(family: Family) -> Five:
    return Five(family.house, family.home, family.person, family.application).make()


@pytest.fixture
def desks(five: Five) -> dict[str, Page]:
    """A browser for each role that works at a desk."""
    return seated(five, AT_DESKS.split())


def seated(five: Five, roles: Iterable[str]) -> dict[str, Page]:
    """A browser for each of these roles, signed in to the office."""
    found = {}
    for number, role in enumerate(roles):
        found[role] = page(five.application, five.home)
        sit_down(found[role], five.home.hire(f"P{number}", role, role, None))
    return found


def test_each_role_opens_what_is_theirs(five: Five) -> None:
    desks = seated(five, ROLES)
    named = {
        "person": five.person,
        "claire": five.relatives["Claire"],
        "marcel": five.relatives["Marcel"],
        "ordonnance": five.papers["Ordonnance du mois"],
        "contract": five.papers["Contrat de séjour"],
    }
    for rule, roles in PAGES.items():
        path = rule.format(**named)
        found = {role for role, desk in desks.items() if desk.client.get(path).status_code == 200}
        assert found == set(roles.split()), rule


def test_news_are_read_by_those_who_write_them_and_by_nobody_else(
    five: Five, desks: dict[str, Page]
) -> None:
    for role, desk in desks.items():
        shown = desk.client.get(f"/bureau/personnes/{five.person}/proches").text
        assert any(one in shown for one in NEWS) == (role in READ_NEWS), role


def test_messages_are_read_by_those_they_were_written_to(
    five: Five, desks: dict[str, Page]
) -> None:
    for role, desk in desks.items():
        thread = desk.client.get(f"/bureau/proches/{five.relatives['Marcel']}/messages/care").text
        assert (QUESTION in thread, ANSWER in thread) == (role in READ_NEWS,) * 2, role


def test_the_pictures_of_a_preview_open_to_whoever_may_see_it(
    five: Five, desks: dict[str, Page]
) -> None:
    claire, title = five.relatives["Claire"], "Ordonnance du mois"
    (picture,) = five.pages(title)
    item = five.items[title]
    for role, desk in desks.items():
        path = f"/bureau/proches/{claire}/apercu/{item}/{picture}/legible"
        status = desk.client.get(path).status_code
        assert (status == 200) == (role in {"nurse", "lead_nurse"}), role


def test_no_tablet_is_told_what_was_written_for_relatives_or_by_them(five: Five) -> None:
    tablet, unit = page(five.application, five.home).enrol(), five.home.units["Glycines"]
    secrets = [*NEWS, QUESTION, ANSWER, *(f"{one} Martin" for one in five.relatives)]
    secrets += [str(five.papers[one]) for one in ("Contrat de séjour", MASKED)]
    for number, role in enumerate(AT_THE_BEDSIDE):
        five.home.hire(f"Q{number}", role, role, None)
        tablet.unlock(f"Q{number}")
        answer = tablet.client.get(f"/api/v1/changes?unit={unit}")
        assert answer.status_code == 200, role
        assert str(five.papers["Ordonnance du mois"]) in answer.text, role
        assert [one for one in secrets if one in answer.text] == [], role
