"""The schedules that a prescriber picks in one choice."""

from datetime import date
from decimal import Decimal

import pytest

from medication.drug_of_product import unit_doses
from medication.facts_tables.maxima import daily_maximum
from medication.facts_tables.units import usual_unit
from medication.facts_tables.usual import _rows, usual
from medication.names import fold
from medication.scheme_json import scheme_from_json
from medication.scheme_problems import scheme_problems
from medication.schemes import AsNeeded, Regular
from tests.medication.references import builtin_reference

ON = date(2026, 11, 23)
PRODUCTS = builtin_reference().products


@pytest.mark.parametrize(
    ("cis", "first"),
    [
        ("60234100", "1 comprimé le matin, à midi et le soir"),  # DOLIPRANE 1000
        ("63368332", "1 comprimé le matin, à midi et le soir"),  # DOLIPRANE 500
        ("62158815", "1 comprimé à 7 h 30, le lundi"),  # FOSAMAX
        (
            "60914025",
            "1 patch le matin, à retirer 72 h après, tous les 3 jours depuis le 23 novembre",
        ),
        ("63489259", "1 ampoule le matin, le 1er du mois"),  # UVEDOSE
        ("61902218", "1 comprimé le matin et le soir"),  # ELIQUIS
        ("64342874", "1 goutte le matin"),  # TIMOPTOL LP
        ("61417407", "1 goutte le matin et le soir"),  # TIMOPTOL
        ("60047271", "1 goutte le matin"),  # XALATAN, by its form
        ("67216133", "1 comprimé le matin"),  # EBIXA, by its form
        ("64103828", "1 gélule le matin"),  # MOPRAL
        ("61227030", "1 gélule à 8 h et à 20 h"),  # SKENAN LP
        ("62417470", "si besoin (douleur) : 1 gélule, au plus 6 gélules en 24 h, 4 h entre deux"),
        ("69298346", "1 sachet le matin"),  # FORLAX
    ],
)
def test_the_first_choice_is_the_usual_one(cis: str, first: str) -> None:
    assert usual(PRODUCTS[cis], ON)[0].label == first


def test_nobody_proposes_a_dose_of_insulin_or_antivitamin_k() -> None:
    for cis in ("65979151", "64684582", "68133651", "63245753"):
        assert usual(PRODUCTS[cis], ON) == ()


def test_what_is_spread_or_has_no_word_of_its_form_has_no_choice() -> None:
    assert usual(PRODUCTS["62345035"], ON) == ()  # FUCIDINE
    assert usual(PRODUCTS["66615713"], ON) == ()  # TERCIAN in drops


def test_every_choice_can_be_kept_and_is_unlike_its_neighbours() -> None:
    for product in PRODUCTS.values():
        choices = usual(product, ON)
        assert len({one.label for one in choices}) == len(choices), product.name
        for one in choices:
            assert scheme_problems(one.scheme) == [], product.name
            assert scheme_from_json(one.scheme_json) == one.scheme
            assert one.unit == usual_unit(product)


def test_nobody_is_proposed_half_a_capsule_and_half_a_tablet_stays() -> None:
    def halves(unit: str) -> list[str]:
        found = (one for each in PRODUCTS.values() for one in usual(each, ON) if one.unit == unit)
        return [one.label for one in found if "½" in one.label or "0,5" in one.label]

    assert halves("gélule") == halves("capsule") == halves("patch") == []
    assert halves("comprimé") != []


def test_no_choice_is_beyond_what_an_elderly_person_may_take_in_a_day() -> None:
    """At 76 years, 60 kg, a clearance of 60: the schedules proposed stay within the summaries."""
    person = {"age": 76, "weight": Decimal(60), "clearance": Decimal(60)}
    for product in PRODUCTS.values():
        for substance, dose in unit_doses(product).items():
            most = daily_maximum(substance, fold(product.routes[0]), **person)  # type: ignore[arg-type]
            if most is None or dose.unit is None:
                continue
            for one in usual(product, ON)[:1]:
                taken = _units_a_day(one.scheme) * Decimal(str(dose.unit))
                assert taken <= most.milligrams, f"{product.name} : {one.label}"


def _units_a_day(scheme: object) -> Decimal:
    if isinstance(scheme, AsNeeded):
        return scheme.max_per_day
    if isinstance(scheme, Regular):
        return sum((take.amount or Decimal(0) for take in scheme.takes), Decimal(0))
    return Decimal(0)


def test_every_row_names_substances_of_the_thesaurus_and_all_its_choices_are_read() -> None:
    assert set(_rows()) <= set(builtin_reference().thesaurus.substances)


@pytest.mark.parametrize(
    ("cis", "unit"),
    [
        ("65979151", "unité"),
        ("60782303", "dose"),
        ("62580656", "ml"),
        ("69720897", "dose"),
        ("64720167", "bouffée"),
        ("67377186", "pulvérisation"),
        ("66615713", "goutte"),
        ("61496251", "goutte"),
        ("69505147", "ml"),
        ("65538840", "patch"),
        ("62345035", "application"),
        ("67703803", "capsule"),
        ("65247087", "sachet"),
        ("61227030", "gélule"),
    ],
)
def test_a_specialty_is_counted_in_its_unit(cis: str, unit: str) -> None:
    assert usual_unit(PRODUCTS[cis]) == unit
