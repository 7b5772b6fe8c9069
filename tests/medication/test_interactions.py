"""The level that applies to a pair, and nothing louder.

Expected levels were read in the thesaurus of October 2020.
"""

from __future__ import annotations

import dataclasses

import pytest

from medication.drug import Dose, Drug
from medication.interactions import beside_drugs, interactions
from tests.medication.october_2020 import by, drug, october_2020, said

ALCOHOL = Drug("alcool", ("alcool (boisson ou excipient)",))
EYE = by("ophtalmique")
VEIN = by("intraveineuse")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (drug("haloperidol"), drug("sotalol"), ("ASDEC", False, "ASDEC")),
        (drug("haloperidol"), drug("citalopram"), ("CI", False, "CI")),
        (drug("haloperidol"), drug("domperidone"), ("CI", False, "CI")),
        (drug("amiodarone"), drug("sotalol"), ("CI", False, "CI")),
        (drug("amiodarone"), drug("hydroxychloroquine"), ("ASDEC", False, "ASDEC")),
        (drug("escitalopram"), drug("hydroxychloroquine"), ("CI", False, "CI")),
        (drug("oxazepam"), drug("zopiclone"), ("APEC", False, "APEC")),
        (drug("oxazepam"), drug("oxybate de sodium"), ("ASDEC", False, "ASDEC")),
        (drug("morphine"), drug("oxybate de sodium"), ("CI", False, "CI")),
        (drug("sacubitril", "valsartan"), drug("ramipril"), ("CI", False, "CI")),
        (drug("sitagliptine"), drug("ramipril"), ("ASDEC", False, "ASDEC")),
        (drug("amlodipine"), drug("rifampicine"), ("PE", False, "PE")),
        (drug("nimodipine"), drug("rifampicine"), ("ASDEC", False, "ASDEC")),
        (drug("amlodipine"), drug("clarithromycine"), ("PE", False, "PE")),
        (drug("tamsulosine"), drug("sildenafil"), ("PE", False, "PE")),
        (drug("doxazosine"), drug("sildenafil"), ("ASDEC", False, "ASDEC")),
        (drug("colchicine"), drug("clarithromycine"), ("CI", False, "CI")),
        (drug("colchicine"), drug("itraconazole"), ("ASDEC", False, "ASDEC")),
        (drug("fenofibrate"), drug("atorvastatine"), ("ASDEC", False, "ASDEC")),
        (drug("oxybutynine"), drug("itraconazole"), ("APEC", False, "APEC")),
        (drug("tolterodine"), drug("itraconazole"), ("ASDEC", False, "ASDEC")),
        (drug("amiodarone"), drug("bisoprolol"), ("PE", False, "PE")),
        (drug("paracetamol"), drug("furosemide"), None),
    ],
)
def test_branches_that_name_substances_are_decided(
    a: Drug, b: Drug, expected: tuple[str, bool, str] | None
) -> None:
    assert said(a, b) == expected
    assert said(b, a) == expected


@pytest.mark.parametrize(
    ("unit", "other", "expected"),
    [
        (75, "apixaban", ("ASDEC", True, "ASDEC APEC")),
        (500, "apixaban", ("CI", True, "CI ASDEC")),
        (None, "apixaban", ("CI", True, "CI ASDEC APEC")),
        (75, "ibuprofene", ("APEC", False, "APEC")),
        (500, "ibuprofene", ("ASDEC", False, "ASDEC")),
        (75, "prednisone", None),
        (1000, "prednisone", ("ASDEC", True, "ASDEC APEC")),
        (75, "ramipril", None),
        (500, "ramipril", ("PE", False, "PE")),
        (75, "methotrexate", ("PE", True, "PE")),
        (500, "methotrexate", ("CI", True, "CI PE")),
    ],
)
def test_the_dose_of_aspirin_decides(
    unit: float | None, other: str, expected: tuple[str, bool, str] | None
) -> None:
    assert said(drug("acide acetylsalicylique", unit=unit), drug(other)) == expected


