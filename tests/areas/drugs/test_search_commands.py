"""`chevet drugs search`, `show` and `scan`, over the reference that the product carries."""

import json

import pytest
from click.testing import CliRunner

from app.cli import chevet
from app.ground.config import load_settings
from app.ground.house import open_house

CODE = "01034009359558381727013110R4512\x1d2110052437816093"


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    """A house where nothing was imported."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHEVET_INSTANCE", str(tmp_path_factory.mktemp("house")))
        assert CliRunner().invoke(chevet, ["init"], catch_exceptions=False).exit_code == 0
        open_house(load_settings()).close()
        yield


def run(*words, exit_code=0, **options):
    answer = CliRunner().invoke(chevet, ["drugs", *words], **options)
    assert answer.exit_code == exit_code, (answer.output, answer.exception)
    return answer


def told(*words, **options):
    return json.loads(run(*words, "--json", **options).stdout)


def test_search_lists_what_answers_and_which_version_did(instance):
    said = run("search", "doli", "1000")
    assert "60234100  DOLIPRANE 1000 mg, comprimé" in said.stdout
    assert "paracétamol · orale" in said.stdout
    assert "28 avril 2026" in said.stderr
    assert "20 octobre 2020" in said.stderr


def test_search_as_json_holds_the_version_and_each_drug(instance):
    found = told("search", "doli 1000")
    assert found["version"].startswith("2026-04-28+2020-10-20+")
    assert (found["total"], found["approximate"]) == (2, False)
    assert found["results"][0] == {
        "cis": "60234100",
        "name": "DOLIPRANE 1000 mg, comprimé",
        "form": "comprimé",
        "routes": ["orale"],
        "marketed": True,
        "ingredients": [{"name": "PARACÉTAMOL", "dose": "1000 mg", "known": True}],
    }


def test_search_says_that_it_forgave_a_letter_and_that_there_is_more(instance):
    assert "au plus près" in run("search", "eliqis").stdout
    assert "1 réponses sur" not in run("search", "kardegic", "75").stdout
    assert "1 réponse." in run("search", "kardegic", "75").stdout
    assert "2 réponses sur" in run("search", "comprime", "--limit", "2").stdout


def test_search_that_finds_nothing_says_so_and_exits_1(instance):
    assert "ne répond à « xyzzy »" in run("search", "xyzzy", exit_code=1).stdout
    assert told("search", "xyzzy", exit_code=1)["results"] == []


def test_show_tells_the_composition_the_packs_and_what_is_unknown(instance):
    said = run("show", "66053338").stdout
    assert "AUGMENTIN 1 g/125 mg" in said
    assert "CLAVULANATE DE POTASSIUM 125,00 mg (inconnu du thésaurus : non vérifié)" in said
    assert "(connu du thésaurus)" in said
    assert "Même groupe générique" in said
    assert "65247087  AMOXICILLINE/ACIDE CLAVULANIQUE BIOGARAN" in said


def test_show_as_json_holds_everything(instance):
    drug = told("show", "66053338")["drug"]
    assert drug["covered"] is False
    assert [row["known"] for row in drug["composition"] if row["nature"] == "SA"] == [True, False]
    assert {pack["state"] for pack in drug["packs"]} == {"marketed"}
    assert "65247087" in {each["cis"] for each in drug["substitutes"]}


def test_show_takes_a_code_of_a_pack_or_a_whole_name(instance):
    assert "ELIQUIS 5 mg" in run("show", "3400926784102").stdout
    assert "ELIQUIS 5 mg" in run("show", "eliquis 5 mg").stdout


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("eliquis", "brand", "« eliquis » peut être"),
        ("furosémide", "substance", "est une substance (furosemide)"),
        ("mémantine", "substance", "inconnue du thésaurus : non vérifiée"),
        ("99999999", "unknown", "n’est ni un code ni un nom de ce référentiel"),
    ],
)
def test_show_does_not_choose_for_whoever_asks(instance, text, kind, said):
    assert said in run("show", text, exit_code=1).stdout
    meant = told("show", text, exit_code=1)
    assert (meant["kind"], meant["drug"]) == (kind, None)


def test_scan_tells_the_drug_the_batch_and_the_expiry(instance):
    said = run("scan", CODE).stdout
    assert "Médicament : DOLIPRANE 1000 mg, comprimé" in said
    assert "Lot : R4512" in said
    assert "Péremption : 31 janvier 2027" in said
    assert "Numéro de série : 10052437816093" in said


def test_scan_reads_the_bytes_of_its_input(instance):
    found = told("scan", "-", input=f"]d2{CODE}\n".encode())
    assert (found["cip13"], found["batch"]) == ("3400935955838", "R4512")
    assert found["expiry_on"] == "2027-01-31"
    assert found["drug"]["cis"] == "60234100"
    assert found["problems"] == []


def test_scan_says_what_it_does_not_know(instance):
    said = run("scan", "07032069804988", exit_code=1).stdout
    assert "Médicament : inconnu de ce référentiel" in said
    assert "GTIN : 07032069804988" in said
    assert "Ce n’est pas un code français" in said
    lost = told("scan", CODE.replace("\x1d", "F8"))
    assert lost["batch"] is None
    assert [each["code"] for each in lost["problems"]] == ["ambiguous_end"]
    assert lost["unread"]
