"""Importing at a desk: tried first, told line by line, then written whole or not at all."""

from __future__ import annotations

import base64
import io

import pytest
from sqlalchemy import select

from app.areas.importing import commands
from app.areas.importing.sheets import SHEETS, model_of
from app.areas.persons.file.models import PersonFact
from app.areas.persons.models import Movement, Person
from app.areas.persons.queries import contacts_of, measures_of, persons_of, statuses_of
from app.gate.directory.models import Assignment, Room, Staff, Unit
from app.ground.vault.keystore import OwnerKey
from tests.areas.conftest import NOW
from tests.areas.office.conftest import Fields, sit

PERSONS = "Nom;Prénom;Né le;Sexe;Unité;Chambre;Entrée le\n"
GOOD = (
    PERSONS
    + "Petit;Rose;03/03/1931;F;Glycines;101;15/01/2026\nMarin;Luc;1940-12-01;homme;Mimosas;;15/01/2026\n"
)


def attempt(desk, sheet, text):
    """Chooses a file and tries it."""
    path = f"/bureau/import/{sheet}"
    data = text if isinstance(text, bytes) else text.encode()
    values = {**desk.form(path, "csrf_token"), "file": (io.BytesIO(data), "liste.csv")}
    return desk.client.post(path, data=values, content_type="multipart/form-data")


def confirm(desk, sheet, answer):
    """Presses the button of the report."""
    page = Fields()
    page.feed(answer.text)
    values = next(values for _, values in page.forms if values.get("tried"))
    return desk.confirm(desk.client.post(f"/bureau/import/{sheet}", data=values))


def run(desk, sheet, text):
    answer = attempt(desk, sheet, text)
    assert answer.status_code == 200, answer.text
    return confirm(desk, sheet, answer)


def count(home, model, **by):
    with home.house.database.read() as session:
        return session.query(model).filter_by(establishment_id=home.id, **by).count()


def keys(home):
    with home.house.vault.keystore.read() as session:
        return session.query(OwnerKey).filter(OwnerKey.wrapped.is_not(None)).count()


def test_trying_a_file_writes_nothing_not_even_a_key(desk, home):
    before = keys(home), count(home, Person), count(home, Movement)
    answer = attempt(desk, "personnes", GOOD)
    assert answer.status_code == 200
    assert "2 lignes sont bonnes" in answer.text and "Personne admise" in answer.text
    assert (keys(home), count(home, Person), count(home, Movement)) == before


def test_the_button_imports_what_was_tried(desk, home):
    assert run(desk, "personnes", GOOD).status_code == 302
    with home.house.database.read() as session:
        found = {one.family_name: one for one in persons_of(session, home.house, home.id)}
    assert found["Petit"].room == "101" and found["Petit"].born_on.year == 1931
    assert (found["Marin"].unit, found["Marin"].room, found["Marin"].sex) == ("Mimosas", None, "M")
    assert count(home, Movement, kind="admission") == 2
    assert [event.detail for event in home.events("import.done")] == [
        {"sheet": "personnes", "lines": 2}
    ]


def test_one_wrong_line_keeps_all_of_them_out_and_each_is_told(desk, home):
    text = GOOD + (
        "Sans;Date;;F;Glycines;101;15/01/2026\n"
        "Autre;Unité;03/03/1931;F;Nulle;;15/01/2026\n"
        "Autre;Chambre;03/03/1931;F;Glycines;999;15/01/2026\n"
        "Demain;Rose;03/03/1931;F;Glycines;;22/11/2026\n"
        "petit;ROSE;03/03/1931;F;Glycines;;15/01/2026\n"
        "Mal;Datée;31/02/1931;X;Glycines;;15/01/2026\n"
    )
    answer = attempt(desk, "personnes", text)
    assert answer.status_code == 422
    for said in (
        "6 lignes sont à revoir, sur 8",
        "Donnez la date de naissance",
        "Aucune unité ne s’appelle « Nulle »",
        "Aucune chambre « 999 » dans cette unité",
        "aujourd’hui au plus tard",
        "La même chose est déjà à la ligne 2",
        "« 31/02/1931 » n’est pas une date",
    ):
        assert said in answer.text, said
    assert 'name="tried" type="hidden" value=""' in answer.text or "Importer 2" not in answer.text
    assert count(home, Person) == 0


def test_somebody_already_there_is_not_admitted_twice(desk, home):
    run(desk, "personnes", GOOD)
    answer = attempt(desk, "personnes", GOOD)
    assert answer.status_code == 422 and "est déjà là" in answer.text
    assert count(home, Person) == 2


def test_what_changed_between_trying_and_importing_is_found_again(desk, home):
    first, second = attempt(desk, "personnes", GOOD), attempt(desk, "personnes", GOOD)
    assert confirm(desk, "personnes", first).status_code == 302
    assert confirm(desk, "personnes", second).status_code in (409, 422)
    assert count(home, Person) == 2