def test_a_pen_of_more_than_a_week_s_low_dose_is_a_high_dose() -> None:
    pen = drug("methotrexate", routes=by("sous-cutanee"), unit=27.5)
    assert said(pen, drug("omeprazole")) == ("ASDEC", False, "ASDEC")
    assert said(drug("methotrexate", unit=2.5), drug("omeprazole")) == ("ASDEC", True, "ASDEC APEC")


@pytest.mark.parametrize(
    ("week", "expected"),
    [
        (10.0, ("PE", False, "PE")),
        (25.0, ("ASDEC", False, "ASDEC")),
        (None, ("ASDEC", True, "ASDEC PE")),
    ],
)
def test_the_week_s_dose_of_methotrexate_decides(
    week: float | None, expected: tuple[str, bool, str]
) -> None:
    methotrexate = Drug("m", ("methotrexate",), doses={"methotrexate": Dose(week=week)})
    assert said(methotrexate, drug("ketoprofene")) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (drug("diltiazem", routes=VEIN), drug("amiodarone"), ("ASDEC", False, "ASDEC")),
        (drug("diltiazem"), drug("amiodarone"), ("PE", False, "PE")),
        (drug("diltiazem", routes=None), drug("amiodarone"), ("ASDEC", True, "ASDEC PE")),
        (drug("erythromycine"), drug("amiodarone"), None),
        (drug("erythromycine", routes=VEIN), drug("amiodarone"), ("CI", False, "CI")),
        (drug("calcium"), drug("digoxine"), ("PE", False, "PE")),
        (drug("calcium", routes=VEIN), drug("digoxine"), ("CI", True, "CI")),
        (drug("ciprofloxacine", routes=EYE), drug("fer"), None),
        (drug("ciprofloxacine"), drug("fer"), ("PE", False, "PE")),
        (drug("timolol", routes=EYE), drug("verapamil"), ("ASDEC", False, "ASDEC")),
        (drug("phenylephrine", routes=EYE), drug("imipramine"), None),
        (drug("dexamethasone", routes=EYE), drug("warfarine"), None),
        (drug("econazole", routes=by("cutanee")), drug("warfarine"), ("PE", False, "PE")),
        (drug("miconazole", routes=by("cutanee")), drug("warfarine"), ("CI", True, "CI")),
        (drug("diclofenac", routes=by("cutanee")), drug("apixaban"), ("ASDEC", True, "ASDEC")),
        (drug("paracetamol"), drug("warfarine"), ("PE", True, "PE")),
    ],
)
def test_the_route_decides(a: Drug, b: Drug, expected: tuple[str, bool, str] | None) -> None:
    assert said(a, b) == expected
    assert said(b, a) == expected


def test_a_spray_that_reaches_the_blood_is_not_local() -> None:
    spray, cream = drug("fentanyl", routes=by("nasale")), drug("budesonide", routes=by("nasale"))
    assert said(spray, drug("clarithromycine")) == ("PE", False, "PE")
    assert said(cream, drug("ibuprofene")) == ("APEC", True, "APEC")


def test_homeopathy_meets_nothing_by_its_route_alone() -> None:
    arnica = Drug("ARNICA", unknown=("ARNICA",), routes=by("orale"), is_homeopathic=True)
    found = interactions(october_2020(), (arnica, drug("colestyramine")))
    assert (found.pairs, found.unknown) == ((), ("ARNICA",))


def test_a_level_that_a_local_route_may_escape_says_so() -> None:
    gel = drug("diclofenac", routes=by("cutanee"))
    (pair,) = interactions(october_2020(), (gel, drug("apixaban"))).pairs
    assert pair.findings[0].levels[0].condition == (
        "voie locale : le thésaurus ne dit pas si elle est concernée"
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ("ASDEC", True, "ASDEC")),
        ({"hypokaliemie": True}, ("APEC", False, "APEC")),
        ({"hypokaliemie": False}, ("ASDEC", False, "ASDEC")),
    ],
)
def test_a_fact_about_the_person_decides(
    facts: dict[str, bool], expected: tuple[str, bool, str]
) -> None:
    assert said(drug("ramipril"), drug("potassium", unit=600), **facts) == expected


