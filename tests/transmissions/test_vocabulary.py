"""The words a home starts from, read from CSV, and their form as a row."""

import json

import pytest

from transmissions.vocabulary import (
    ALARM_IDS,
    MACRO_SECTIONS,
    Cible,
    Theme,
    Vocabulary,
    VocabularyRefused,
    slug,
)
from transmissions.vocabulary_csv import COLUMNS, read_vocabulary, starting_vocabulary
from transmissions.vocabulary_rows import from_row, to_row

HEADER = ",".join(COLUMNS)
ALARM_ROWS = "".join(f"Alertes,{each},{each},oui,,,,,,\n" for each in sorted(ALARM_IDS))


def test_the_starting_vocabulary_has_the_six_alarms_as_cibles_of_their_own() -> None:
    words = starting_vocabulary()
    alarms = {cible.id: cible.label for cible in words.cibles if cible.alarm}
    assert set(alarms) == ALARM_IDS
    assert alarms["fugue"] == "Fugue"
    assert alarms["fausse-route"] == "Fausse route"


@pytest.mark.parametrize(
    "everyday", ["risque-de-fugue", "trouble-de-la-deglutition", "risque-de-chute"]
)
def test_a_risk_is_not_an_alarm(everyday: str) -> None:
    cible = starting_vocabulary().get(everyday)
    assert cible is not None and not cible.alarm


def test_every_cible_offers_short_phrases_for_each_part() -> None:
    for cible in starting_vocabulary().cibles:
        for phrases in (cible.data, cible.actions, cible.results):
            assert 2 <= len(phrases) <= 12, cible.id
            assert len(set(phrases)) == len(phrases), cible.id
            assert max(map(len, phrases)) <= 52, cible.id


def test_macro_cibles_have_sections_and_others_have_none() -> None:
    words = starting_vocabulary()
    assert all(bool(cible.sections) is cible.macro for cible in words.cibles)
    macros = {cible.id for cible in words.cibles if cible.macro}
    assert macros >= {
        "entree",
        "retour-d-hospitalisation",
        "chute",
        "fin-de-vie",
        "hospitalisation",
    }
    assert words.by_id["entree"].sections == MACRO_SECTIONS


def test_ids_are_the_slugs_of_the_labels() -> None:
    words = starting_vocabulary()
    assert [cible.id for cible in words.cibles] == [slug(cible.label) for cible in words.cibles]


def test_the_common_cibles_are_everyday_ones() -> None:
    words = starting_vocabulary()
    assert len(words.common) >= 6
    assert not any(words.by_id[each].alarm for each in words.common)


@pytest.mark.parametrize(("label", "expected"), [
    ("Douleur aiguë", "douleur-aigue"),
    ("Œdème", "oedeme"),
    ("Retour d'hospitalisation", "retour-d-hospitalisation"),
    ("  Gale, grippe : isolement ", "gale-grippe-isolement"),
    ("!!!", ""),
    ("é" * 80, "e" * 56),
])  # fmt: skip
def test_a_slug_is_plain_and_stable(label: str, expected: str) -> None:
    assert slug(label) == expected


def test_a_home_reads_its_own_file() -> None:
    text = f"{HEADER}\n{ALARM_ROWS}Élan,,Yoga,,,1,,assis | debout,respire,\n"
    words = read_vocabulary(text, version=7)
    yoga = Cible("yoga", "elan", "Yoga", data=("assis", "debout"), actions=("respire",))
    assert (words.version, words.cibles[-1], words.common) == (7, yoga, ("yoga",))
    assert words.themes == (Theme("alertes", "Alertes"), Theme("elan", "Élan"))


@pytest.mark.parametrize(("text", "complaint"), [
    ("", "Colonnes manquantes"),
    ("theme,cible\nA,B\n", "Colonnes manquantes"),
    (f"{HEADER}\n", "Cibles d'alerte manquantes"),
    (f"{HEADER}\n{ALARM_ROWS.replace('oui', '', 1)}", "Cibles d'alerte manquantes : chute"),
    (f"{HEADER}\nA,,,,,,,,,\n", "Ligne 2"),
    (f"{HEADER}\nA\n", "Ligne 2"),
    (f"{HEADER}\nA,,B,,,premier,,,,\n", "Ligne 2"),
    (f"{HEADER}\nA,,B,,,,,{'x' * 121},,\n", "Ligne 2"),
    (f"{HEADER}\nA,,B,,,,,\"ouvert\n", "ne se lit pas"),
    (f"{HEADER}\n{ALARM_ROWS}A,,B,,,,,,,\nA,,b,,,,,,,\n", "même identifiant"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_its_line(text: str, complaint: str) -> None:
    with pytest.raises(VocabularyRefused, match=complaint):
        read_vocabulary(text, version=1)


def test_a_vocabulary_refuses_a_cible_on_no_shelf_and_an_unknown_common_one() -> None:
    theme, cible = Theme("a", "A"), Cible("x", "b", "X")
    with pytest.raises(VocabularyRefused):
        Vocabulary(1, (theme,), (cible,))
    with pytest.raises(VocabularyRefused):
        Vocabulary(1, (theme,), (), ("x",))


def test_its_row_is_json_and_comes_back_the_same() -> None:
    words = starting_vocabulary()
    assert from_row(json.loads(json.dumps(to_row(words)))) == words
