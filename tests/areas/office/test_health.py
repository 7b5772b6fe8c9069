"""The page of a person's health: allergies found while typing, described, said otherwise, withdrawn; swallowing."""

import pytest

from app.areas.medical.models import MedicalFact
from app.areas.persons.commands import edit_marks
from tests.areas.conftest import NOW
from tests.areas.office.conftest import sit, words

DESCRIBED = {
    "severity": "severe",
    "reaction": "œdème du visage",
    "since": "1998",
    "said_by": "sa fille",
}


@pytest.fixture
def lenoir(home):
    return home.admit()


@pytest.fixture
def path(lenoir):
    return f"/bureau/personnes/{lenoir}/sante"


def write_marks(home, person, *written):
    with home.house.database.write() as session:
        edit_marks(session, home.house, home.leader, person, written, now=NOW)


def choose(desk, path, value, **typed):
    """Finds something, chooses it, describes it and sends the form, as a browser without scripts does."""
    adding = f"{path}/allergies/ajouter"
    token = desk.form(adding, "q")
    chosen = desk.client.post(adding, data={**token, "add": value})
    assert chosen.status_code == 200
    assert "Allergie :" in words(chosen.text)
    return desk.client.post(adding, data={**token, "allergen": value, **typed})


def code(desk, path, value="class:penicillines", **typed):
    answer = choose(desk, path, value, **{**DESCRIBED, **typed})
    assert answer.status_code == 302
    return desk.get(path)


def told(markup):
    """The page with its values, single-spaced."""
    return " ".join(markup.split())


def chain(home):
    with home.house.database.read() as session:
        return session.query(MedicalFact).filter_by(superseded_at=None).one().chain_id


def test_nobody_said_is_told_and_none_known_is_an_answer(desk, path):
    assert "Personne n’a encore répondu" in desk.get(path)
    assert desk.send(f"{path}/allergies/aucune", said_by="").status_code == 422
    assert desk.send(f"{path}/allergies/aucune", said_by="la personne").status_code == 302
    shown = desk.get(path)
    assert "Aucune allergie connue" in shown and "Dit par la personne" in shown


def test_what_is_typed_finds_families_substances_excipients_and_brands(desk, path):
    adding = f"{path}/allergies/ajouter"
    for typed, found in [
        ("pénici", "Pénicillines"),
        ("amoxi", "amoxicilline"),
        ("lacto", "Lactose"),
        ("doliprane", "paracetamol"),
        ("zzzz", "Rien ne répond à « zzzz »"),
    ]:
        answer = desk.send(adding, q=typed)
        assert answer.status_code == 200
        assert found.lower() in words(answer.text).lower(), typed


def test_what_is_merely_spelled_alike_or_a_salt_is_not_offered(desk):
    def offered(typed):
        answer = desk.client.post("/bureau/sante/allergenes", json={"q": typed})
        return {one["cis"] for one in answer.json["results"]}

    assert "class:sulfamides" in offered("sulfa")
    assert not offered("sulfa") & {"substance:morphine", "substance:salbutamol", "substance:fer"}
    assert offered("iode") >= {"substance:povidone iodee", "class:produits de contraste iodes"}
    assert not offered("iode") & {"substance:codeine", "substance:paracetamol"}
    assert {"substance:sulfamethoxazole", "substance:trimethoprime"} <= offered("bactrim")


def test_the_script_gets_the_same_answers(desk):
    answer = desk.client.post("/bureau/sante/allergenes", json={"q": "pénici"})
    first = answer.json["results"][0]
    assert (first["cis"], first["name"]) == ("class:penicillines", "Pénicillines")
    assert desk.client.post("/bureau/sante/allergenes", json={"q": 3}).status_code == 422


def test_an_allergy_is_described_said_otherwise_and_withdrawn(home, desk, path):
    shown = code(desk, path)
    assert "Pénicillines" in shown and "œdème du visage · depuis 1998" in shown
    one = f"{path}/allergies/{chain(home)}"
    assert desk.send(one, severity="moderate").status_code == 422
    assert desk.send(one, severity="moderate", reason="bilan d’allergologie").status_code == 302
    shown = desk.get(path)
    assert "Modérée" in shown and "1 version d’avant" in shown and "grave" in shown
    assert desk.send(f"{one}/retirer", reason=" ").status_code == 422
    assert desk.send(f"{one}/retirer", reason="erreur de personne").status_code == 302
    shown = desk.get(path)
    assert "1 réponse retirée" in shown and "erreur de personne" in shown
    assert "Personne n’a encore répondu" in shown
    desk.get(one, status=404)


def test_what_is_refused_comes_back_as_it_was_typed(desk, path):
    answer = choose(desk, path, "excipient:lactose", **{**DESCRIBED, "said_by": ""})
    assert answer.status_code == 422
    assert "Dites qui l’a dit" in told(answer.text)
    assert 'value="œdème du visage"' in told(answer.text) and "Lactose" in told(answer.text)


