"""The classes of which one refusal is told at once."""

import pytest

from medication.facts_tables.critical import critical_class, critical_substances
from tests.medication.references import builtin_reference


def test_every_row_names_a_substance_of_the_thesaurus_and_a_document() -> None:
    assert set(critical_substances()) <= set(builtin_reference().thesaurus.substances)
    for one in critical_substances().values():
        assert one.label
        assert one.source.document


@pytest.mark.parametrize(
    ("substances", "route", "name"),
    [
        (("apixaban",), "orale", "anticoagulant"),
        (("fluindione",), "orale", "anticoagulant"),
        (("insuline glargine",), "sous-cutanée", "insuline"),
        (("acide valproique",), "orale", "antiépileptique"),
        (("levodopa",), "orale", "antiparkinsonien"),
        (("prednisone",), "orale", "corticoïde"),
        (("tacrolimus",), "orale", "immunosuppresseur"),
        (("tacrolimus",), "cutanée", None),
        (("dexamethasone", "tobramycine"), "ophtalmique", None),
        (("paracetamol", "codeine"), "orale", None),
        (("paracetamol",), "orale", None),
        ((), "orale", None),
    ],
)
def test_a_class_is_that_of_a_substance_given_to_the_whole_body(
    substances: tuple[str, ...], route: str, name: str | None
) -> None:
    found = critical_class(substances, route)
    assert (found.name if found else None) == name


def test_every_insulin_of_the_reference_is_critical() -> None:
    for product in builtin_reference().products.values():
        if (product.atc or "").startswith("A10A"):
            assert critical_class(product.substances, "sous-cutanée"), product.name
