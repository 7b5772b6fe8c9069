"""A thesaurus that was kept is the same when it is read again."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date

from medication.thesaurus import Thesaurus, parse
from medication.thesaurus_plain import from_plain, to_plain


def test_what_is_kept_comes_back() -> None:
    entry = {
        "main_drug": "A",
        "plus_drug": "ALCOOL",
        "severity_levels": [
            {"level": "CONTRE-INDICATION", "info": "x"},
            {"level": "A prendre en compte", "info": ""},
        ],
        "interaction_mechanism": "Risque.",
        "description": "CI - APEC x Risque.",
    }
    index = [{"substance": "a", "drug_classes": ["k", "l"]}]
    thesaurus = parse([entry], index, version="essai", published=date(2020, 10, 20))
    kept = from_plain(json.loads(json.dumps(to_plain(thesaurus))))
    for field in fields(Thesaurus):
        assert getattr(kept, field.name) == getattr(thesaurus, field.name)
    assert kept.members("k") == {"a"}
