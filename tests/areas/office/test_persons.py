"""Persons, on their pages."""

import io

import pytest

from app.areas.persons.models import Person, Picture
from app.areas.persons.queries import movements_of, person_of
from app.gate.audit.models import AuditEvent
from app.gate.sync.models import Tombstone
from tests.areas.conftest import NOW
from tests.areas.office.conftest import sit
from tests.areas.persons.test_pictures import GPS, bomb, located_photo

TYPED = {
    "family_name": "Lenoir",
    "given_name": "Jeanne",
    "born_on": "1931-03-03",
    "sex": "F",
}


def admit(desk, home, **typed):
    values = {
        **TYPED,
        "unit_id": str(home.units["Glycines"]),
        "room_id": str(home.rooms["101"]),
        **typed,
    }
    return desk.send("/bureau/personnes/admettre", **values)


@pytest.fixture
def lenoir(desk, home):
    return admit(desk, home).location


def value_of(home, path):
    with home.house.database.read() as session:
        person_id = session.query(Person.id).one()[0]
        return person_of(session, home.house, home.id, person_id)


def test_an_empty_home_teaches_what_to_do(desk):
    assert "Admettez une personne dans une unité" in desk.get("/bureau/personnes")


def test_an_admitted_person_is_on_the_list_with_room_and_age(desk, lenoir):
    page = desk.get("/bureau/personnes")
    assert "Lenoir Jeanne" in page
    assert "101 Glycines" in page
    assert " 95 " in page


def test_what_was_typed_comes_back_with_the_reasons(desk, home):
    answer = admit(desk, home, family_name="", born_on="2027-01-01", given_name="Jeanne-Élise")
    assert answer.status_code == 422
    assert "Donnez le nom" in answer.text
    assert "à venir" in answer.text
    assert 'value="Jeanne-Élise"' in answer.text
    assert 'value="2027-01-01"' in answer.text
    assert "2 champs à revoir" in answer.text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"born_on": "31/31/1931"}, "born_on"),
        ({"born_on": "0001-01-01"}, "born_on"),
        ({"sex": "X"}, "sex"),
        ({"sex": ""}, "sex"),
        ({"room_id": "nowhere"}, "room_id"),
        ({"unit_id": ""}, "unit_id"),
        ({"admitted_on": "2030-01-01"}, "admitted_on"),
        ({"given_name": "\x00"}, "given_name"),
        ({"family_name": "\u202e" + "x" * 70}, "family_name"),
    ],
)
def test_bad_input_is_refused_beside_its_field(desk, home, typed, field):
    answer = admit(desk, home, **typed)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text


def test_all_that_is_missing_is_told_at_once(desk, home):
    answer = admit(
        desk, home, family_name="", born_on="", sex=None, unit_id="", admitted_on="2030-01-01"
    )
    for field in ("family_name", "born_on", "sex", "unit_id", "admitted_on"):
        assert f'href="#{field}"' in answer.text
    assert "5 champs à revoir" in answer.text
    assert "Not a valid" not in answer.text


def test_a_room_of_another_unit_is_refused(desk, home):
    answer = admit(desk, home, room_id=str(home.rooms["201"]))
    assert answer.status_code == 422
    assert "pas dans cette unité" in answer.text


def test_the_same_person_again_asks_whether_it_is_somebody_else(desk, home, lenoir):
    answer = admit(desk, home)
    assert answer.status_code == 422
    assert "cochez cette case" in answer.text
    assert admit(desk, home, is_someone_else="y").status_code == 302


def test_a_search_folds_accents_and_stays_out_of_the_address(desk, lenoir):
    assert "Lenoir Jeanne" in desk.send("/bureau/personnes", q="LÉNOÏR").text
    assert "Lenoir Jeanne" not in desk.send("/bureau/personnes", q="Dupont").text


def test_filters_and_order_stay_in_the_address(desk, home, lenoir):
    mimosas = home.units["Mimosas"]
    admit(desk, home, given_name="Rose", unit_id=str(mimosas), room_id="")
    assert "Lenoir Jeanne" not in desk.get(f"/bureau/personnes?unite={mimosas}")
    page = desk.get("/bureau/personnes?tri=nom")
    assert page.index("Lenoir Jeanne") < page.index("Lenoir Rose")
    page = desk.get("/bureau/personnes?chambre=sans")
    assert "Lenoir Rose" in page and "Lenoir Jeanne" not in page