def test_a_failure_in_the_middle_leaves_no_row_and_no_key(desk, home, monkeypatch):
    before = keys(home)
    answer = attempt(desk, "personnes", GOOD)

    def breaks(*_args, **_more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(commands, "record", breaks)
    assert confirm(desk, "personnes", answer).status_code == 500
    assert count(home, Person) == 0 and keys(home) == before


def test_rooms_come_with_their_units_in_their_order(desk, home):
    text = "Unité;Chambre\nGlycines;103\nJasmin;B\nJasmin;A\n"
    assert run(desk, "chambres", text).status_code == 302
    assert count(home, Unit) == 3
    with home.house.database.read() as session:
        unit = session.query(Unit).filter_by(name="Jasmin").one()
        rooms = session.query(Room).filter_by(unit_id=unit.id).order_by(Room.position).all()
    assert [room.name for room in rooms] == ["B", "A"]
    assert "existe déjà" in attempt(desk, "chambres", "Unité;Chambre\nglycines;101\n").text


def test_the_team_comes_with_roles_and_units_and_nobody_is_invited(desk, home):
    text = "Nom;Prénom;Titre;Rôle;Unité\nBlanc;Zoé;;Aide-soignant·e;Glycines\nMorel;Ève;Dr;physician;\n"
    assert run(desk, "equipe", text).status_code == 302
    with home.house.database.read() as session:
        zoe = session.query(Staff).filter_by(role="care_assistant").one()
        held = session.query(Assignment).filter_by(staff_id=zoe.id).one()
    assert held.unit_id == home.units["Glycines"]
    assert count(home, Staff, role="physician") == 1
    assert "Choisissez parmi" in attempt(desk, "equipe", text.replace("physician", "Roi")).text


def test_contacts_come_to_the_person_of_that_exact_identity(desk, home):
    person = home.admit()
    titles = "Nom;Prénom;Né le;Nom du contact;Prénom du contact;Lien;Téléphone;À prévenir\n"
    text = titles + "Lenoir;Jeanne;03/03/1931;Lenoir;Paul;Enfant;06 12 34 56 78;oui\n"
    assert run(desk, "contacts", text).status_code == 302
    assert count(home, PersonFact, person_id=person, kind="contact") == 1
    for wrong, said in (
        (text.replace("1931", "1932"), "Personne n’est connu ici"),
        (text.replace("Enfant", "Chat"), "Choisissez parmi"),
        (text.replace("06 12 34 56 78", ""), "Donnez un téléphone"),
        (text.replace(";oui", ";peut-être"), "Écrivez oui ou non"),
    ):
        answer = attempt(desk, "contacts", wrong)
        assert answer.status_code == 422 and said in answer.text, said


@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"PK\x03\x04", b"a;b\n1;2", b'"', b"\xff" * 50])
def test_a_file_that_is_none_is_refused_beside_its_field(desk, data):
    assert attempt(desk, "personnes", data).status_code == 422


def test_what_was_tried_cannot_be_made_up(desk, home):
    path = "/bureau/import/personnes"
    for tried in ("%%%", "QQ==", "é"):
        values = {**desk.form(path, "csrf_token"), "tried": tried}
        assert desk.client.post(path, data=values).status_code == 422
    assert count(home, Person) == 0


def test_each_sheet_is_for_who_may_write_what_it_holds(application, desk, home):
    assert desk.get("/bureau/import").count("Modèle à remplir") == len(SHEETS)
    technician = sit(application, home, "technical_admin")
    technician.get("/bureau/import/personnes", status=404)
    technician.get("/bureau/import/contacts/modele", status=404)
    technician.get("/bureau/import/equipe")
    desk.get("/bureau/import/autre", status=404)


def test_a_model_is_a_file_to_fill(desk):
    answer = desk.client.get("/bureau/import/personnes/modele")
    assert answer.data.decode() == model_of(SHEETS["personnes"])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="personnes.csv"'


CONTACTS = (
    "Nom;Prénom;Né le;Nom du contact;Lien;Qualité;Depuis le;Jusqu’au;Ce que la mesure protège;"
    "Décidé par;Papier derrière\n"
)
GUARDIAN = (
    "Lenoir;Jeanne;03/03/1931;Vasseur;Professionnel·le de la protection des majeurs;Tutelle;"
    "12/03/2024;11/03/2029;Ses biens seulement;Juge;Jugement du 12/03/2024\n"
)


def test_nothing_is_imported_before_the_key_is_shown(desk, home):
    before = keys(home)
    answer = attempt(desk, "personnes", GOOD)
    page = Fields()
    page.feed(answer.text)
    values = next(values for _, values in page.forms if values.get("tried"))
    asked = desk.client.post("/bureau/import/personnes", data=values)
    assert asked.status_code == 428 and "Importer 2 lignes" in asked.text
    assert (count(home, Person), keys(home)) == (0, before)
    other = base64.b64encode(GOOD.replace("Rose", "Ève").encode()).decode()
    assert desk.confirm(asked, tried=other).status_code == 428  # the key was shown for another file
    assert count(home, Person) == 0