def test_a_little_potassium_is_not_the_entry_s_potassium() -> None:
    assert said(drug("ramipril"), drug("potassium", unit=47)) == ("APEC", False, "APEC")


def test_heparins_count_as_curative_at_an_old_age() -> None:
    enoxaparin, ibuprofen = drug("enoxaparine", routes=by("sous-cutanee")), drug("ibuprofene")
    assert said(enoxaparin, ibuprofen) == ("ASDEC", True, "ASDEC")
    assert said(enoxaparin, ibuprofen, **{"sujet age": True}) == ("ASDEC", False, "ASDEC")


def test_what_a_class_hangs_on_is_said_while_it_is_unknown() -> None:
    drugs = (drug("enoxaparine", routes=by("sous-cutanee")), drug("ibuprofene"))
    (unknown,) = interactions(october_2020(), drugs).pairs
    (known,) = interactions(october_2020(), drugs, facts={"sujet age": True}).pairs
    assert unknown.findings[0].levels[0].condition == "doses curatives ou sujet âgé"
    assert known.findings[0].levels[0].condition == ""


def test_a_resin_meets_every_swallowed_drug_even_one_the_thesaurus_does_not_name() -> None:
    resin = drug("colestyramine")
    keppra = Drug("KEPPRA", unknown=("LÉVÉTIRACÉTAM",), routes=by("orale"))
    found = interactions(october_2020(), (keppra, resin))
    (pair,) = found.pairs
    assert pair.findings[0].level == "PE"
    assert pair.findings[0].substances == ("LÉVÉTIRACÉTAM", "colestyramine")
    assert found.unknown == ("KEPPRA",)
    assert said(resin, drug("paracetamol")) == ("PE", False, "PE")
    assert said(resin, drug("paracetamol", routes=VEIN)) is None
    assert said(resin, drug("paracetamol", routes=None)) == ("PE", True, "PE")
    assert said(resin, drug("colestyramine")) is None
    assert said(resin, ALCOHOL) is None


def test_an_antacid_is_discouraged_with_integrase_inhibitors_only() -> None:
    antacid = drug("magnesium (hydroxyde de)")
    assert said(antacid, drug("bisoprolol")) == ("PE", False, "PE")
    assert said(antacid, drug("dolutegravir")) == ("ASDEC", False, "ASDEC")


def test_alcohol_is_not_a_drug_but_interacts() -> None:
    assert said(ALCOHOL, drug("oxazepam")) == ("ASDEC", False, "ASDEC")
    assert said(ALCOHOL, drug("paracetamol")) is None


def test_injected_iron_meets_swallowed_iron() -> None:
    assert said(drug("fer"), drug("fer", routes=VEIN)) == ("ASDEC", False, "ASDEC")
    assert said(drug("fer", routes=None), drug("fer", routes=VEIN)) == ("ASDEC", False, "ASDEC")
    assert said(drug("fer"), drug("fer")) is None
    assert said(drug("fer", routes=None), drug("fer", routes=None)) is None
    assert said(drug("fer", routes=VEIN), drug("fer", routes=VEIN)) is None


def test_a_vaginal_drug_meets_spermicides() -> None:
    vaginal = drug("econazole", routes=by("vaginale"))
    assert said(vaginal, drug("nonoxynol 9", routes=by("vaginale"))) == ("ASDEC", False, "ASDEC")
    assert said(drug("econazole"), drug("nonoxynol 9", routes=by("vaginale"))) is None


def test_two_drugs_with_the_same_substance_do_not_interact_by_it() -> None:
    assert said(drug("oxazepam"), drug("oxazepam")) is None
    written_twice = ("perindopril", "perindopril tert-butylamine")
    assert said(drug(*written_twice), drug(*written_twice)) is None
    twin = drug("ramipril", "hydrochlorothiazide")
    assert said(twin, drug("ramipril", "hydrochlorothiazide")) is None
    assert said(drug("sacubitril", "valsartan"), drug("valsartan")) is None


