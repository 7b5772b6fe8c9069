"""A person's transmissions, read at a desk."""

from datetime import timedelta

import pytest

from app.areas.follow_ups.commands import Asked, close_follow_up, open_task
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


def test_what_is_due_after_a_transmission_is_told_with_it(desk, home, lenoir):
    with home.house.database.write() as session:
        entry = write_entry(
            session,
            home.house.vault,
            home.leader,
            Draft("douleur-aigue", 1, data="EVA 6"),
            person_id=lenoir,
            now=NOW,
        )
        vault, due_at = home.house.vault, NOW + timedelta(hours=1)
        asked = Asked(due_at=due_at, what="Revoir la douleur", entry=entry)
        follow_up = open_task(session, vault, home.leader, asked, person_id=lenoir, now=NOW)
    path = f"/bureau/personnes/{lenoir}/transmissions"
    page = desk.get(path)
    assert page.count("Revoir la douleur pour le 21 nov. 2026, 11 h") == 2  # on top, and with it
    with home.house.database.write() as session:
        close_follow_up(session, vault, home.leader, follow_up, result="EVA 2", now=NOW)
    page = desk.get(path)
    assert "À réévaluer : fait Revoir la douleur" in page
    assert page.count("EVA 2") == 1


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
