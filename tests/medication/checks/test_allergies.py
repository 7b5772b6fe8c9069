"""Allergies. Source of each family: section 4.3 of the summary that `families.csv` names."""

from __future__ import annotations

import pytest

from medication.facts import Allergy
from tests.medication.treatments import by_name, checked, facts, kinds, line, of_kind

AMOXICILLINE, AUGMENTIN, ROCEPHINE, BACTRIM = "69118175", "66053338", "68732658", "64121235"
ORELOX, KARDEGIC, DOLIPRANE, ELIQUIS = "65528337", "64755969", "60234100", "61902218"
IBUPROFENE, SKENAN = "61000075", "61227030"
CELECOXIB = "67058644"

TO_AMOXICILLINE = Allergy("substance", "amoxicilline", "amoxicilline", "unknown")
TO_PENICILLINS = Allergy("class", "penicillines", "Pénicillines", "moderate", "urticaire")


def with_(allergy, *lines, stage="prescribing", **changes):
    return checked(lines, facts(allergies=(allergy,), **changes), stage)


@pytest.mark.parametrize("stage", ["prescribing", "validation", "giving"])
def test_the_substance_itself_interrupts_at_every_stage(stage):
    (found,) = of_kind(with_(TO_AMOXICILLINE, line(AMOXICILLINE), stage=stage), "allergy")
    assert found.level == "interrupt"
    assert found.says == "Allergie à « amoxicilline » : AMOXICILLINE BIOGARAN 500 mg."
    assert found.for_aide == "Ne pas donner, appeler l’infirmière."


def test_it_is_found_in_a_combination():
    assert of_kind(with_(TO_AMOXICILLINE, line(AUGMENTIN)), "allergy")


def test_another_drug_of_the_family_counts_as_the_substance():
    """RCP CLAMOXYL, 4.3: "allergie à l'une des pénicillines"."""
    (found,) = of_kind(with_(TO_AMOXICILLINE, by_name("cloxacilline")), "allergy")
    assert "RCP CLAMOXYL" in found.source


def test_celecoxib_counts_among_the_sulfonamides():
    """RCP CELEBREX, 4.3: "hypersensibilité connue aux sulfamides"."""
    (found,) = of_kind(
        with_(Allergy("class", "sulfamides", "Sulfamides"), line(CELECOXIB)), "allergy"
    )
    assert "CELEBREX" in found.source


def test_a_class_is_matched_by_each_of_its_members_with_the_reaction_said():
    (found,) = of_kind(with_(TO_PENICILLINS, line(AMOXICILLINE)), "allergy")
    assert found.because == "Réaction modérée : urticaire."


@pytest.mark.parametrize(
    ("severity", "kind", "level"),
    [
        ("severe", "allergy_related_severe", "interrupt"),
        ("moderate", "allergy_related", "show"),
        ("unknown", "allergy_related", "show"),
    ],
)
def test_a_neighbouring_family_interrupts_when_the_reaction_was_severe(severity, kind, level):
    """RCP ROCEPHINE, 4.3: severe immediate reaction to another beta-lactam."""
    allergy = Allergy("class", "penicillines", "Pénicillines", severity)
    (found,) = with_(allergy, line(ROCEPHINE, route="intraveineuse"))[:1]
    assert (found.kind, found.level) == (kind, level)
    assert "céphalosporines" in found.says


def test_the_neighbour_of_a_substance_is_found_through_its_family():
    allergy = Allergy("substance", "ceftriaxone", "ceftriaxone", "severe")
    assert of_kind(with_(allergy, line(AMOXICILLINE)), "allergy_related_severe")


def test_a_member_that_the_thesaurus_does_not_know_is_read_in_the_composition():
    """ORELOX: cefpodoxime is in no entry of the thesaurus."""
    allergy = Allergy("class", "cephalosporines", "Céphalosporines")
    assert of_kind(with_(allergy, line(ORELOX)), "allergy")


def test_a_member_is_read_by_its_atc_code_too():
    allergy = Allergy("class", "J01D", "Autres bêta-lactamines")
    assert of_kind(with_(allergy, line(ROCEPHINE, route="intraveineuse")), "allergy")
    assert not of_kind(with_(allergy, line(DOLIPRANE)), "allergy")
    assert not of_kind(with_(allergy, by_name("ceftriaxone")), "allergy")


