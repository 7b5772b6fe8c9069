"""A person's transmissions, read at a desk."""

import html
import re
from datetime import timedelta

import pytest

from app.areas.follow_ups.commands import Asked, close_follow_up, open_task
from app.areas.journal.commands import (
    correct_entry,
    publish_vocabulary,
    read_entries,
    write_entry,
)
from app.gate.auth.actor import Actor
from app.gate.directory.commands import create_staff
from tests.areas.conftest import NOW
from tests.areas.office.conftest import Fields, sit, words
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


def colleague(home):
    """Nadia, a nurse of the whole home."""
    with home.house.database.write() as session:
        member = create_staff(
            session,
            home.house,
            home.leader,
            given_name="Nadia",
            family_name="Roy",
            role="nurse",
            now=NOW,
        )
    return Actor(member.id, home.id, "nurse", None)


def test_what_was_said_is_there_newest_first_with_its_author(desk, home, lenoir):
    page = desk.get(f"/bureau/personnes/{lenoir}/transmissions").split("Chercher")[1]
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


def test_filters_stay_in_the_address(desk, home, lenoir):
    path = f"/bureau/personnes/{lenoir}/transmissions"
    page = desk.get(f"{path}?cible=chute").split("Tout montrer")[1]
    assert "Chute" in page and "Douleur aiguë" not in page
    assert "1 transmission trouvée" in page
    assert "3 transmissions trouvées" in desk.get(f"{path}?auteur={home.leader.staff_id}")
    assert "Rien ne correspond" in desk.get(f"{path}?auteur={lenoir}")
    assert "Rien ne correspond" in desk.get(f"{path}?du=2026-11-22")
    strange = ("cible=%00", "du=hier", "au=9999-12-31", "suite=-4", "suite=%F0%9F", "auteur=moi")
    for one in strange:
        desk.get(f"{path}?{one}")


def test_what_is_typed_without_words_becomes_an_address(desk, lenoir):
    path = f"/bureau/personnes/{lenoir}/transmissions"
    answer = desk.send(path, mots="  ", cible="chute", du="2026-11-01")
    assert answer.status_code == 303
    assert answer.location == f"{path}?cible=chute&du=2026-11-01"


def test_words_are_found_marked_and_never_in_an_address(desk, lenoir):
    path = f"/bureau/personnes/{lenoir}/transmissions"
    answer = desk.send(path, mots="MASS vu")
    assert answer.status_code == 200
    assert "3 transmissions trouvées avec « MASS vu »" in words(answer.text)
    assert answer.text.count("<mark>mass</mark>age") == 3
    assert "<mark>Vu</mark> à 0 h &lt;b&gt;" in answer.text
    assert "mots=" not in answer.text
    found = desk.send(path, mots="chron", cible="douleur-chronique")
    assert "1 transmission trouvée" in words(found.text)
    nothing = desk.send(path, mots="mass genou <script>")
    assert "Rien ne correspond" in words(nothing.text)
    assert "<script>" not in nothing.text.split('type="search"')[1]


def test_pages_follow_one_another_with_and_without_words(desk, home, lenoir):
    path = f"/bureau/personnes/{lenoir}/transmissions"
    for number in range(35):
        with home.house.database.write() as session:
            write_entry(
                session,
                home.house.vault,
                home.leader,
                Draft("douleur-aigue", 1, data=f"numéro{number}."),
                person_id=lenoir,
                occurred_at=NOW - timedelta(days=10 + number),
                now=NOW,
            )
    first = desk.client.get(path).text
    older = html.unescape(re.findall(r'href="([^"]+suite=[^"]+)"', first)[0])
    second = desk.get(older)
    assert "numéro26." in words(first) and "numéro27." not in words(first)
    assert "numéro27." in second and "numéro26." not in second and "Les plus récentes" in second
    assert "Plus anciennes" not in second
    assert "35 transmissions trouvées" in words(desk.send(path, mots="numero").text)
    page = Fields()
    page.feed(desk.send(path, mots="numero").text)
    form = next(values for _, values in page.forms if "suite" in values)
    second = words(desk.client.post(path, data=form).text)
    assert "numéro 34." in second and "numéro 29." not in second


def test_a_corrected_transmission_shows_its_versions_and_who_had_read_which(desk, home, lenoir):
    vault, nadia = home.house.vault, colleague(home)
    with home.house.database.write() as session:
        draft = Draft("chute", 1, data="côté droit")
        first = write_entry(session, vault, home.leader, draft, person_id=lenoir, now=NOW)
        read_entries(session, nadia, [first], now=NOW)
        draft = Draft("chute", 1, data="côté gauche")
        correct_entry(session, vault, home.leader, first, draft, "erreur de côté", now=NOW)
    page = desk.get(f"/bureau/personnes/{lenoir}/transmissions?cible=chute")
    assert "2 transmissions trouvées" in page  # with the one of the fixture: a version is none
    stands, before = page.split("1 version précédente")
    assert "côté gauche" in stands and "côté droit" not in stands
    assert "erreur de côté" in stands
    assert "côté droit" in before and "Avaient lu cette version : Nadia Roy" in before
    assert "Personne ne l’a encore marquée comme lue depuis la correction." in before


def test_who_may_not_read_transmissions_has_neither_page_nor_link(application, home, lenoir):
    office = sit(application, home, "office")
    assert "Transmissions" not in office.get(f"/bureau/personnes/{lenoir}")
    office.get(f"/bureau/personnes/{lenoir}/transmissions", status=403)


def test_a_nurse_of_another_unit_and_another_home_find_nothing(application, home, chloe, lenoir):
    nurse = sit(application, home, "nurse", "Mimosas")
    nurse.get(f"/bureau/personnes/{lenoir}/transmissions", status=404)
    chloe.get(f"/bureau/personnes/{lenoir}/transmissions", status=404)
