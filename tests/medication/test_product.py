"""What a specialty says of itself."""

from medication.product import Ingredient, Product


def ingredient(name: str, nature: str, link: int, *keys: str) -> Ingredient:
    return Ingredient("1", name, "", "", nature, link, keys, bool(keys))  # type: ignore[arg-type]


def product(*ingredients: Ingredient) -> Product:
    return Product("60000000", "ESSAI", "comprimé", ("orale",), True, ingredients)


def test_two_substances_of_one_link_are_both_there() -> None:
    drug = product(ingredient("DIOSMINE", "SA", 1), ingredient("HESPÉRIDINE", "SA", 1))
    assert drug.unknown == ("DIOSMINE", "HESPÉRIDINE")


def test_an_ingredient_counts_once_by_its_active_substance() -> None:
    fraction = ingredient("PÉRINDOPRIL", "FT", 1, "perindopril")
    salt = ingredient("PÉRINDOPRIL ARGININE", "SA", 1, "perindopril")
    other = ingredient("INDAPAMIDE", "SA", 2, "indapamide")
    drug = product(fraction, salt, other)
    assert drug.actives == (salt, other)
    assert product(salt, fraction, other).actives == (salt, other)
    assert product(fraction).actives == (fraction,)
    assert drug.substances == ("perindopril", "indapamide")


def test_what_the_thesaurus_does_not_know_is_named() -> None:
    known = ingredient("LÉVODOPA", "SA", 1, "levodopa")
    unknown = ingredient("CARBIDOPA", "SA", 2)
    drug = product(known, unknown, unknown)
    assert drug.unknown == ("CARBIDOPA",)
    assert not drug.is_covered
    assert product(known).is_covered
    assert product(known).unknown == ()


def test_a_drug_without_composition_is_not_covered() -> None:
    assert not product().is_covered