@pytest.mark.parametrize("query", ["unite=x", "etat=%00", "tri=zzz", "unite=" + "a" * 3000])
def test_addresses_that_make_no_sense_filter_nothing(desk, lenoir, query):
    assert "Lenoir Jeanne" in desk.get(f"/bureau/personnes?{query}")


def test_opening_a_file_is_told_once_a_session(desk, home, lenoir):
    desk.get(lenoir)
    desk.get(lenoir)
    with home.house.database.read() as session:
        assert session.query(AuditEvent).filter_by(verb="person.open").count() == 1


def test_identity_is_edited_and_a_change_meanwhile_is_shown(desk, home, lenoir):
    path = f"{lenoir}/identite"
    first = desk.form(path, "family_name")
    assert desk.send(path, used_name="Roy").status_code == 302
    answer = desk.client.post(path, data={**first, "used_name": "Martin"})
    assert answer.status_code == 409
    assert "Roy" in answer.text and 'value="Martin"' in answer.text
    assert value_of(home, lenoir).used_name == "Roy"


def test_marks_are_ticked_and_an_allergy_needs_its_words(desk, home, lenoir):
    path = f"{lenoir}/reperes"
    assert desk.send(path, allergy="", has_allergy="y").status_code == 422
    ticked = {"allergy": "Pénicilline", "has_allergy": "y", "has_falls": "y"}
    assert desk.send(path, **ticked).status_code == 302
    page = desk.get(lenoir)
    assert "Allergie Pénicilline" in page
    assert desk.send(path, allergy="", has_allergy=None).status_code == 302
    assert [mark.kind for mark in value_of(home, lenoir).marks] == ["falls"]


def test_another_unit_is_a_fact_and_its_tablets_forget(desk, home, lenoir):
    answer = desk.send(f"{lenoir}/chambre", unit_id=str(home.units["Mimosas"]), room_id="")
    assert answer.status_code == 302
    assert "Changement d’unité" in desk.get(lenoir)
    with home.house.database.read() as session:
        assert session.query(Tombstone).one().unit_id == home.units["Glycines"]


def test_an_absence_is_pressed_and_undone(desk, home, lenoir):
    token = desk.form(f"{lenoir}/chambre", "unit_id")["csrf_token"]
    desk.client.post(f"{lenoir}/presence", data={"csrf_token": token, "presence": "hospital"})
    assert value_of(home, lenoir).presence == "hospital"
    assert "À l’hôpital" in desk.get("/bureau/personnes?etat=absentes")
    answer = desk.client.post(f"{lenoir}/presence", data={"csrf_token": token, "presence": "moon"})
    assert answer.status_code == 302
    assert "Choisissez où est la personne" in desk.get(lenoir)


def test_a_departure_leaves_the_lists_and_is_undone(desk, home, lenoir):
    assert desk.send(f"{lenoir}/sortie", left_on="2026-11-20").status_code == 422
    assert desk.send(f"{lenoir}/sortie", left_on="2026-11-21").status_code == 302
    assert "Lenoir" not in desk.get("/bureau/personnes")
    assert "Lenoir Jeanne" in desk.get("/bureau/personnes?etat=sorties")
    desk.press(lenoir, f"{lenoir}/retour")
    assert "Lenoir Jeanne" in desk.get("/bureau/personnes")
    with home.house.database.read() as session:
        kinds = [fact.kind for fact in movements_of(session, value_of(home, lenoir).id)]
    assert kinds == ["return", "departure", "admission"]


def upload(desk, lenoir, data, **typed):
    path = f"{lenoir}/photo/changer"
    values = {**desk.form(path, "csrf_token"), "consent": "person", **typed}
    values["picture"] = (io.BytesIO(data), "photo.jpg")
    return desk.client.post(path, data=values, content_type="multipart/form-data")


def test_a_photo_is_kept_without_its_place_and_shown(desk, home, lenoir):
    assert upload(desk, lenoir, located_photo()).status_code == 302
    answer = desk.client.get(f"{lenoir}/photo")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("image/webp", "no-store")
    assert GPS not in answer.data and b"Lenoir" not in answer.data
    desk.press(lenoir, f"{lenoir}/photo/retirer")
    assert desk.client.get(f"{lenoir}/photo").status_code == 404