def test_a_shared_substance_still_meets_what_else_the_other_drug_holds() -> None:
    found = said(drug("perindopril", "indapamide"), drug("indapamide"))
    assert found == ("PE", False, "PE")


def test_several_substances_of_a_drug_each_count() -> None:
    assert said(drug("paracetamol", "tramadol"), drug("oxazepam")) == ("APEC", False, "APEC")
    (pair,) = interactions(
        october_2020(), (drug("paracetamol", "tramadol"), drug("oxazepam"))
    ).pairs
    assert {finding.substances for finding in pair.findings} == {("tramadol", "oxazepam")}


def test_every_entry_of_a_pair_is_listed_the_gravest_and_surest_first() -> None:
    (pair,) = interactions(october_2020(), (drug("amiodarone"), drug("bisoprolol"))).pairs
    assert [(found.level, found.conditional) for found in pair.findings] == [
        ("PE", False),
        ("PE", False),
        ("PE", True),
        ("PE", True),
        ("APEC", False),
    ]
    assert pair.findings[0].via == (
        "AMIODARONE + BÊTA-BLOQUANTS (SAUF ESMOLOL ET SOTALOL) (Y COMPRIS COLLYRES)"
    )


def test_pairs_come_in_the_order_of_the_list() -> None:
    names = ["warfarine", "paracetamol", "amiodarone", "furosemide", "oxazepam"]
    found = interactions(october_2020(), [drug(name) for name in names])
    assert [(pair.a, pair.b) for pair in found.pairs] == [
        ("warfarine", "paracetamol"),
        ("warfarine", "amiodarone"),
        ("amiodarone", "furosemide"),
    ]


def test_what_the_thesaurus_does_not_know_is_never_called_safe() -> None:
    augmentin = Drug("AUGMENTIN", ("amoxicilline",), ("ACIDE CLAVULANIQUE",), by("orale"))
    keppra = Drug("KEPPRA", (), ("LÉVÉTIRACÉTAM",), by("orale"))
    nothing = Drug("xyz")
    found = interactions(october_2020(), (augmentin, keppra, nothing, drug("paracetamol")))
    assert found.pairs == ()
    assert found.unknown == ("ACIDE CLAVULANIQUE", "KEPPRA", "xyz")
    assert [(one.drug, one.names, one.is_whole) for one in found.silences] == [
        ("AUGMENTIN", ("ACIDE CLAVULANIQUE",), False),
        ("KEPPRA", ("LÉVÉTIRACÉTAM",), True),
        ("xyz", ("xyz",), True),
    ]


def test_a_list_of_one_or_none_has_no_pair() -> None:
    assert interactions(october_2020(), ()).pairs == ()
    assert interactions(october_2020(), (drug("warfarine"),)).pairs == ()


def test_an_unnamed_drug_meets_a_resin_under_its_label() -> None:
    found = interactions(
        october_2020(), (drug("colestyramine"), Drug("sans nom", routes=by("orale")))
    )
    assert found.pairs[0].findings[0].substances == ("colestyramine", "sans nom")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Alcool", "alcool (boisson ou excipient)"),
        ("alcool (boisson ou excipient)", "alcool (boisson ou excipient)"),
        ("pamplemousse", "pamplemousse (jus et fruit)"),
        ("THÉINE", "theine"),
        ("OXAZÉPAM", None),
        ("", None),
    ],
)
def test_what_is_no_drug_is_known_as_typed(typed: str, key: str | None) -> None:
    assert beside_drugs(october_2020(), typed) == key


def test_a_thesaurus_without_alcohol_knows_no_alcohol() -> None:
    kept = {key: one for key, one in october_2020().substances.items() if "alcool" not in key}
    assert beside_drugs(dataclasses.replace(october_2020(), substances=kept), "alcool") is None
