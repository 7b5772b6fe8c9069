"""A person's transmissions, read at a desk."""

from datetime import timedelta

import pytest

from app.areas.journal.commands import publish_vocabulary, write_entry
from tests.areas.conftest import NOW
from tests.areas.office.conftest import sit
from tests.areas.office.test_vocabulary import FIRST
from transmissions.entry import Chips, Draft


@pytest.fixture
def lenoir(home):
    person_id = home.admit()
    with home.house.database.write() as session:
        publish_vocabulary(session, FIRST, establishment_id=home.id, now=NOW)
    for number, cible in enumerate(("douleur-aigue", "chute", "douleur-chronique")):
        with home.house.database.write() as session:
            write_entry(
                session,
                home.house.vault,
                home.leader,
                Draft(cible, 1, data=f"Vu à {number} h <b>", chips=Chips(actions=("massage",))),
                person_id=person_id,
                occurred_at=NOW - timedelta(days=number),
                now=NOW,
            )
    return person_id


def test_what_was_said_is_there_newest_first_with_its_author(desk, home, lenoir):
    page = desk.get(f"/bureau/personnes/{lenoir}/transmissions").split("Filtrer")[1]
    places = [page.index(label) for label in ("Douleur aiguë", "Chute", "Douleur chronique")]
    assert places == sorted(places)
    assert "Hélène Marchand" in page
    assert "massage" in page
    assert "Personne n’en a encore pris connaissance" in page


def test_texts_are_shown_as_they_were_typed(desk, lenoir):
    raw = desk.client.get(f"/bureau/personnes/{lenoir}/transmissions").text
    assert "Vu à 0 h &lt;b&gt;" in raw


def test_filters_stay_in_the_address(desk, lenoir):
    path = f"/bureau/personnes/{lenoir}/transmissions"
    page = desk.get(f"{path}?cible=chute").split("Tout montrer")[1]
    assert "Chute" in page and "Douleur aiguë" not in page
    assert "Rien ne correspond" in desk.get(f"{path}?du=2026-11-22")
    for strange in ("cible=%00", "du=hier", "au=9999-12-31", "page=-4", "page=9999"):
        desk.get(f"{path}?{strange}")


def test_who_may_not_read_transmissions_has_neither_page_nor_link(application, home, lenoir):
    office = sit(application, home, "office")
    assert "Transmissions" not in office.get(f"/bureau/personnes/{lenoir}")
    office.get(f"/bureau/personnes/{lenoir}/transmissions", status=403)


def test_a_nurse_of_another_unit_and_another_home_find_nothing(application, home, chloe, lenoir):
    nurse = sit(application, home, "nurse", "Mimosas")
    nurse.get(f"/bureau/personnes/{lenoir}/transmissions", status=404)
    chloe.get(f"/bureau/personnes/{lenoir}/transmissions", status=404)
