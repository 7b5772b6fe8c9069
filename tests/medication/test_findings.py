"""What is found, as the document that the command line and the screens show."""

from __future__ import annotations

import json

from medication.drug import Drug
from medication.findings import LEVEL_LABELS
from medication.interactions import interactions
from medication.thesaurus import RANKS
from tests.medication.october_2020 import drug, october_2020


def test_the_document_has_the_promised_shape() -> None:
    keppra = Drug("KEPPRA", unknown=("LÉVÉTIRACÉTAM",), routes=frozenset({"orale"}))
    drugs = (drug("haloperidol"), drug("citalopram"), keppra)
    document = interactions(october_2020(), drugs).as_json()
    assert json.loads(json.dumps(document)) == document
    assert document["version"] == october_2020().version
    assert document["published"] == "2020-10-20"
    assert document["unknown"] == ["KEPPRA"]
    assert document["not_checked"] == [{"drug": "KEPPRA", "names": ["LÉVÉTIRACÉTAM"]}]
    (pair,) = document["pairs"]
    assert (pair["a"], pair["b"]) == ("haloperidol", "citalopram")
    assert (pair["level"], pair["conditional"]) == ("CI", False)
    assert pair["substances"] == ["haloperidol", "citalopram"]
    assert [level["level"] for level in pair["levels"]] == ["CI"]
    assert "citalopram" in pair["levels"][0]["condition"]
    assert pair["via"].startswith("NEUROLEPTIQUES")
    assert pair["mechanism"].startswith("Risque majoré de troubles du rythme")
    assert pair["advice"]
    assert [other["level"] for other in pair["others"]] == ["CI", "APEC"]


def test_every_level_has_its_french_name() -> None:
    assert LEVEL_LABELS.keys() == RANKS.keys()
