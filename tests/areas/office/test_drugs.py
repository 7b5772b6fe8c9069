"""What the drug reference shows at a desk: nothing was imported, the product's own version answers."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from app.gate.auth.policy import ROLES, allows
from tests.areas.conftest import Home
from tests.areas.office.conftest import Desk, sit, words

DOLIPRANE, ELIQUIS, CORDARONE, KARDEGIC = "60234100", "61902218", "64408662", "64755969"
EBIXA, BISOPROLOL = "67216133", "66428496"
CODE = "01034009359558381727013110R4512\x1d2110052437816093"


def check(desk: Desk, **form: object) -> str:
    token = desk.form("/bureau/medicaments/interactions", "csrf_token")
    return desk.client.post("/bureau/medicaments/interactions", data={**token, **form}).text


def test_a_drug_is_found_by_a_few_letters_without_a_script(desk):
    page = desk.send("/bureau/medicaments", q="doli 1000")
    assert "DOLIPRANE 1000 mg, comprimé" in page.text
    assert f"/bureau/medicaments/{DOLIPRANE}" in page.text
    assert "q=" not in page.request.full_path


def test_the_date_of_what_answers_is_always_shown(desk):
    for path in ("", "/interactions", "/boite", f"/{DOLIPRANE}"):
        page = desk.get(f"/bureau/medicaments{path}")
        assert "28 avril 2026" in page, path
        assert "20 octobre 2020" in page, path


def test_a_slip_is_forgiven_and_told(desk):
    page = words(desk.send("/bureau/medicaments", q="eliqis").text)
    assert "Rien ne s’écrit exactement ainsi ; au plus près" in page
    assert "ELIQUIS 5 mg" in page


def test_nothing_found_says_so_in_the_words_that_were_typed(desk):
    page = words(desk.send("/bureau/medicaments", q="<b>xyzzy</b>").text)
    assert "Rien ne répond à « &lt;b&gt;xyzzy&lt;/b&gt; » dans ce référentiel" in page


def test_answers_come_while_typing(desk):
    answer = desk.client.post("/bureau/medicaments/reponses", json={"q": "kardégic 75"})
    assert answer.status_code == 200
    assert answer.json["total"] == 1
    assert [each["cis"] for each in answer.json["results"]] == [KARDEGIC]
    assert answer.json["results"][0]["ingredients"][0]["known"] is True
    assert answer.json["substance"] is None
    named = desk.client.post("/bureau/medicaments/reponses", json={"q": "Furosémide"})
    assert named.json["substance"] == {"key": "furosemide", "label": "furosemide"}


@pytest.mark.parametrize("code", [DOLIPRANE, "3400935955838", "34009 359 558 3 8", "3595583", CODE])
def test_a_code_typed_or_scanned_where_names_are_sought_finds_its_drug(desk, code):
    answer = desk.client.post("/bureau/medicaments/reponses", json={"q": code})
    assert [each["cis"] for each in answer.json["results"]] == [DOLIPRANE]


@pytest.mark.parametrize("sent", [{}, {"q": 3}, [], "doli"])
def test_a_question_that_makes_no_sense_is_refused_in_words(desk, sent):
    answer = desk.client.post("/bureau/medicaments/reponses", json=sent)
    assert answer.status_code == 422
    assert "Écrivez le début d’un nom" in answer.get_data(as_text=True)


def test_a_drug_says_what_it_is_made_of_and_what_the_thesaurus_knows_of_it(desk):
    page = desk.get(f"/bureau/medicaments/{ELIQUIS}")
    assert "apixaban 5 mg" in re.sub(r" +", " ", page)
    assert "Connue du thésaurus" in page
    assert "3400926784102" in page
    unknown = desk.get(f"/bureau/medicaments/{EBIXA}")
    assert "Inconnue du thésaurus : non vérifiée" in unknown


def test_a_drug_names_those_of_its_generic_group(desk):
    assert "BISOPROLOL VIATRIS 2,5 mg" in desk.get("/bureau/medicaments/60077574")


def test_a_drug_that_is_not_there_is_nowhere(desk):
    desk.get("/bureau/medicaments/99999999", status=404)


def test_two_drugs_that_interact_say_how_gravely_why_and_what_to_do(desk):
    page = words(check(desk, drug=[CORDARONE], add=BISOPROLOL))
    assert "CORDARONE 200 mg, comprimé sécable et BISOPROLOL VIATRIS 2,5 mg" in page
    assert "amiodarone + bisoprolol" in page
    assert "Ce qui arrive" in page
    assert "Aucune interaction connue" not in page


def test_no_interaction_known_is_not_said_of_what_was_not_checked(desk):
    known = words(check(desk, drug=[DOLIPRANE], add=BISOPROLOL))
    assert "Aucune interaction connue entre ces médicaments" in known
    assert "Non vérifié" not in known
    silent = words(check(desk, drug=[DOLIPRANE], add=EBIXA))
    assert "Aucune interaction connue dans ce qui a pu être vérifié" in silent
    assert "Non vérifié EBIXA 20 mg" in silent


def test_a_list_is_made_and_unmade_without_a_script(desk):
    first = check(desk, q="furosemide")
    assert 'name="add"' in first
    assert 'value="dci:furosemide"' in first
    both = check(desk, drug=[DOLIPRANE, "dci:furosemide"])
    assert "furosemide" in both
    assert both.count('name="drug"') == 2
    left = check(desk, drug=[DOLIPRANE, "dci:furosemide"], remove=DOLIPRANE)
    assert left.count('name="drug"') == 1
    assert "Ajoutez au moins un autre médicament" in left


def test_what_is_in_no_reference_and_what_is_there_twice_are_not_added(desk):
    page = check(desk, drug=[DOLIPRANE, "99999999", "dci:nothing", DOLIPRANE], add=DOLIPRANE)
    assert page.count('name="drug"') == 1


def test_a_list_has_an_end(desk):
    answer = desk.client.post("/bureau/medicaments/reponses", json={"q": "comprime"})
    codes = [each["cis"] for each in answer.json["results"]]
    more = desk.client.post("/bureau/medicaments/reponses", json={"q": "gelule"})
    codes += [each["cis"] for each in more.json["results"]]
    page = check(desk, drug=codes)
    assert page.count('name="drug"') == 30
    assert "La liste est pleine" in page


def test_a_pack_is_read_as_a_scanner_types_it(desk):
    page = words(desk.send("/bureau/medicaments/boite", code=CODE).text)
    assert "DOLIPRANE 1000 mg, comprimé" in page
    assert "Péremption 31 janvier 2027" in page
    assert "Lot R4512" in page
    assert "Numéro de série 10052437816093" in page


def test_an_expired_pack_and_a_doubtful_batch_are_told(desk):
    page = words(desk.send("/bureau/medicaments/boite", code="010340093595583817260131").text)
    assert "Périmée" in page
    page = words(desk.send("/bureau/medicaments/boite", code=CODE.replace("\x1d", "F8")).text)
    assert "on ne sait pas où finit le lot" in page
    assert "Lot non lu" in page


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("3400930000007", "n’est pas dans ce référentiel"),
        ("07032069804988", "Ce n’est pas un code français"),
        ("bonjour", "Rien ici ne dit quel médicament c’est"),
    ],
)
def test_a_pack_that_is_not_known_says_why(desk, code, told):
    page = words(desk.send("/bureau/medicaments/boite", code=code).text)
    assert "Médicament non reconnu" in page
    assert told in page


def test_who_gives_or_prescribes_looks_drugs_up_and_nobody_else(application: Flask, home: Home):
    readers = {role for role in ROLES if allows(role, "drug.read")}
    assert {"nurse", "lead_nurse", "physician", "pharmacist"} <= readers
    assert not readers & {"care_assistant", "office", "management", "relative", "person"}
    assert sit(application, home, "nurse").client.get("/bureau/medicaments").status_code == 200
    assert sit(application, home, "office").client.get("/bureau/medicaments").status_code == 403
