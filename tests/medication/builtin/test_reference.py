"""The reference that the product carries, before any import."""

from datetime import date

from medication.builtin.reference import builtin_reference


def test_common_drugs_are_tied_to_the_thesaurus_of_october_2020() -> None:
    made = builtin_reference()
    assert made.thesaurus_date == date(2020, 10, 20)
    assert made.version.startswith(f"{made.bdpm_date}+2020-10-20+")
    assert len(made.products) > 200
    keys = {key for product in made.products.values() for key in product.substances}
    assert {"paracetamol", "furosemide", "apixaban", "ramipril", "lithium", "potassium"} <= keys
    covered = sum(product.is_covered for product in made.products.values())
    assert covered > 0.8 * len(made.products)
    packed = next(iter(made.by_cip13.items()))
    assert any(pack.cip13 == packed[0] for pack in made.products[packed[1]].packs)


def test_two_makings_are_one_version() -> None:
    assert builtin_reference().version == builtin_reference().version
