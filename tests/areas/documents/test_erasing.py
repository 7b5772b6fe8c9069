"""Whoever is erased leaves no document: no row, no key, no upload, no tablet's row; what comes late finds nobody."""

from __future__ import annotations

import pytest

from app.areas.documents.keeping import named_anywhere
from app.areas.documents.models import Document, DocumentPage, DocumentPart, Upload
from app.areas.persons.commands import destroy_key, erase
from app.gate.audit.verify import verify_rows
from app.ground.vault import KeyGone
from tests.areas.documents.gestures import (
    capture,
    captured,
    decided,
    head,
    parts,
    photos,
    put,
    rows,
    sent,
)
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW

MODELS = (Document, DocumentPart, DocumentPage, Upload)


def erased(exchange: Exchange, name: str) -> None:
    person = exchange.home.persons[name]
    with exchange.house.database.write() as session:
        erase(session, exchange.house, None, person, now=NOW)
    destroy_key(exchange.house, person)


def checked(exchange: Exchange, name: str = "Lenoir") -> str:
    (shot,) = photos(1)
    nadia = exchange.home.unlock("Nadia")
    id_ = captured(exchange, nadia, capture([shot]), person=exchange.home.persons[name])
    put(exchange, exchange.home.tablet, shot)
    (part,) = parts(exchange.house, id_)
    assert decided(exchange.house, part)
    return id_


def test_every_row_goes_and_nothing_opens(each_exchange: Exchange) -> None:
    exchange = each_exchange
    id_ = checked(exchange)
    (part,) = parts(exchange.house, id_)
    erased(exchange, "Lenoir")
    assert [exchange.count(model) for model in MODELS] == [0, 0, 0, 0]
    with pytest.raises(KeyGone):
        exchange.house.vault.open(part.person_id, "document_part", part.id, part.sealed)
    with exchange.house.database.read() as session:
        assert named_anywhere(session, "") == set()
    nadia = exchange.home.unlock("Nadia")
    assert rows(exchange.pull(nadia, exchange.home.units[0])) == []
    assert verify_rows(exchange.house) == []


def test_the_documents_of_others_stay(exchange: Exchange) -> None:
    checked(exchange)
    other = checked(exchange, "Petit")
    erased(exchange, "Lenoir")
    assert [exchange.count(model) for model in MODELS] == [1, 1, 1, 1]
    (part,) = parts(exchange.house, other)
    with exchange.house.database.read() as session:
        assert part.name in named_anywhere(session, "")


def test_a_part_that_another_document_names_stays(exchange: Exchange) -> None:
    """A capture about the wrong person, written anew about the right one, whose own key opens the part."""
    (shot,) = photos(1)
    nadia = exchange.home.unlock("Nadia")
    captured(exchange, nadia, capture([shot]))
    right = captured(exchange, nadia, capture([shot]), person=exchange.home.persons["Petit"])
    put(exchange, exchange.home.tablet, shot)
    erased(exchange, "Lenoir")
    assert head(exchange, exchange.home.tablet, shot.name) == (200, len(shot.data), "?1")
    (part,) = parts(exchange.house, right)
    assert part.state == "received"
    assert exchange.house.vault.open(part.person_id, "document_part", part.id, part.sealed)["key"]


def test_parts_that_come_after_find_nobody(exchange: Exchange, heard: list) -> None:
    first, second = photos(2)
    nadia = exchange.home.unlock("Nadia")
    captured(exchange, nadia, capture([first, second]))
    put(exchange, exchange.home.tablet, first)
    erased(exchange, "Lenoir")
    assert put(exchange, exchange.home.tablet, second).json["complete"]
    assert exchange.count(Document) == 0
    assert heard == []


def test_a_command_that_comes_after_leaves_nothing(exchange: Exchange) -> None:
    shots = photos(1)
    nadia = exchange.home.unlock("Nadia")
    erased(exchange, "Lenoir")
    _, answer = sent(exchange, nadia, capture(shots))
    assert (answer["outcome"], answer["code"]) == ("quarantined", "erased")
    assert exchange.count(DocumentPart) == 0


def test_a_check_that_ends_after_leaves_nothing(exchange: Exchange) -> None:
    (shot,) = photos(1)
    id_ = captured(exchange, exchange.home.unlock("Nadia"), capture([shot]))
    put(exchange, exchange.home.tablet, shot)
    (part,) = parts(exchange.house, id_)
    erased(exchange, "Lenoir")
    assert not decided(exchange.house, part)
    assert exchange.count(DocumentPage) == 0


def test_a_key_destroyed_before_the_rows_went_shows_nothing(exchange: Exchange) -> None:
    """Between a restore of the data and the erasure that is replayed after it."""
    checked(exchange)
    destroy_key(exchange.house, exchange.home.persons["Lenoir"])
    nadia = exchange.home.unlock("Nadia")
    assert rows(exchange.pull(nadia, exchange.home.units[0])) == []
