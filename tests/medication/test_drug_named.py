"""What somebody names becomes a drug, or one of which nothing is known."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from medication.drug import Dose
from medication.drug_named import drug_named
from medication.product import Ingredient, Product
from medication.reference import Reference
from tests.medication.references import builtin_reference


def reference_of(*products: Product) -> Reference:
    return replace(
        builtin_reference(), products=MappingProxyType({one.cis: one for one in products})
    )


def product(cis: str, name: str, key: str, dose: str, *routes: str) -> Product:
    row = Ingredient("1", key.upper(), dose, "un comprimé", "SA", 1, (key,), True)
    return Product(cis, name, "comprimé", routes, True, (row,))


TABLET = product("60000001", "ESSAI 5 mg, comprimé", "oxazepam", "5 mg", "orale")
STRONG = product("60000002", "ESSAI 10 mg, comprimé", "oxazepam", "10 mg", "orale")
INJECTED = product("60000003", "ESSAI 5 mg, solution", "oxazepam", "5 mg", "intraveineuse")
SILENT = product("60000004", "ESSAI 5 mg, autre", "oxazepam", "5 mg")
OTHER = product("60000005", "ESSAI 5 mg, mélange", "warfarine", "5 mg", "orale")


def test_a_code_is_a_specialty_with_its_routes_and_doses() -> None:
    named = drug_named(reference_of(TABLET), "60000001")
    assert named.doubt is None
    assert (named.drug.label, named.drug.cis) == ("60000001", "60000001")
    assert named.drug.routes == {"orale"}
    assert named.drug.doses == {"oxazepam": Dose(unit=5)}


def test_a_brand_has_the_routes_of_all_and_the_doses_they_share() -> None:
    drug = drug_named(reference_of(TABLET, INJECTED), "essai").drug
    assert (drug.label, drug.cis, drug.routes) == ("essai", None, {"orale", "intraveineuse"})
    assert drug.doses == {"oxazepam": Dose(unit=5)}
    assert drug_named(reference_of(TABLET, STRONG), "essai").drug.doses == {}
    assert drug_named(reference_of(TABLET, SILENT), "essai").drug.routes is None


def test_a_brand_of_several_contents_is_not_guessed() -> None:
    named = drug_named(reference_of(TABLET, OTHER), "essai")
    assert named.doubt == "ambiguous"
    assert set(named.candidates) == {TABLET, OTHER}
    assert named.drug.substances == ()


def test_a_substance_has_neither_route_nor_dose() -> None:
    drug = drug_named(builtin_reference(), "Oxazépam").drug
    assert (drug.label, drug.substances, drug.routes) == ("Oxazépam", ("oxazepam",), None)


def test_a_substance_that_the_thesaurus_does_not_know_is_known_as_such() -> None:
    drug = drug_named(builtin_reference(), "lévétiracétam").drug
    assert drug.substances == ()
    assert drug.unknown


def test_alcohol_is_understood() -> None:
    named = drug_named(builtin_reference(), "Alcool")
    assert named.doubt is None
    assert named.drug.substances == ("alcool (boisson ou excipient)",)


def test_alcohol_to_drink_is_not_the_one_of_a_solution() -> None:
    row = Ingredient("1", "ALCOOL", "70 ml", "100 ml", "SA", 1, (), False)
    solution = Product("60000009", "ALCOOL MODIFIÉ", "solution", ("cutanée",), True, (row,))
    named = drug_named(reference_of(solution), "alcool")
    assert named.drug.substances == ("alcool (boisson ou excipient)",)


def test_a_name_that_fits_nothing_is_told() -> None:
    named = drug_named(builtin_reference(), "zzz")
    assert (named.doubt, named.drug.substances, named.drug.unknown) == ("unknown", (), ())
