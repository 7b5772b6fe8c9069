"""The pages of a stay that plan, note, correct and cancel absences."""

import pytest
from sqlalchemy import select

from app.areas.persons.models import Absence, Person
from tests.areas.office.conftest import sit

TYPED = {
    "from_on": "2026-11-28",
    "from_hour": "10:00",
    "until_on": "2026-11-29",
    "until_hour": "18:30",
    "kind": "family",
    "note": "chez sa fille",
}


@pytest.fixture
def lenoir(home):
    return home.admit()


@pytest.fixture
def path(lenoir):
    return f"/bureau/personnes/{lenoir}/absences"


def one(home):
    with home.house.database.read() as session:
        return session.scalars(select(Absence).where(Absence.superseded_at.is_(None))).one_or_none()


def test_a_weekend_in_family_is_planned_corrected_and_cancelled(home, desk, path):
    assert desk.send(f"{path}/ajouter", **TYPED, doses_handed="y").status_code == 302
    shown = desk.get(path)
    assert "Du 28 nov. 2026, 10 h au 29 nov. 2026, 18 h 30 · médicaments remis" in shown
    correcting = f"{path}/{one(home).chain_id}"
    assert desk.send(correcting, until_hour="20:00").status_code == 302
    shown = desk.get(path)
    assert "20 h" in shown and "1 version d’avant" in shown and "18 h 30" in shown
    assert desk.press(correcting, f"{correcting}/annuler").status_code == 302
    assert "Annulée" in desk.get(path)
    desk.get(correcting, status=404)


def test_what_is_refused_comes_back_as_it_was_typed(home, desk, path):
    answer = desk.send(f"{path}/ajouter", **{**TYPED, "until_on": "2026-11-27"})
    assert answer.status_code == 422
    assert "Le retour vient après le départ" in answer.text
    assert 'value="chez sa fille"' in answer.text
    assert one(home) is None


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"until_hour": ""}, "le jour et l’heure du retour"),
        ({"until_on": ""}, "le jour et l’heure du retour"),
        ({"from_on": "31/02"}, "Cette date n’existe pas"),
        ({"from_hour": "25:00"}, "Cette heure n’existe pas"),
        ({"kind": None}, "Dites où va la personne"),
    ],
)
def test_each_field_says_what_is_wrong(desk, path, typed, told):
    answer = desk.send(f"{path}/ajouter", **{**TYPED, **typed})
    assert answer.status_code == 422
    assert told in answer.text


def test_without_a_known_return_the_absence_is_open(home, desk, path):
    desk.send(f"{path}/ajouter", **{**TYPED, "until_on": "", "until_hour": ""})
    assert one(home).until_at is None


def test_a_nurse_notes_absences_in_her_unit_and_presence_too(application, home, lenoir, path):
    nadia = sit(application, home, "nurse", "Glycines")
    assert nadia.send(f"{path}/ajouter", **TYPED).status_code == 302
    page = f"/bureau/personnes/{lenoir}"
    nadia.client.post(
        f"{page}/presence", data=nadia.form(page, "presence") | {"presence": "hospital"}
    )
    with home.house.database.read() as session:
        assert session.get_one(Person, lenoir).presence == "hospital"


def test_a_nurse_of_another_unit_and_a_physician_do_not(application, home, path):
    sit(application, home, "nurse", "Mimosas").get(path, status=404)
    morel = sit(application, home, "physician")
    assert "Noter une absence" not in morel.get(path)
    morel.get(f"{path}/ajouter", status=404)


def test_two_who_correct_at_once_are_told(home, desk, path):
    desk.send(f"{path}/ajouter", **TYPED)
    correcting = f"{path}/{one(home).chain_id}"
    stale = desk.form(correcting, "from_on")
    desk.send(correcting, until_hour="20:00")
    answer = desk.client.post(correcting, data={**stale, "until_hour": "21:00"})
    assert answer.status_code == 409
    assert "Quelqu’un a modifié" in answer.text and 'value="21:00"' in answer.text