def test_the_largest_file_that_is_taken_is_confirmed_too(desk, home):
    line = "Petit;Rose{0};03/03/1931;F;Glycines;;15/01/2026\n"
    empty = (";;;;;;" + " " * 993 + "\n") * 900
    text = PERSONS + "".join(line.format(n) for n in range(40)) + empty
    answer = attempt(desk, "personnes", text)
    assert answer.status_code == 200, answer.text[:2000]
    assert confirm(desk, "personnes", answer).status_code == 302
    assert count(home, Person) == 40


def test_a_power_comes_with_its_contact(desk, home):
    person = home.admit()
    answer = attempt(desk, "contacts", CONTACTS + GUARDIAN)
    assert "Contact de Jeanne Lenoir, Tutelle" in answer.text
    assert confirm(desk, "contacts", answer).status_code == 302
    with home.house.database.read() as session:
        (contact,) = contacts_of(session, home.house.vault, person, NOW)
        (measure,) = measures_of(session, home.house.vault, person, NOW)
    assert (measure.kind, measure.scope, measure.contact_id) == ("tutelle", "goods", contact.id)


@pytest.mark.parametrize(
    ("was", "typed", "said"),
    [
        ("Tutelle", "Roi", "Choisissez parmi"),
        ("Tutelle;12/03/2024", ";12/03/2024", "Choisissez parmi"),
        ("12/03/2024;11", ";11", "Donnez la date de la décision"),
        ("11/03/2029", "11/03/2023", "La fin vient avant le début"),
        ("Ses biens seulement", "Tout", "Choisissez parmi"),
        ("Jugement du 12/03/2024", "", "Dites quel papier le dit"),
    ],
)
def test_a_power_that_says_too_little_is_told_beside_its_column(desk, home, was, typed, said):
    home.admit()
    answer = attempt(desk, "contacts", CONTACTS + GUARDIAN.replace(was, typed, 1))
    assert answer.status_code == 422 and said in answer.text


def test_one_trusted_person_comes_for_each(desk, home):
    home.admit()
    trusted = GUARDIAN.replace("Tutelle", "Personne de confiance")
    twice = trusted + trusted.replace("Vasseur", "Roy")
    assert "déjà désignée" in attempt(desk, "contacts", CONTACTS + twice).text
    assert run(desk, "contacts", CONTACTS + trusted).status_code == 302
    again = attempt(desk, "contacts", CONTACTS + trusted.replace("Vasseur", "Roy"))
    assert again.status_code == 422 and "déjà désignée" in again.text


INS = PERSONS.strip() + (
    ";Matricule INS;INS : autorité (OID);INS : prénoms de naissance;"
    "INS : lieu de naissance (code Insee);INS : reçue le\n"
)
RECOVERED = (
    "Petit;Rose;03/03/1931;F;Glycines;101;15/01/2026;"
    "2 31 03 75 112 005 23;1.2.250.1.213.1.4.8;Rose Marie;75112;02/02/2026\n"
)


def test_an_identity_that_another_software_recovered_comes_with_the_person(desk, home):
    answer = attempt(desk, "personnes", INS + RECOVERED)
    assert "identité récupérée" in answer.text
    assert confirm(desk, "personnes", answer).status_code == 302
    with home.house.database.read() as session:
        (found,) = statuses_of(
            session, home.house.vault, session.scalars(select(Person.id))
        ).values()
    assert (found.standing.status, found.matricule) == ("recuperee", "231037511200523")
    other = RECOVERED.replace("Rose;", "Ève;", 1).replace("Rose Marie", "Ève")
    assert "déjà dans un dossier" in attempt(desk, "personnes", INS + other).text


@pytest.mark.parametrize(
    ("was", "typed", "said"),
    [
        ("005 23", "005 24", "bonne clé"),
        ("1.4.8", "1.4.10", "celui d’un matricule INS"),
        ("1.2.250.1.213.1.4.8", "", "Donnez l’autorité"),
        ("Rose Marie", "Marie Rose", "pas le premier"),
        ("02/02/2026", "", "Donnez le jour"),
        ("02/02/2026", "02/02/2027", "à venir"),
        ("75112", "", "lieu de naissance"),
    ],
)
def test_an_identity_half_recovered_is_told_beside_its_column(desk, home, was, typed, said):
    answer = attempt(desk, "personnes", INS + RECOVERED.replace(was, typed, 1))
    assert answer.status_code == 422 and said in answer.text
    assert count(home, Person) == 0


def test_one_number_comes_once(desk, home):
    other = RECOVERED.replace("Rose;", "Ève;", 1).replace("Rose Marie", "Ève")
    answer = attempt(desk, "personnes", INS + RECOVERED + other)
    assert answer.status_code == 422 and "déjà à la ligne 2" in answer.text
