"""The emergency sheet at a desk: what is known, what is missing, two pages of paper, a trace of each reading."""

import pypdfium2
import pytest

from app.areas.medical.commands import add_record
from app.areas.persons.commands import edit_marks
from app.areas.prescribing.commands import prescribe
from tests.areas.conftest import NOW
from tests.areas.office.conftest import sit
from tests.areas.prescribing.conftest import draft

TODAY = NOW.date()


@pytest.fixture
def lenoir(home):
    return home.admit()


@pytest.fixture
def path(lenoir):
    return f"/bureau/personnes/{lenoir}/fiche-urgence"


def note(home, person, kind, **typed):
    with home.house.database.write() as session:
        about = (session, home.house.vault, home.leader, person, kind, typed)
        add_record(*about, today=TODAY, now=NOW)


def decide(home, person, **more):
    said = {"level": "no_intensive", "decided_by": "Dr Morel", "on": TODAY, **more}
    note(home, person, "conduct", **said)


def paper(desk, path):
    answer = desk.client.get(f"{path}.pdf")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    document = pypdfium2.PdfDocument(answer.data)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_an_empty_file_says_all_that_is_to_be_asked(desk, path):
    shown = desk.get(path)
    assert "LENOIR Jeanne" in shown and "Né·e le 03/03/1931" in shown
    assert "Il manque 9 réponses" in shown
    assert "Conduite à tenir en urgence : personne ne l’a décidée." in shown
    assert "Aucun traitement en cours." in shown


def test_what_is_noted_is_on_it_at_once(home, desk, lenoir, path):
    decide(home, lenoir, doing="Appeler le Dr Morel")
    note(home, lenoir, "antecedent", what="Diabète", state="current", said_by="sa fille")
    with home.house.database.write() as session:
        written = (("allergy", "arachide"), ("falls", "la nuit"))
        edit_marks(session, home.house, home.leader, lenoir, written, now=NOW)
        prescribe(session, home.house, home.leader, lenoir, draft(), now=NOW)
    shown = desk.get(path)
    for words in ("Hospitalisation, sans réanimation", "Diabète", "arachide", "Risque de chute"):
        assert words in shown
    assert "Conduite à tenir en urgence : personne" not in shown
    assert "Aucun traitement" not in shown


def test_it_prints_on_two_pages_with_who_printed_and_when(home, desk, lenoir, path):
    decide(home, lenoir)
    first, second = paper(desk, path)
    assert "LENOIR Jeanne" in first and "Hospitalisation, sans réanimation" in first
    assert "21/11/2026 à 10:00 par Essai lead_nurse" in first
    assert "1 / 2" in first and "2 / 2" in second
    assert "Heure, nom et signature" in second


def test_a_long_file_holds_in_two_pages_whole(home, desk, lenoir, path):
    decide(home, lenoir, doing="mot " * 100)
    for number in range(30):
        said = {"what": f"Maladie numéro {number}", "state": "current", "note": "suivie " * 4}
        note(home, lenoir, "antecedent", said_by="sa fille", **said)
    for number in range(4):
        about = {"what": f"Protocole {number}", "when": "la nuit", "doing": "mot " * 60}
        note(home, lenoir, "protocol", decided_by="Dr Morel", on=TODAY, **about)
    pages = paper(desk, path)
    assert len(pages) == 2
    assert all(f"Maladie numéro {number} " in pages[1] for number in range(30))


def test_each_reading_and_each_print_leaves_a_trace(home, desk, path):
    desk.get(path)
    paper(desk, path)
    assert len(home.events("sheet.read")) == 1
    assert len(home.events("sheet.printed")) == 1


@pytest.mark.parametrize(
    ("role", "unit"), [("nurse", "Mimosas"), ("office", None), ("management", None)]
)
def test_those_outside_the_unit_and_outside_care_do_not_read_it(
    application, home, path, role, unit
):
    other = sit(application, home, role, unit)
    other.get(path, 404)
    other.get(f"{path}.pdf", 404)


def test_no_other_home_knows_it(application, other_home, path):
    sit(application, other_home, "lead_nurse").get(path, 404)
