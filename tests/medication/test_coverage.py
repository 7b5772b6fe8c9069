"""How much of a reference the thesaurus can speak of."""

from datetime import date

from medication.coverage import coverage
from medication.product import Ingredient, Product
from medication.reference import Reference, assemble
from tests.medication.test_reference import thesaurus


def drug(cis: str, *rows: tuple[str, str, int], **facts: bool) -> Product:
    made = tuple(
        Ingredient("1", name, "", "", nature, link)  # type: ignore[arg-type]
        for name, nature, link in rows
    )
    facts.setdefault("marketed", True)
    return Product(cis, f"DROGUE {cis}", "", (), ingredients=made, **facts)  # type: ignore[arg-type]


def made_of(*products: Product) -> Reference:
    return assemble(
        products, {}, thesaurus("levodopa", "valsartan"), bdpm_date=date(2026, 5, 19), digest=""
    )


def test_names_are_counted_once_by_how_they_were_found() -> None:
    found = coverage(
        made_of(
            drug("1", ("LÉVODOPA", "SA", 1), ("CARBIDOPA ANHYDRE", "SA", 2)),
            drug("2", ("LÉVODOPA", "SA", 1)),
            drug("3", ("MALÉATE D'ÉNALAPRIL", "SA", 1), ("ÉNALAPRIL", "FT", 1)),
            drug("4", ("COMPLEXE INCONNU", "SA", 1), ("VALSARTAN", "FT", 1)),
            drug("5", ("CARBIDOPA ANHYDRE", "SA", 1)),
            drug("6", ("AUTRE", "SA", 1)),
        )
    )
    assert found.names == {
        "exact": 3,
        "hydrate": 0,
        "salt": 1,
        "alias": 0,
        "link": 1,
        "none": 2,
    }
    assert (found.mapped, found.substances_reached, found.substances) == (5, 3, 4)
    assert (found.marketed, found.covered) == (6, 3)
    assert found.unknown == (("CARBIDOPA ANHYDRE", 2), ("AUTRE", 1))
    assert found.matches[0] == ("AUTRE", (), "none")
    assert ("COMPLEXE INCONNU", ("valsartan",), "link") in found.matches


def test_a_name_found_by_its_link_somewhere_is_found() -> None:
    found = coverage(
        made_of(
            drug("1", ("COMPLEXE", "SA", 1)),
            drug("2", ("COMPLEXE", "SA", 1), ("VALSARTAN", "FT", 1)),
            drug("3", ("COMPLEXE", "SA", 1)),
        )
    )
    assert ("COMPLEXE", ("valsartan",), "link") in found.matches
    assert found.unknown == (("COMPLEXE", 2),)


def test_what_is_not_sold_is_left_out_and_homeopathy_is_counted_apart() -> None:
    found = coverage(
        made_of(
            drug("1", ("LÉVODOPA", "SA", 1), marketed=False),
            drug("2", ("LÉVODOPA", "SA", 1), homeopathic=True),
            drug("3", ("LÉVODOPA", "SA", 1)),
            drug("4", ("LÉVODOPA", "SA", 1)),
        )
    )
    assert (found.marketed, found.without_homeopathy, found.covered) == (3, 2, 2)
    assert found.unknown == ()