@pytest.mark.parametrize("data", [b"", b"<svg/>", bomb(60_000), located_photo()[:900]])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_hostile_photo_is_refused_in_words_and_nothing_is_kept(desk, home, lenoir, data):
    answer = upload(desk, lenoir, data)
    assert answer.status_code == 422
    assert 'class="reason" id="picture-reason"' in answer.text
    with home.house.database.read() as session:
        assert session.query(Picture).count() == 0


def test_a_photo_needs_an_agreement(desk, lenoir):
    answer = upload(desk, lenoir, located_photo(), consent="")
    assert answer.status_code == 422
    assert "demande un accord" in answer.text


def test_a_nurse_of_one_unit_knows_only_its_persons(application, desk, home, lenoir):
    admit(desk, home, given_name="Rose", unit_id=str(home.units["Mimosas"]), room_id="")
    nurse = sit(application, home, "nurse", "Mimosas")
    page = nurse.get("/bureau/personnes")
    assert "Lenoir Rose" in page and "Lenoir Jeanne" not in page
    nurse.get(lenoir, status=404)
    nurse.get(f"{lenoir}/photo", status=404)
    assert "Admettre" not in page


def test_who_reads_but_does_not_manage_is_refused_the_forms(application, home, lenoir):
    nurse = sit(application, home, "nurse", "Glycines")
    assert "Modifier" not in nurse.get(lenoir)
    for path in ("identite", "reperes", "chambre", "sortie", "photo/changer"):
        nurse.get(f"{lenoir}/{path}", status=404)


def test_the_technical_administrator_reads_no_name(application, home, lenoir):
    technician = sit(application, home, "technical_admin")
    technician.get("/bureau/personnes", status=403)
    page = technician.get(f"/bureau/unites/{home.units['Glycines']}")
    assert "Lenoir" not in page
    assert "1 personne" in page


def test_chloe_finds_nobody_of_ours(chloe, home, lenoir):
    for path in ("", "/identite", "/reperes", "/chambre", "/sortie", "/photo", "/photo/changer"):
        chloe.get(f"{lenoir}{path}", status=404)
    assert "Lenoir" not in chloe.get("/bureau/personnes")
    assert "Glycines" not in chloe.get("/bureau/personnes/admettre")
    token = chloe.form("/bureau/personnes/admettre", "family_name")["csrf_token"]
    answer = chloe.client.post(
        f"{lenoir}/presence", data={"csrf_token": token, "presence": "hospital"}
    )
    assert answer.status_code == 404
    assert value_of(home, lenoir).presence == "present"


def test_names_are_in_no_address(desk, lenoir):
    page = desk.client.get("/bureau/personnes").text
    assert "Lenoir" not in "".join(part.split('"')[0] for part in page.split('href="')[1:])


def test_the_stay_says_who_noted_it(desk, home, lenoir):
    assert "21 nov. 2026, 10 h Entrée Glycines, chambre 101 Essai" in desk.get(lenoir)
    assert NOW.hour == 9


def test_a_record_that_was_altered_is_listed_shown_and_written_anew(desk, home, lenoir):
    with home.house.database.write() as session:
        row = session.query(Person).one()
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    assert "1 fiche de personne illisible" in desk.get("/bureau")
    page = desk.get("/bureau/personnes?etat=illisibles")
    assert "Fiche illisible" in page
    assert "Risques inconnus" in page
    assert "Fiche illisible" in desk.get("/bureau/personnes?tri=age")
    page = desk.get(lenoir)
    assert "ne s’ouvre plus : elle a été altérée" in page
    assert "ni allergie, ni risque" not in page
    assert desk.form(f"{lenoir}/identite", "family_name")["family_name"] == ""
    assert desk.send(f"{lenoir}/identite", **TYPED).status_code == 302
    page = desk.get(lenoir)
    assert "Les allergies et les risques restent à saisir" in page
    assert desk.send(f"{lenoir}/reperes", falls="", has_falls="y").status_code == 302
    assert "restent à saisir" not in desk.get(lenoir)
    assert "illisible" not in desk.get("/bureau")
