"""Narcotics and injections, which a nurse gives by default."""

import pytest

from medication.facts_tables.handling import is_injected, is_narcotic, needs_a_nurse
from tests.medication.references import builtin_reference

PRODUCTS = builtin_reference().products


@pytest.mark.parametrize(
    ("cis", "narcotic", "injected"),
    [
        ("61227030", True, False),  # SKENAN LP
        ("68108025", True, False),  # DUROGESIC
        ("60762795", True, True),  # MORPHINE AGUETTANT
        ("65979151", False, True),  # LANTUS
        ("60782303", False, True),  # LOVENOX, whose routes are those of needles and of dialysis
        ("64400053", False, False),  # TRAMADOL, on the secure form and no narcotic
        ("62969974", False, False),  # ZOLPIDEM
        ("60234100", False, False),  # DOLIPRANE
    ],
)
def test_what_asks_for_a_nurse(cis: str, narcotic: bool, injected: bool) -> None:
    product = PRODUCTS[cis]
    assert is_narcotic(product) == narcotic
    assert is_injected(product.form, product.routes) == injected
    assert needs_a_nurse(product) == (narcotic or injected)


def test_without_a_word_of_the_form_the_routes_say_it() -> None:
    assert is_injected("solution", ("sous-cutanée",))
    assert is_injected("solution", ("intramusculaire", "intraveineuse"))
    assert not is_injected("solution", ("orale", "sous-cutanée"))
    assert not is_injected("solution", ())
    assert is_injected("solution pour perfusion", ())
