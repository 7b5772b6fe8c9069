"""The thesaurus as published is read, mended where it is odd, and refused where it is not one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from medication.thesaurus import Thesaurus, ThesaurusRefused, parse

DAY = date(2020, 10, 20)


def entry(main: str, plus: str, *levels: tuple[str, str], **more: str) -> dict[str, Any]:
    said = " ".join(f"{level}{info}" for level, info in levels)
    return {
        "main_drug": main,
        "between_main_and_plus_drug": "",
        "plus_drug": plus,
        "severity_levels": [{"level": level, "info": info} for level, info in levels],
        "interaction_mechanism": "Risque.",
        "description": f"{said}Risque.",
        **more,
    }


def row(substance: str, *classes: str) -> dict[str, Any]:
    return {"substance": substance, "drug_classes": list(classes)}


def read(*entries: object, index: tuple[object, ...] = (row("eau", "liquides"),)) -> Thesaurus:
    return parse(entries, index, version="essai", published=DAY)


def problems(thesaurus: Thesaurus) -> list[tuple[str, str]]:
    return [(problem.name, problem.reason) for problem in thesaurus.problems]


def test_it_reads_an_entry_and_its_index() -> None:
    thesaurus = read(
        entry("BÊTA- BLOQUANTS", "DILTIAZEM", ("Précaution d'emploi", "Surveillance.")),
        index=(row("aténolol", "bêta-bloquants"), row("diltiazem")),
    )
    assert (thesaurus.version, thesaurus.published) == ("essai", DAY)
    (only,) = thesaurus.entries
    assert only.label == "BÊTA- BLOQUANTS + DILTIAZEM"
    assert only.pair == ("beta-bloquants", "diltiazem")
    assert [(level.code, level.text) for level in only.levels] == [("PE", "Surveillance.")]
    assert only.mechanism == "Risque."
    assert thesaurus.members("beta-bloquants") == {"atenolol"}
    assert thesaurus.members("diltiazem") == {"diltiazem"}
    assert thesaurus.members("inconnu") == frozenset()
    assert thesaurus.substances["atenolol"].label == "aténolol"
    assert thesaurus.problems == ()


def test_both_directions_are_one_entry() -> None:
    there = entry("A", "B", ("CONTRE-INDICATION", ""))
    back = entry("B", "A", ("CONTRE-INDICATION", ""))
    thesaurus = read(there, back, index=(row("a"), row("b")))
    assert [found.number for found in thesaurus.entries] == [1]
    assert thesaurus.problems == ()


def test_two_wordings_of_one_level_are_one_entry() -> None:
    there = entry("A", "B", ("A prendre en compte", ""))
    back = entry("A", "B", ("Il convient de prendre en compte", ""))
    thesaurus = read(there, back, index=(row("a"), row("b")))
    assert [level.code for found in thesaurus.entries for level in found.levels] == ["APEC"]


def test_directions_that_contradict_each_other_both_stay_and_are_told() -> None:
    there = entry("A", "B", ("A prendre en compte", ""))
    back = entry("B", "A", ("CONTRE-INDICATION", ""))
    thesaurus = read(there, back, index=(row("a"), row("b")))
    assert [found.levels[0].code for found in thesaurus.entries] == ["APEC", "CI"]
    assert problems(thesaurus) == [
        ("B + A", "l'entrée dit autre chose dans l'autre sens : les deux valent.")
    ]


def test_levels_come_gravest_first() -> None:
    thesaurus = read(
        entry("EAU", "LIQUIDES", ("A prendre en compte", "x"), ("Association DECONSEILLEE", "y"))
    )
    assert [level.code for level in thesaurus.entries[0].levels] == ["ASDEC", "APEC"]


def test_words_glued_in_a_level_are_mended_by_the_whole_text() -> None:
    glued = entry(
        "EAU",
        "LIQUIDES",
        ("Précaution d'emploi", "Surveillance en début detraitement anti-inflammatoire."),
        description="Précaution d'emploi\nSurveillance en début de\ntraitement anti-\n"
        "inflammatoire.\nRisque.",
    )
    assert read(glued).entries[0].levels[0].text == (
        "Surveillance en début de traitement anti-inflammatoire."
    )


def test_a_level_begins_after_its_heading_s_colon_and_dash() -> None:
    tied = entry("EAU", "LIQUIDES", ("CONTRE-INDICATION", ":\n- avec le feu"))
    assert read(tied).entries[0].levels[0].text == "avec le feu"


def test_a_level_that_the_whole_text_does_not_repeat_keeps_its_own_words() -> None:
    odd = entry("EAU", "LIQUIDES", ("Précaution d'emploi", "Surveiller\nle poids."))
    odd["description"] = "Autre chose."
    assert read(odd).entries[0].levels[0].text == "Surveiller le poids."


def test_a_substance_written_twice_has_the_classes_of_both() -> None:
    thesaurus = read(
        entry("X", "Y", ("CONTRE-INDICATION", "")),
        index=(row("everolimus", "x"), row("évérolimus", "y", "x")),
    )
    assert thesaurus.substances["everolimus"].classes == ("x", "y")
    assert thesaurus.members("x") == thesaurus.members("y") == {"everolimus"}
    assert problems(thesaurus) == [
        ("évérolimus", "même substance que « everolimus » : leurs classes sont réunies.")
    ]


def test_a_name_that_is_a_class_and_a_substance_stands_for_both() -> None:
    thesaurus = read(
        entry("INSULINE", "EAU", ("CONTRE-INDICATION", "")),
        index=(row("insuline"), row("insuline lispro", "insuline"), row("eau")),
    )
    assert thesaurus.members("insuline") == {"insuline", "insuline lispro"}


def test_the_others_of_a_class_are_its_members_with_or_without_a_row_of_their_own() -> None:
    index = (row("a", "sédatifs", "autres sédatifs"), row("b", "liquides"))
    thesaurus = read(
        entry("SÉDATIFS", "AUTRES SÉDATIFS", ("CONTRE-INDICATION", "")),
        entry("LIQUIDES", "AUTRES LIQUIDES", ("CONTRE-INDICATION", "")),
        index=index,
    )
    assert thesaurus.members("autres sedatifs") == {"a"}
    assert thesaurus.members("autres liquides") == {"b"}
    assert thesaurus.problems == ()


def test_a_name_without_a_row_stands_for_itself_and_is_told() -> None:
    thesaurus = read(
        entry("ALCOOL (BOISSON)", "EAU", ("CONTRE-INDICATION", "")),
        entry("EAU", "AUTRES MYSTÈRES", ("CONTRE-INDICATION", "")),
    )
    assert thesaurus.members("alcool (boisson)") == {"alcool (boisson)"}
    assert problems(thesaurus) == [
        ("ALCOOL (BOISSON)", "absent de l'index : aucune substance n'y est rangée."),
        ("AUTRES MYSTÈRES", "absent de l'index : aucune substance n'y est rangée."),
    ]


def test_a_level_hidden_in_the_text_is_kept_and_told() -> None:
    hidden = entry("EAU", "LIQUIDES", ("Association DECONSEILLEE", "avec les autres"))
    hidden["description"] += " Contre-indication : avec le feu. Précaution d'emploi : à part."
    thesaurus = read(hidden)
    assert problems(thesaurus) == [
        ("EAU + LIQUIDES", "le texte parle d'un niveau que l'entrée n'annonce pas (CI, PE).")
    ]
    assert [level.code for level in thesaurus.entries[0].levels] == ["CI", "ASDEC", "PE"]
    assert thesaurus.entries[0].levels[0].text == hidden["description"]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("texte", "entrée 2 : ce n'est pas un objet."),
        ({"main_drug": 3}, "entrée 2 : le champ « main_drug » manque ou est vide."),
        (
            entry(" ", "B", ("CONTRE-INDICATION", "")),
            "entrée 2 : le champ « main_drug » manque ou est vide.",
        ),
        (entry("A", "B"), "entrée 2 (« A + B ») : aucun niveau."),
        (
            {**entry("A", "B"), "severity_levels": "CI", "description": "x"},
            "entrée 2 (« A + B ») : aucun niveau.",
        ),
        (
            {**entry("A", "B"), "severity_levels": ["CI"], "description": "x"},
            "entrée 2 (« A + B ») : un niveau n'a pas de nom.",
        ),
        (
            entry("A", "B", ("Plutôt grave", "")),
            "entrée 2 (« A + B ») : niveau inconnu « Plutôt grave ».",
        ),
        (
            {**entry("A", "B"), "severity_levels": [{"level": "CONTRE-INDICATION"}]},
            "entrée 2 (« A + B ») : le champ « info » d'un niveau manque.",
        ),
    ],
)
def test_a_row_that_is_no_entry_refuses_the_whole_by_place_name_and_reason(
    broken: object, message: str
) -> None:
    with pytest.raises(ThesaurusRefused) as refused:
        read(entry("EAU", "LIQUIDES", ("CONTRE-INDICATION", "")), broken)
    assert str(refused.value) == f"Thésaurus, {message}"


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ("texte", ", ligne 2 : le champ « substance » manque."),
        ({"substance": None}, ", ligne 2 : le champ « substance » manque."),
        (row(" "), ", ligne 2 : la substance n'a pas de nom."),
        ({"substance": "a"}, ", ligne 2 (« a ») : « drug_classes » n'est pas une liste."),
        (row("a", ""), ", ligne 2 (« a ») : « drug_classes » n'est pas une liste."),
    ],
)
def test_a_row_that_is_no_substance_refuses_the_whole(broken: object, message: str) -> None:
    with pytest.raises(ThesaurusRefused) as refused:
        read(entry("EAU", "EAU", ("CONTRE-INDICATION", "")), index=(row("eau"), broken))
    assert str(refused.value) == f"Index des substances{message}"


def test_empty_files_are_refused() -> None:
    with pytest.raises(ThesaurusRefused, match=r"^Thésaurus : le fichier est vide\.$"):
        read()
    with pytest.raises(ThesaurusRefused, match=r"^Index des substances : le fichier est vide\.$"):
        read(index=())


def test_an_index_that_lists_few_of_the_names_is_refused() -> None:
    entries = [entry(f"{number}É", "EAU", ("CONTRE-INDICATION", "")) for number in range(31)]
    assert len(read(*entries[:30]).problems) == 30
    with pytest.raises(ThesaurusRefused, match=r"31 des 32 noms .* dont « 0É » : il est coupé"):
        read(*entries)


def test_a_tenth_of_the_names_may_stand_for_themselves() -> None:
    entries = [entry(f"{number}É", "EAU", ("CONTRE-INDICATION", "")) for number in range(399)]
    listed = [row("eau"), *(row(f"{number}é") for number in range(359))]
    assert len(read(*entries, index=tuple(listed)).problems) == 40
    with pytest.raises(ThesaurusRefused, match="41 des 400 noms"):
        read(*entries, index=tuple(listed[:-1]))