def test_what_is_no_allergen_goes_back_to_the_search(desk, path):
    adding = f"{path}/allergies/ajouter"
    token = desk.form(adding, "q")
    for value in ("class:licornes", "substance:", "rien", "excipient:eau", "::"):
        answer = desk.client.post(adding, data={**token, "allergen": value, **DESCRIBED})
        assert answer.status_code == 200
        assert "À quoi ?" in told(answer.text)


def test_the_same_allergy_twice_is_told(desk, path):
    code(desk, path)
    answer = choose(desk, path, "class:penicillines", **DESCRIBED)
    assert answer.status_code == 409
    assert "déjà notée" in told(answer.text)


def test_words_are_taken_up_while_coding(home, desk, lenoir, path):
    write_marks(home, lenoir, ("allergy", "Pénicilline"))
    assert "Écrit en mots : « Pénicilline »" in desk.get(path)
    assert "Pénicilline" in desk.get("/bureau/sante/a-coder")
    assert "1 allergie écrite en mots, à coder." in desk.get("/bureau")
    shown = code(desk, path, takes_words="y")
    assert "Écrit en mots" not in shown
    assert "Rien n’est à coder" in desk.get("/bureau/sante/a-coder")
    assert "Pénicillines (grave)" in desk.get(f"/bureau/personnes/{lenoir}")


def test_words_about_no_drug_are_said_so(home, desk, lenoir, path):
    write_marks(home, lenoir, ("allergy", "Latex"))
    assert (
        "Le repère dit « Latex »"
        in desk.send(f"{path}/allergies/aucune", said_by="la personne").text
    )
    desk.client.post(
        f"{path}/allergies/repere",
        data={**desk.form(path, "how"), "text": "Latex", "how": "not_a_drug"},
    )
    shown = desk.get(path)
    assert "Repère « Latex » : ne concerne pas les médicaments" in shown
    assert desk.send(f"{path}/allergies/aucune", said_by="la personne").status_code == 302


def test_who_has_no_answer_is_listed_by_unit(home, desk, path):
    home.admit(unit="Mimosas", room="201", given_name="Odette", family_name="Faure")
    listed = desk.get("/bureau/sante/a-coder?etat=sans-reponse")
    assert "Lenoir" in listed and "Faure" in listed
    mimosas = home.units["Mimosas"]
    listed = desk.get(f"/bureau/sante/a-coder?etat=sans-reponse&unite={mimosas}")
    assert "Lenoir" not in listed and "Faure" in listed


def test_swallowing_is_noted_with_its_history(desk, path):
    typed = {"text": "eau gélifiée", "level": "crush", "on": "2026-11-20"}
    assert desk.send(f"{path}/deglutition", **{**typed, "level": None}).status_code == 422
    assert desk.send(f"{path}/deglutition", **typed).status_code == 302
    assert "Seulement écrasé eau gélifiée" in desk.get(path)
    desk.send(f"{path}/deglutition", text="", level="nothing_by_mouth", on="2026-11-21")
    shown = desk.get(path)
    assert "Rien par la bouche" in shown and "1 constat d’avant" in shown
    assert desk.send(f"{path}/deglutition", **{**typed, "on": "2026-11-30"}).status_code == 422


def test_two_who_note_swallowing_at_once_are_told(desk, path):
    stale = desk.form(f"{path}/deglutition", "text")
    desk.send(f"{path}/deglutition", text="a", level="crush", on="2026-11-20")
    answer = desk.client.post(
        f"{path}/deglutition", data={**stale, "level": "texture", "text": "b"}
    )
    assert answer.status_code == 409
    assert "Quelqu’un a modifié" in told(answer.text) and 'value="b"' in told(answer.text)


def test_who_may_give_is_decided_with_its_history(desk, path):
    decided = {
        "why": "cache ses comprimés",
        "level": "nurse",
        "decided_by": "Dr Morel",
        "on": "2026-11-20",
    }
    assert "Rien n’est restreint" in desk.get(path)
    missing = desk.send(f"{path}/qui-donne", **{**decided, "decided_by": ""})
    assert missing.status_code == 422
    assert "Dites qui l’a décidé" in told(missing.text)
    assert 'value="cache ses comprimés"' in told(missing.text)
    assert desk.send(f"{path}/qui-donne", **decided).status_code == 302
    shown = desk.get(path)
    assert "Infirmière seulement cache ses comprimés" in shown
    assert "par Dr Morel" in shown
    stale = desk.form(f"{path}/qui-donne", "why")
    desk.send(f"{path}/qui-donne", **{**decided, "level": "none", "why": "bilan"})
    shown = desk.get(path)
    assert "Aucune restriction bilan" in shown and "1 décision d’avant" in shown
    late = desk.client.post(f"{path}/qui-donne", data={**stale, **decided})
    assert late.status_code == 409


def test_who_may_not_read_health_finds_nothing(application, home, desk, path):
    code(desk, path)
    sit(application, home, "office").get(path, status=404)
    sit(application, home, "nurse", "Mimosas").get(path, status=404)
    assert "Pénicillines" in sit(application, home, "pharmacist").get(path)


def test_opening_the_page_is_traced(home, desk, lenoir, path):
    desk.get(path)
    desk.get(path)
    assert [one.person_id for one in home.events("medical.open")] == [lenoir]
