"""What one unit of a line holds, in milligrams: read, never guessed.

Compositions are those of the public drug database (built-in reference).
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from medication.prescription import EveryDay, Patch, Prescribed, Regular
from medication.product import Ingredient, Product
from medication.strength import milligrams_of
from tests.medication.references import builtin_reference

METHOTREXATE, BACTRIM, DUROGESIC, HUMALOG = "65854190", "64121235", "60914025", "65132156"
DAILY = Regular(())


def prescribed(
    cis: str | None = None, *keys: str, strength: str = "", **more: object
) -> Prescribed:
    return Prescribed("x", cis, keys, "x", "", strength, **more)  # type: ignore[arg-type]


def of_product(cis: str, unit: str) -> dict[str, Decimal]:
    product = builtin_reference().products[cis]
    return dict(milligrams_of(prescribed(cis), unit, DAILY, product))


def solution(dose: str, per: str, *, nature: str = "SA") -> Product:
    row = Ingredient("1", "X", dose, per, nature, 1, ("x",), True)  # type: ignore[arg-type]
    return Product("60000000", "X, solution buvable", "solution", ("orale",), True, (row,))


@pytest.mark.parametrize("unit", ["comprimé", "comprimés", "Comprimé sécable"])
def test_a_tablet_holds_what_its_composition_says(unit):
    assert of_product(METHOTREXATE, unit) == {"methotrexate": Decimal("2.5")}


def test_metformin_is_counted_as_the_base_whichever_the_composition_publishes():
    """RCP GLUCOPHAGE 1000 mg, 2: 1000 mg of hydrochloride are 780 mg of metformin."""
    salt = Ingredient(
        "1",
        "CHLORHYDRATE DE METFORMINE",
        "1000 mg",
        "un comprimé",
        "SA",
        1,
        ("metformine",),
        True,
    )
    product = Product("60000000", "X 50/1000", "comprimé", ("orale",), True, (salt,))
    base = {"metformine": Decimal(780)}
    assert milligrams_of(prescribed("60000000"), "comprimé", DAILY, product) == base
    assert of_product("67346461", "comprimé") == base
    written = prescribed(None, "metformine", strength="1000 mg")
    assert milligrams_of(written, "comprimé", DAILY, None) == base
    assert of_product("67346461", "g") == base


def test_each_substance_of_a_tablet_has_its_own():
    assert of_product(BACTRIM, "comprimé") == {
        "trimethoprime": Decimal(160),
        "sulfamethoxazole": Decimal(800),
    }


def test_a_line_in_milligrams_counts_as_written_where_there_is_one_substance():
    assert of_product(METHOTREXATE, "mg") == {"methotrexate": Decimal(1)}
    assert of_product(METHOTREXATE, "g") == {"methotrexate": Decimal(1000)}
    assert of_product(METHOTREXATE, "microgrammes") == {"methotrexate": Decimal("0.001")}


def test_milligrams_of_two_substances_together_say_nothing_of_each():
    assert of_product(BACTRIM, "mg") == {}
    assert milligrams_of(prescribed(None, "a", "b"), "mg", DAILY, None) == {}
    assert milligrams_of(prescribed(None, "a"), "mg", DAILY, None) == {"a": Decimal(1)}


@pytest.mark.parametrize("unit", ["gouttes", "cuillère à café", "UI", "unités", "bouffées"])
def test_what_the_composition_does_not_measure_has_no_milligrams(unit):
    assert of_product(METHOTREXATE, unit) == {}


def test_a_patch_lets_go_of_less_than_it_holds():
    patch = Patch("matin", Decimal(1), 72, EveryDay())
    product = builtin_reference().products[DUROGESIC]
    assert milligrams_of(prescribed(DUROGESIC), "patch", patch, product) == {}


def test_units_of_insulin_are_no_milligrams():
    assert of_product(HUMALOG, "ml") == {}


@pytest.mark.parametrize(
    ("dose", "per", "expected"),
    [
        ("100 mg", "1 ml", "100"),
        ("2,4 g", "100 ml de solution", "24"),
        ("250 mg", "pour 5 ml", "50"),
        ("100 mg", "0 ml", None),
        ("100 mg", "une cuillère", None),
        ("", "1 ml", None),
    ],
)
def test_a_solution_is_read_by_the_millilitre(dose, per, expected):
    found = milligrams_of(prescribed("60000000"), "mL", DAILY, solution(dose, per))
    assert found == ({} if expected is None else {"x": Decimal(expected)})


@pytest.mark.parametrize(
    ("strength", "unit", "expected"),
    [
        ("500 mg", "comprimé", "500"),
        ("1 000 mg", "gélule", "1000"),
        ("0,5 g", "sachet", "500"),
        ("25 µg", "comprimé", "0.025"),
        ("500 mg", "mL", None),
        ("faible", "comprimé", None),
    ],
)
def test_a_prescription_by_substance_counts_by_the_strength_it_writes(strength, unit, expected):
    found = milligrams_of(prescribed(None, "paracetamol", strength=strength), unit, DAILY, None)
    assert found == ({} if expected is None else {"paracetamol": Decimal(expected)})


def test_a_strength_says_nothing_of_two_substances():
    assert milligrams_of(prescribed(None, "a", "b", strength="5 mg"), "comprimé", DAILY, None) == {}


def test_what_the_line_says_counts_before_the_composition():
    said = prescribed(METHOTREXATE, "methotrexate", milligrams={"methotrexate": Decimal(10)})
    product = builtin_reference().products[METHOTREXATE]
    assert milligrams_of(said, "comprimé", DAILY, product) == {"methotrexate": Decimal(10)}


def test_a_line_without_a_unit_is_counted_by_the_tablet():
    assert of_product(METHOTREXATE, "") == {"methotrexate": Decimal("2.5")}
