"""What may speak of somebody else is found before a copy leaves; nothing is removed by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from app.areas.privacy.flagging import flags, texts

WORDS = {"entry": "Transmissions", "document": "Documents", "relative": "Proches"}
OUTSIDE = frozenset(("person", "legal_representative"))


def found(table: str, sealed: Any, **row: Any) -> list[str]:
    rows = {table: [{"id": "1", "sealed": sealed, **row}]}
    others = ["Dupont", "Le Goff", "Ba"]
    return [one.why for one in flags(rows, WORDS, others, {"relative": whom}, OUTSIDE)]


def whom(row: Mapping[str, Any]) -> str:
    return "" if row["sealed"].get("own") else "Un proche"


@pytest.mark.parametrize(
    "text",
    [
        "A dîné avec M. Dupont",
        "à table avec DUPONT.",
        "Dispute avec Mme Le Goff",
        "Sa fille nous a confié ses craintes",
        "CONFIDENTIEL : ne pas le répéter",
    ],
)
def test_it_finds_another_resident_and_what_was_confided(text: str) -> None:
    assert len(found("entry", {"data": text, "chips": {"data": []}})) == 1


@pytest.mark.parametrize(
    "text", ["A bien mangé", "Dupontel à la télévision", "Ba, dit-elle", "le chat de la maison", ""]
)
def test_it_leaves_alone_what_speaks_of_nobody(text: str) -> None:
    assert found("entry", {"data": text}) == []


def test_it_finds_what_a_mask_hides_from_whoever_asks() -> None:
    assert found("document", {}, hidden_from=["person"]) == ["Un masque le cache à qui demande"]
    assert found("document", {}, hidden_from=["nurse"]) == []


def test_a_relative_is_always_looked_at() -> None:
    assert found("relative", {"name": "Paul"}) == ["Un proche"]


def test_what_a_table_keeps_of_the_person_alone_is_not() -> None:
    assert found("relative", {"name": "Jeanne", "own": True}) == []


def test_keys_and_pictures_are_no_text() -> None:
    assert list(texts({"key": "Dupont", "text": "oui", "legible": {"iv": "x"}, "n": 3})) == ["oui"]
