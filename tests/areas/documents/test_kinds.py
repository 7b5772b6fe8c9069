"""The kinds of documents: one table on the server, the same on tablets, and nothing in it that nobody can read."""

import json
from pathlib import Path

import pytest

from app.areas.documents.kinds import FAMILIES, KINDS, RETENTIONS, TO_FILE, label_of
from app.ground.folding import fold

VECTOR = Path(__file__).parents[2] / "vectors/document_kinds.json"


def test_tablets_have_the_same_kinds_in_the_same_order():
    told = json.loads(VECTOR.read_text(encoding="utf-8"))
    names = ("code", "label", "family", "is_offered")
    assert told["families"] == dict(FAMILIES) and told["to_file"] == TO_FILE
    assert told["kinds"] == [{name: getattr(one, name) for name in names} for one in KINDS.values()]


@pytest.mark.parametrize("code", KINDS)
def test_a_kind_says_who_reads_it_and_how_long_it_is_kept(code):
    kind = KINDS[code]
    assert kind.family in FAMILIES and kind.retention in RETENTIONS
    assert kind.reads == f"document.read_{kind.family}"
    assert kind.usual_validity is None or 0 < kind.usual_validity <= 180
    assert len(code) <= 24


@pytest.mark.parametrize("code", KINDS)
def test_the_words_that_announce_a_kind_are_written_as_they_are_compared(code):
    assert all(fold(one) == one for one in KINDS[code].suggests)


def test_a_document_without_a_kind_is_to_file():
    assert label_of(None) == "À classer" and label_of("biologie") == "Biologie"
    assert label_of("of_tomorrow") == "of_tomorrow"
