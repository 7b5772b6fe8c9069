"""Break-glass: reading a file outside one's assignments, and being read in turn."""

from datetime import timedelta

import pytest

from app.gate.auth import rates
from app.gate.auth.models import EmergencyAccess
from app.ground import clock
from tests.areas.conftest import NOW
from tests.areas.office.conftest import sit

HERE = "/bureau/acces-exceptionnel"
WHY = "Malaise au salon, l’équipe des Glycines ne répond pas"
LATER = timedelta(minutes=60)


@pytest.fixture
def nadia(application, home):
    """A nurse of the Mimosas, where Mrs Lenoir does not live."""
    return sit(application, home, "nurse", "Mimosas")


@pytest.fixture
def lenoir(home):
    return home.admit("Glycines")


def ask(desk, **changed):
    typed = {
        "family_name": "Lenoir",
        "given_name": "Jeanne",
        "born_on": "1931-03-03",
        "reason": WHY,
        **changed,
    }
    return desk.send(HERE, **typed)


def test_a_form_left_empty_names_all_that_is_missing(nadia):
    page = ask(nadia, family_name="", given_name="", born_on="", reason="").text
    for said in ("Écrivez le nom.", "Écrivez le prénom.", "Dites pourquoi, en quelques mots."):
        assert said in page


def test_the_file_opens_for_an_hour_and_says_so(nadia, home, lenoir):
    path = f"/bureau/personnes/{lenoir}"
    nadia.get(path, status=404)
    assert ask(nadia).location == path
    page = nadia.get(path)
    assert "Jeanne Lenoir" in page
    assert "Accès exceptionnel jusqu’à 11 h" in page
    assert "Accès exceptionnel" in nadia.get(f"{path}/transmissions")
    with clock.frozen(NOW + LATER):
        assert "Lenoir" not in nadia.client.get(path).text
    assert len(home.events("emergency.opened")) == 1
    assert len(home.events("person.open")) == 1


def test_it_ends_when_its_author_says_so(nadia, home, lenoir):
    path = f"/bureau/personnes/{lenoir}"
    ask(nadia)
    nadia.press(path, f"{HERE}/{lenoir}/terminer")
    nadia.get(path, status=404)
    assert len(home.events("emergency.ended")) == 1


def test_nothing_is_opened_without_the_key(nadia, home, lenoir):
    values = nadia.form(HERE, "reason")
    typed = {"family_name": "Lenoir", "given_name": "Jeanne", "born_on": "1931-03-03"}
    answer = nadia.client.post(HERE, data={**values, **typed, "reason": WHY})
    assert answer.status_code == 428
    nadia.get(f"/bureau/personnes/{lenoir}", status=404)
    assert home.events("emergency.opened") == []


def test_it_opens_reading_and_nothing_else(nadia, home, lenoir, application):
    ask(nadia)
    for page in ("identite", "reperes", "chambre", "sortie", "photo"):
        answer = nadia.client.get(f"/bureau/personnes/{lenoir}/{page}")
        assert answer.status_code in (403, 404), page
    lead = sit(application, home, "lead_nurse", "Mimosas")
    ask(lead)
    assert lead.client.get(f"/bureau/personnes/{lenoir}").status_code == 200
    values = {"csrf_token": lead.form(HERE, "reason")["csrf_token"], "presence": "hospital"}
    sent = lead.client.post(f"/bureau/personnes/{lenoir}/presence", data=values)
    assert sent.status_code == 404


def test_it_opens_to_nobody_else(application, nadia, home, lenoir):
    ask(nadia)
    other = sit(application, home, "physician", "Mimosas")
    other.get(f"/bureau/personnes/{lenoir}", status=404)


def test_another_home_s_person_is_as_unknown_as_ever(chloe, lenoir):
    answer = ask(chloe)
    assert answer.status_code == 422
    assert "sous cette identité exacte" in answer.text


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"reason": ""}, "Dites pourquoi"),
        ({"reason": "urgence"}, "10 caractères au moins"),
        ({"reason": "x" * 301}, "la limite est de 300"),
        ({"reason": "Malaise \u202e au salon"}, "caractère illisible"),
        ({"family_name": "Dupont"}, "sous cette identité exacte"),
        ({"born_on": ""}, "Donnez une date"),
    ],
)
def test_what_says_nothing_opens_nothing(nadia, home, lenoir, typed, reason):
    answer = ask(nadia, **typed)
    assert answer.status_code == 422
    assert reason in answer.text
    assert home.events("emergency.opened") == []


def test_one_s_own_unit_needs_no_emergency(application, home, lenoir):
    here = sit(application, home, "nurse", "Glycines")
    assert ask(here).status_code == 302
    assert home.events("emergency.opened") == []


def test_others_read_why(desk, dpo, nadia, home, lenoir):
    assert "Aucun accès exceptionnel" in dpo.get("/bureau/acces-exceptionnels")
    ask(nadia)
    assert "1 accès exceptionnel à relire" in dpo.get("/bureau")
    page = dpo.get("/bureau/acces-exceptionnels")
    assert WHY in page
    assert "Lenoir" not in page
    assert WHY in desk.get(f"/bureau/personnes/{lenoir}")
    with home.house.database.read() as session:
        access = session.query(EmergencyAccess).one()
    assert WHY.encode() not in access.sealed
    dpo.press("/bureau/acces-exceptionnels", f"/bureau/acces-exceptionnels/{access.id}/relu")
    assert "à relire" not in dpo.get("/bureau")
    assert len(home.events("emergency.reviewed")) == 1


def test_nobody_reviews_their_own(application, home, lenoir):
    lead = sit(application, home, "lead_nurse", "Mimosas")
    ask(lead)
    with home.house.database.read() as session:
        access = session.query(EmergencyAccess).one()
    page = lead.form(HERE, "reason")
    lead.client.post(f"/bureau/acces-exceptionnels/{access.id}/relu", data=page)
    assert "par quelqu’un d’autre" in lead.get("/bureau/acces-exceptionnels")
    assert home.events("emergency.reviewed") == []


def test_an_aide_has_no_such_way_in(application, home, lenoir):
    pharmacist = sit(application, home, "pharmacist", "Mimosas")
    pharmacist.get(HERE, status=403)


def test_each_question_is_told_whatever_comes_of_it(nadia, home, lenoir):
    ask(nadia, given_name="Jeannine")
    (event,) = home.events("person.looked_up")
    assert event.person_id is None
    assert ask(nadia).status_code == 302
    assert {event.person_id for event in home.events("person.looked_up")} == {None, lenoir}


def test_names_cannot_be_tried_one_after_the_other(nadia, home, lenoir, monkeypatch):
    monkeypatch.setattr(rates, "EMERGENCIES", rates.Rate("emergency", 3))
    answers = [ask(nadia, given_name=f"Jeanne {n}").status_code for n in range(4)]
    assert answers == [422, 422, 422, 429]


def test_the_key_is_asked_for_over_a_file_that_is_named(nadia, home, lenoir):
    typed = {**nadia.form(HERE, "family_name"), "family_name": "Lenoir", "given_name": "Jeanne"}
    answer = nadia.client.post(HERE, data={**typed, "born_on": "1931-03-03", "reason": WHY})
    assert answer.status_code == 428
    assert "Ouvrir en urgence le dossier de Jeanne Lenoir" in answer.text
