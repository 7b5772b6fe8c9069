"""The answer of INSi: read as it comes, taken only for the person it tells of."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.areas.persons.file.identity import identity_of
from app.areas.persons.file.reading import chains_of
from app.areas.persons.file.receiving import receive_answer
from app.areas.persons.insi import BYTES, FIELD, read_answer
from app.ground.errors import Invalid, NotFound
from tests.areas.conftest import NOW
from tests.areas.persons.test_file import INS, add, change, rename
from tests.fixtures.insi import insi_answer

TODAY = NOW.date()
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
BOMB = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]>"""


def read(text, on=TODAY):
    return read_answer(text if isinstance(text, bytes) else text.encode(), on)


def refusal(text):
    with pytest.raises(Invalid) as told:
        read(text)
    return told.value.fields[FIELD]


def receive(home, person_id, **said):
    with home.house.database.write() as session:
        answer = read(insi_answer(**said))
        receive_answer(session, home.house.vault, home.leader, person_id, answer, now=NOW)


def standing(home, person_id):
    with home.house.database.read() as session:
        return identity_of(session, home.house.vault, person_id)


def test_an_answer_gives_the_number_its_authority_and_the_traits():
    found = read(insi_answer())
    assert (found.matricule, found.oid, found.on) == (
        "231037511200523",
        "1.2.250.1.213.1.4.8",
        TODAY,
    )
    assert found.traits.given_names == "JEANNE MARIE"
    assert found.traits.born_on == date(1931, 3, 3)
    assert (found.traits.sex, found.traits.birth_place) == ("F", "75112")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Choisissez le fichier"),
        ("   \n", "Choisissez le fichier"),
        ("231037511200523", "pas une réponse"),
        ("<html></html>", "pas une réponse"),
        (insi_answer().replace("cnamts.fr/INSiResultat", "exemple.fr"), "pas une réponse"),
        (insi_answer().replace("UTF-8", "nothing-8"), "pas une réponse"),
        (insi_answer()[:300], "pas une réponse"),
        (insi_answer("01"), "n’a trouvé personne"),
        (insi_answer("02"), "plusieurs personnes"),
        (insi_answer("99"), "pas une réponse"),
        (insi_answer(born="1931-00-00"), "incomplète"),
        (insi_answer().replace(HEAD, BOMB), "pas une réponse"),
        (insi_answer() + " " * BYTES, "pas une réponse"),
        ("<a>" * 9000, "pas une réponse"),
    ],
)
def test_what_is_no_such_answer_is_refused_in_words(text, said):
    assert said in refusal(text)


def test_an_entity_declared_in_another_encoding_is_refused_too():
    declared = BOMB.replace("?>", ' encoding="utf-16"?>', 1)
    answer = insi_answer(given="&c;").replace(HEAD, declared)
    assert "pas une réponse" in refusal(answer.encode("utf-16"))
    whole = insi_answer().replace("UTF-8", "utf-16").encode("utf-16")
    assert read(whole).traits.sex == "F"  # the encoding alone is no reason


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 700))
def test_no_bytes_ever_break_it(junk, at):
    answer = insi_answer().encode()
    for data in (junk, answer[:at] + junk + answer[at:]):
        try:
            read(data)
        except Invalid as refused:
            assert refused.fields[FIELD]


def test_an_answer_about_this_person_recovers_and_then_qualifies(home):
    lenoir = home.admit()
    receive(home, lenoir)
    found = standing(home, lenoir)
    assert (found.standing.status, found.received_on) == ("recuperee", TODAY)
    assert found.traits.given_names == "JEANNE MARIE"  # the answer says more than the file did
    seen = {"proof_kind": "passeport", "proof_on": TODAY.isoformat()}
    with home.house.database.read() as session:
        (chain,) = chains_of(session, home.house.vault, lenoir, ["ins"])
    change(home, lenoir, chain.id, given_names="Jeanne Marie", birth_place="75112", **seen)
    assert standing(home, lenoir).standing.status == "qualifiee"


def test_more_given_names_ask_for_the_paper_again(home):
    lenoir = home.admit()
    add(home, lenoir, "ins", **INS, proof_kind="passeport", proof_on=TODAY.isoformat())
    receive(home, lenoir)
    found = standing(home, lenoir).standing
    assert found.status == "recuperee"
    assert "contrôlez-la de nouveau" in found.because[0]


@pytest.mark.parametrize(
    "said",
    [
        {"name": "LENOIR"},
        {"given": "MARIE JEANNE"},
        {"given": ""},
        {"born": "1931-03-04"},
        {"sex": "M"},
        {"number": "2310375112006"},
        {"oid": "1.2.250.1.213.1.4.10"},
    ],
    ids=lambda said: next(iter(said)),
)
def test_an_answer_about_somebody_else_leaves_nothing(home, said):
    lenoir = home.admit()
    with pytest.raises(Invalid):
        receive(home, lenoir, **said)
    assert standing(home, lenoir).matricule is None


def test_a_place_known_otherwise_is_somebody_else_and_an_unknown_one_is_learnt(home):
    known, unknown = home.admit(), home.admit(room="102", family_name="Roy")
    add(home, known, "ins", **{**INS, "birth_place": "29019"})
    with pytest.raises(Invalid):
        receive(home, known)
    add(home, unknown, "ins", **{**INS, "birth_place": "99999"})
    receive(home, unknown)
    assert standing(home, unknown).traits.birth_place == "75112"


def test_one_number_is_in_one_file(home):
    first, second = home.admit(), home.admit(room="102", family_name="Roy")
    receive(home, first)
    with pytest.raises(Invalid) as told:
        receive(home, second)
    assert "déjà dans un autre dossier" in told.value.fields[FIELD]
    receive(home, first)  # the same again is no other


def test_another_home_s_person_is_not_found(home, other_home):
    with pytest.raises(NotFound):
        receive(other_home, home.admit())


def test_an_answer_falls_with_the_name_it_told(home):
    lenoir = home.admit()
    receive(home, lenoir)
    rename(home, lenoir, birth_name="Roy")
    assert standing(home, lenoir).standing.status == "provisoire"
