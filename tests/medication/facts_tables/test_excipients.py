"""Excipients with a known effect: yes, or nobody verified."""

import pytest

from medication.facts_tables import excipients
from medication.facts_tables.excipients import excipients_of, is_known
from medication.facts_tables.table import Row, TableRefused
from tests.medication.references import builtin_reference


def test_each_row_is_about_a_built_in_specialty_that_its_document_names() -> None:
    products = builtin_reference().products
    for cis, known in excipients._by_product().items():
        brand = products[cis].name.split()[0].strip(",")
        for source in known.values():
            assert brand in source.document, cis


@pytest.mark.parametrize(
    ("cis", "codes"),
    [
        ("61902218", {"lactose"}),  # ELIQUIS 5 mg
        ("66116589", {"sodium", "parahydroxybenzoates"}),  # GAVISCON
        ("68081368", {"saccharose", "lactose"}),  # SPASFON
        ("60047271", {"benzalkonium"}),  # XALATAN
        ("60234100", set()),  # DOLIPRANE: nobody verified
    ],
)
def test_it_says_what_it_knows(cis: str, codes: set[str]) -> None:
    assert set(excipients_of(cis)) == codes
    assert is_known(cis) == bool(codes)


def test_a_row_about_an_excipient_without_a_name_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cells = {"excipient": "poussiere", "cis": "61902218", "document": "RCP", "read_on": ""}
    monkeypatch.setattr(excipients, "rows_of", lambda name: [Row(name, 1, cells)])
    excipients._by_product.cache_clear()
    with pytest.raises(TableRefused, match="poussiere"):
        excipients_of("61902218")
    excipients._by_product.cache_clear()
