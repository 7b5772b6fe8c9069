"""`chevet drugs interactions`: what the thesaurus says of a list, in words and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from types import MappingProxyType

import pytest
from click.testing import CliRunner

from app.cli import chevet
from app.commands import drugs_interactions
from app.ground.errors import ConfigError
from medication.builtin.reference import builtin_reference
from medication.product import Ingredient, Product


@pytest.fixture(scope="module")
def _initialised(tmp_path_factory):
    """A house of its own, with the reference that the product carries."""
    patch = pytest.MonkeyPatch()
    patch.setenv("CHEVET_INSTANCE", str(tmp_path_factory.mktemp("house")))
    CliRunner().invoke(chevet, ("init",), catch_exceptions=False)
    yield
    patch.undo()


pytestmark = pytest.mark.usefixtures("_initialised")


def ask(*words, lines=None):
    answer = CliRunner().invoke(
        chevet, ("drugs", "interactions", *words), input=lines, catch_exceptions=False
    )
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def test_it_says_the_level_in_words_why_and_where_it_is_written():
    said = ask("haldol 1 mg", "citalopram")
    assert said.startswith(
        "haldol 1 mg + citalopram\n  Contre-indication : haloperidol et citalopram\n"
        "    Contre-indication : avec le citalopram, la dompéridone, l'escitalopram,"
    )
    assert "Pourquoi : Risque majoré de troubles du rythme ventriculaire" in said
    assert "Entrée du thésaurus : NEUROLEPTIQUES SUSCEPTIBLES" in said
    assert "  Aussi : Contre-indication (SUBSTANCES SUSCEPTIBLES" in said
    assert "Non vérifié" not in said


def test_it_says_which_version_answers():
    answer = CliRunner().invoke(chevet, ("drugs", "interactions", "haldol", "citalopram"))
    assert "interactions au 20 octobre 2020" in answer.stderr


def test_a_level_that_depends_on_something_says_so_with_each_case():
    said = ask("64755969", "eliquis 5 mg")
    assert "  Association déconseillée, selon le cas : acide acetylsalicylique et apixaban" in said
    assert "\n      – des doses antiagrégantes (de 50 mg à 375 mg par jour)" in said
    assert "    À prendre en compte : avec :" in said


def test_what_to_do_is_said_once():
    said = ask("warfarine", "ibuprofène")
    assert "    Que faire : Si l'association ne peut être évitée, surveillance clinique" in said
    assert said.count("Si l'association ne peut être évitée") == 1


def test_nothing_known_is_not_nothing_checked():
    assert ask("paracétamol", "furosémide") == (
        "Aucune interaction connue du thésaurus entre ces médicaments.\n"
    )
    assert ask("paracétamol", "furosémide", "keppra") == (
        "Non vérifié : keppra (LÉVÉTIRACÉTAM, inconnu du thésaurus).\n"
        "Aucune interaction connue du thésaurus entre ce qui a pu être vérifié.\n"
    )
    assert ask("keppra", "zzz") == (
        "Non vérifié : keppra (LÉVÉTIRACÉTAM, inconnu du thésaurus).\n"
        "Non vérifié : « zzz » n’est ni un code ni un nom connu.\n"
        "Rien n’a pu être vérifié : le thésaurus ne connaît pas deux de ces médicaments.\n"
    )


def test_an_ambiguous_name_is_not_guessed_but_told_with_its_candidates(monkeypatch):
    rows = (("oxazepam", "60000001"), ("warfarine", "60000002"))
    products = {cis: essai(cis, key) for key, cis in rows}
    reference = replace(builtin_reference(), products=MappingProxyType(products))
    monkeypatch.setattr(drugs_interactions, "current", lambda house: reference)
    assert ask("essai", "oxazépam") == (
        "Non vérifié : « essai » peut être plusieurs médicaments, dont\n"
        "  60000001  ESSAI 5 mg, oxazepam\n"
        "  60000002  ESSAI 5 mg, warfarine\n"
        "Rien n’a pu être vérifié : le thésaurus ne connaît pas deux de ces médicaments.\n"
    )
    told = json.loads(ask("essai", "oxazépam", "--json"))
    assert told["ambiguous"] == {"essai": ["60000001", "60000002"]}
    assert told["unknown"] == ["essai"]
    assert told["not_found"] == []


def essai(cis, key):
    row = Ingredient("1", key.upper(), "5 mg", "un comprimé", "SA", 1, (key,), True)
    return Product(cis, f"ESSAI 5 mg, {key}", "comprimé", ("orale",), True, (row,))


def test_the_json_has_the_caller_s_names_in_order():
    told = json.loads(ask("Citalopram", "HALDOL 1 mg", "keppra", "zzz", "--json"))
    (pair,) = told["pairs"]
    assert (pair["a"], pair["b"], pair["level"]) == ("Citalopram", "HALDOL 1 mg", "CI")
    assert pair["conditional"] is False
    assert told["unknown"] == ["keppra", "zzz"]
    assert told["not_found"] == ["zzz"]
    assert told["thesaurus"]["published"] == "2020-10-20"
    assert told["version"]


def test_the_batch_answers_one_document_a_line():
    lines = "haloperidol;citalopram\n\n oxazepam ; alcool ;\nzzz\n"
    told = [json.loads(line) for line in ask("--batch", lines=lines).splitlines()]
    assert [[(pair["a"], pair["b"]) for pair in one["pairs"]] for one in told] == [
        [("haloperidol", "citalopram")],
        [],
        [("oxazepam", "alcool")],
        [],
    ]
    assert [one["unknown"] for one in told] == [[], [], [], ["zzz"]]


@pytest.mark.parametrize("words", [(), ("haldol",), ("--batch", "haldol")])
def test_a_question_that_makes_no_sense_is_refused_in_words(words):
    answer = CliRunner().invoke(chevet, ("drugs", "interactions", *words))
    assert isinstance(answer.exception, ConfigError)
    assert str(answer.exception).startswith("Donnez au moins deux médicaments")
