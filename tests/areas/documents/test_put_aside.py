"""A capture that was put aside: told in words, without any key; filed under somebody else, it finds its pages."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from app.areas.documents.put_aside import capture_words, without_keys
from tests.areas.documents.gestures import capture, document, parts, photos, put, sent
from tests.sync.exchange import Exchange
from tests.sync.test_quarantine import again, judge, listed


def test_its_reader_learns_no_key_and_no_name(exchange: Exchange) -> None:
    (shot,) = photos(1)
    nadia = exchange.home.unlock("Nadia")
    sent(exchange, nadia, capture([shot], kind="ordonnance", note="À voir"), person=uuid.uuid4())
    (item,) = listed(exchange, nadia)
    assert (item["type"], item["body"]["note"]) == ("document.capture", "À voir")
    told = shot.part()
    assert item["body"]["parts"] == [
        {name: told[name] for name in ("mime", "size", "width", "height")}
    ]
    for secret in ("key", "iv", "plain", "name"):
        assert told[secret] not in str(item)


def test_filed_under_the_right_person_it_finds_its_pages(exchange: Exchange, heard: list) -> None:
    shots = photos(2)
    nadia, petit = exchange.home.unlock("Nadia"), exchange.home.persons["Petit"]
    _, answer = sent(exchange, nadia, capture(shots), person=uuid.uuid4())
    for shot in shots:
        put(exchange, exchange.home.tablet, shot)
    verdict = again(exchange, answer, by=judge(exchange, "Hélène"), person=petit)
    assert verdict.outcome == "applied"
    found = document(exchange, answer["id"])
    assert (found.person_id, found.state) == (petit, "received")
    assert [part.name for part in parts(exchange.house, str(found.id))] == [
        shot.name for shot in shots
    ]
    assert [what for what, _ in heard] == ["complete"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"kind": "ordonnance", "parts": [{}, {}]}, "Ordonnance, 2 pages"),
        ({"kind": None, "parts": [{}]}, "À classer, 1 page"),
        ({"kind": 3, "parts": "x"}, "À classer, 0 page"),
        ({}, "À classer, 0 page"),
    ],
    ids=str,
)
def test_it_is_told_in_words_whatever_its_shape(body: dict[str, Any], words: str) -> None:
    assert capture_words(body) == words
    assert "key" not in str(without_keys(body))
