"""What a specialty's published composition says to the interactions."""

from __future__ import annotations

import pytest

from medication.drug import Dose
from medication.drug_of_product import drug_of, milligrams
from medication.product import Ingredient, Product


def ingredient(
    name: str, dose: str, per: str, nature: str = "SA", link: int = 1, key: str = "aspirine"
) -> Ingredient:
    keys = (key,) if key else ()
    return Ingredient("1", name, dose, per, nature, link, keys, bool(keys))  # type: ignore[arg-type]


def product(*rows: Ingredient, routes: tuple[str, ...] = ("orale",)) -> Product:
    return Product("60000000", "ESSAI", "comprimé", routes, True, rows)


@pytest.mark.parametrize(
    ("dose", "per", "expected"),
    [
        ("75 mg", "un comprimé", 75),
        ("5,00 mg", "un comprimé", 5),
        ("1,8 g", "une ampoule", 1800),
        ("1 000 mg", "un sachet", 1000),
        ("500 microgrammes", "une gélule", 0.5),
        ("25 µg", "un comprimé", 0.025),
        ("160 mg", "un sachet de 327,4 mg", 160),
        ("100 000 UI", "une ampoule", None),
        ("", "un comprimé", None),
        ("500 mg", "100 ml", None),
        ("500 mg", "1 g de poudre", None),
        ("500 mg", "pour 5 ml", None),
        ("500 mg", "", None),
    ],
)
def test_a_dose_is_read_in_milligrams_where_it_is_that_of_a_unit(
    dose: str, per: str, expected: float | None
) -> None:
    assert milligrams(ingredient("x", dose, per)) == expected


def test_a_drug_has_its_label_routes_substances_and_unit_doses() -> None:
    drug = drug_of(
        product(
            ingredient("ASPIRINE", "75 mg", "un sachet", "FT"),
            ingredient("ASPIRINE DE LYSINE", "135 mg", "un sachet", "SA"),
            ingredient("MYSTÈRE", "1 mg", "un sachet", link=2, key=""),
            routes=("orale", "Sous-cutanée"),
        ),
        "60000000",
    )
    assert (drug.label, drug.cis) == ("60000000", "60000000")
    assert drug.substances == ("aspirine",)
    assert drug.unknown == ("MYSTÈRE",)
    assert drug.routes == {"orale", "sous-cutanee"}
    assert drug.doses == {"aspirine": Dose(unit=75)}


def test_a_substance_that_a_unit_holds_in_two_amounts_has_no_dose() -> None:
    drug = drug_of(
        product(
            ingredient("A", "75 mg", "un comprimé bleu"),
            ingredient("A", "25 mg", "un comprimé blanc", link=2),
        ),
        "x",
    )
    assert drug.doses == {}


def test_a_bottle_to_drink_from_is_no_unit_and_one_to_inject_is() -> None:
    row = ingredient("A", "500 mg", "un flacon")
    assert drug_of(product(row), "x").doses == {}
    assert drug_of(product(row, routes=("intraveineuse",)), "x").doses == {
        "aspirine": Dose(unit=500)
    }


def test_a_product_without_routes_leaves_them_unknown() -> None:
    assert drug_of(product(routes=()), "x").routes is None