def test_an_allergy_to_an_ingredient_that_the_thesaurus_does_not_know_matches_its_name():
    """As the health page writes it: the folded name of the composition."""
    allergy = Allergy("substance", "cefpodoxime proxetil", "céfpodoxime proxétil")
    assert of_kind(with_(allergy, line(ORELOX)), "allergy")
    assert of_kind(with_(allergy, line(ROCEPHINE, route="intraveineuse")), "allergy")


def test_a_class_of_the_thesaurus_is_one_too():
    allergy = Allergy("class", "sulfamides antibacteriens", "Sulfamides antibactériens")
    (found,) = of_kind(with_(allergy, line(BACTRIM)), "allergy")
    assert found.source == "Allergies codées de la personne"


def test_aspirin_and_anti_inflammatory_drugs_are_one_family():
    """RCP KARDEGIC, 4.3: asthma by salicylates or drugs of a close activity."""
    allergy = Allergy("substance", "acide acetylsalicylique", "aspirine")
    assert of_kind(with_(allergy, line(IBUPROFENE)), "allergy")


def test_a_class_that_nobody_knows_is_not_verified():
    (found,) = [
        one for one in with_(Allergy("class", "xyz", "Xyz"), line(DOLIPRANE)) if "Xyz" in one.says
    ]
    assert (found.kind, found.level) == ("unverified", "show")


def test_it_is_said_of_the_lines_that_one_asks_about_only():
    two = [line(DOLIPRANE), line(SKENAN)]
    for allergies in ((Allergy("class", "xyz", "Xyz"),), None):
        asked = checked(two, facts(allergies=allergies), about=[two[0]])
        assert {chain for one in asked if "llergie" in one.says for chain in one.chains} == {
            two[0].chain
        }
    none = checked(two, facts(allergies=None), about=[by_name("x", name="autre")])
    assert not [one for one in none if "llergie" in one.says]
    unknown = facts(allergies=(Allergy("class", "xyz", "Xyz"),))
    assert not [
        one
        for one in checked(two, unknown, about=[by_name("x", name="autre")])
        if "Xyz" in one.says
    ]


def test_nobody_having_said_is_not_the_same_as_none_known():
    (found,) = [
        one for one in checked([line(DOLIPRANE)], facts(allergies=None)) if "Allergies" in one.says
    ]
    assert (found.kind, found.level) == ("unverified", "show")
    assert not [one for one in checked([line(DOLIPRANE)]) if "Allergies" in one.says]


def test_an_excipient_interrupts_where_the_table_knows_it():
    """RCP ELIQUIS, 2: contains lactose."""
    allergy = Allergy("excipient", "lactose", "Lactose")
    found = with_(allergy, line(ELIQUIS), line(DOLIPRANE), by_name("ramipril"))
    (sure,) = of_kind(found, "allergy")
    assert sure.chains == (line(ELIQUIS).chain,)
    assert "RCP ELIQUIS" in sure.source
    (silent,) = [one for one in found if "excipients non vérifiés" in one.says]
    assert "DOLIPRANE" in silent.says and "ramipril" in silent.says


def test_nothing_is_said_of_excipients_when_every_line_is_known_or_not_asked_about():
    allergy = Allergy("excipient", "lactose", "Lactose")
    two = [line(ELIQUIS), line(DOLIPRANE)]
    asked = checked(two, facts(allergies=(allergy,)), about=[two[0]])
    assert not [one for one in asked if "excipients" in one.says]


def test_what_has_nothing_to_do_with_the_allergy_raises_nothing():
    assert not kinds(with_(TO_AMOXICILLINE, line(DOLIPRANE)))
    lone = Allergy("substance", "paracetamol", "paracétamol")
    assert not kinds(with_(lone, line(SKENAN)))


def test_another_severity_is_another_alert():
    mild, severe = (
        of_kind(
            with_(Allergy("substance", "amoxicilline", "a", one), line(AMOXICILLINE)), "allergy"
        )
        for one in ("moderate", "severe")
    )
    assert mild[0].identity != severe[0].identity
