"""What a tablet captured becomes a document, whatever arrives first; nothing that says something is refused."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from app.areas.documents.arriving import settle
from app.areas.documents.models import Document, DocumentPart
from app.gate.audit.verify import verify_rows
from app.ground import clock
from tests.areas.documents.gestures import (
    capture,
    captured,
    document,
    parts,
    photos,
    put,
    sent,
)
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW


def test_the_command_first_then_its_parts(each_exchange: Exchange, heard: list) -> None:
    exchange, pages = each_exchange, photos(2)
    id_ = captured(exchange, exchange.home.unlock("Aïcha"), capture(pages))
    assert document(exchange, id_).state == "waiting"
    put(exchange, exchange.home.tablet, pages[1])
    assert (document(exchange, id_).state, heard) == ("waiting", [])
    put(exchange, exchange.home.tablet, pages[0])
    found = document(exchange, id_)
    assert (found.state, found.completed_at) == ("received", NOW)
    ((what, told),) = heard
    assert (what, str(told.id), told.state) == ("complete", id_, "received")
    assert told.parts == tuple(part.id for part in parts(exchange.house, id_))
    assert verify_rows(exchange.house) == []


def test_the_parts_first_then_their_command(each_exchange: Exchange, heard: list) -> None:
    exchange, pages = each_exchange, photos(2)
    for page in pages:
        put(exchange, exchange.home.tablet, page)
    id_ = captured(exchange, exchange.home.unlock("Aïcha"), capture(pages))
    assert document(exchange, id_).state == "received"
    assert [what for what, _ in heard] == ["complete"]


def test_what_it_says_is_sealed_with_each_key(shared: Exchange) -> None:
    (page,) = photos(1)
    body = capture(
        [page], note="  Reçue à la porte.  ", taken_at=clock.to_text(NOW - timedelta(hours=2))
    )
    id_ = captured(shared, shared.home.unlock("Nadia"), body)
    found, (part,) = document(shared, id_), parts(shared.house, id_)
    assert found.captured_at == NOW - timedelta(hours=2)
    about = (found.person_id, "document", found.id, found.sealed)
    assert shared.house.vault.open(*about)["note"] == "Reçue à la porte."
    kept = shared.house.vault.open(part.person_id, "document_part", part.id, part.sealed)
    told = page.part()
    assert {name: kept[name] for name in ("key", "iv", "plain", "mime", "corners")} == {
        name: told[name] for name in ("key", "iv", "plain", "mime", "corners")
    }
    assert told["key"].encode() not in part.sealed
    assert "Reçue".encode() not in found.sealed


def test_one_part_named_by_two_commands_makes_both_whole(shared: Exchange, heard: list) -> None:
    """A capture about the wrong person, written anew about the right one."""
    (page,) = photos(1)
    nadia = shared.home.unlock("Nadia")
    first = captured(shared, nadia, capture([page]))
    second = captured(shared, nadia, capture([page]), person=shared.home.persons["Petit"])
    put(shared, shared.home.tablet, page)
    assert [document(shared, one).state for one in (first, second)] == ["received"] * 2
    assert {str(told.id) for _, told in heard} == {first, second}


def test_two_devices_that_send_the_same_part_complete_it_once(
    shared: Exchange, heard: list
) -> None:
    """The parts of a broken tablet are carried by another one."""
    pages = photos(2)
    with shared.house.database.write() as session:
        other = shared.home.add_tablet(session, shared.home.units)
    id_ = captured(shared, shared.home.unlock("Nadia"), capture(pages))
    for tablet in (other, shared.home.tablet):
        for page in pages:
            assert put(shared, tablet, page).json["complete"]
    assert document(shared, id_).state == "received"
    assert [what for what, _ in heard] == ["complete"]


def test_the_same_command_again_is_one_document(exchange: Exchange, heard: list) -> None:
    (page,) = photos(1)
    nadia = exchange.home.unlock("Nadia")
    person = exchange.home.persons["Lenoir"]
    envelope = nadia.write("document.capture", person, capture([page]), at=NOW)
    put(exchange, exchange.home.tablet, page)
    answers = [exchange.one(nadia.tablet, envelope)["outcome"] for _ in range(3)]
    assert answers == ["applied", "duplicate", "duplicate"]
    assert (exchange.count(Document), exchange.count(DocumentPart), len(heard)) == (1, 1, 1)


def test_a_whole_document_is_told_once_whoever_asks_again(shared: Exchange, heard: list) -> None:
    (page,) = photos(1)
    id_ = captured(shared, shared.home.unlock("Nadia"), capture([page]))
    put(shared, shared.home.tablet, page)
    with shared.house.database.write() as session:
        assert not settle(session, shared.house, uuid.UUID(id_), now=NOW)
    assert [what for what, _ in heard] == ["complete"]


def test_the_size_that_arrived_is_the_true_one(shared: Exchange) -> None:
    (page,) = photos(1)
    body = capture([page])
    body["parts"][0]["size"] = 20
    id_ = captured(shared, shared.home.unlock("Nadia"), body)
    assert put(shared, shared.home.tablet, page).json["complete"]
    (part,) = parts(shared.house, id_)
    assert (part.state, part.size) == ("received", len(page.data))


@pytest.mark.parametrize(
    ("name", "kind", "wound", "is_filed"),
    [
        ("Nadia", "ordonnance", None, True),
        ("Aïcha", "ordonnance", None, False),
        ("Aïcha", "ordonnance", str(uuid.UUID(int=8)), False),
        ("Aïcha", "wound_photo", str(uuid.UUID(int=8)), True),
        ("Aïcha", "wound_photo", None, False),
        ("Nadia", None, None, False),
    ],
)
def test_a_kind_counts_from_whoever_may_file(
    shared: Exchange, name: str, kind: str | None, wound: str | None, is_filed: bool
) -> None:
    """The picture of a wound is beyond doubt where it names one: nothing else keeps out of the inbox by its word."""
    id_ = captured(shared, shared.home.unlock(name), capture(photos(1), kind=kind, wound=wound))
    found = document(shared, id_)
    assert (found.kind, found.filed_at is not None) == (kind, is_filed)
    assert (found.expires_at is not None) == is_filed


def test_a_kind_of_a_later_version_is_kept_and_to_be_filed(shared: Exchange) -> None:
    nadia = shared.home.unlock("Nadia")
    id_, answer = sent(shared, nadia, capture(photos(1), kind="kind_of_2030"))
    assert (answer["outcome"], answer["flags"]) == ("applied", ["unknown_document_kind"])
    assert (document(shared, id_).kind, document(shared, id_).filed_at) == (None, None)


@pytest.mark.parametrize(
    "told", ["1970-01-01T00:00:00Z", "2100-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]
)
def test_a_time_that_cannot_be_is_flagged(shared: Exchange, told: str) -> None:
    nadia = shared.home.unlock("Nadia")
    id_, answer = sent(shared, nadia, capture(photos(1), taken_at=told))
    assert (answer["outcome"], answer["flags"]) == ("applied", ["implausible_taken"])
    assert document(shared, id_).captured_at == NOW


def _part(**more: Any) -> dict[str, Any]:
    return photos(1)[0].part(**more)


NONSENSE = {
    "no part": {"parts": []},
    "too many parts": {"parts": [_part() for _ in range(41)]},
    "one part twice": {"parts": [_part()] * 2},
    "a name that is none": {"parts": [_part(name="../../etc/passwd")]},
    "a name in capitals": {"parts": [_part(name="A" * 64)]},
    "a key too short": {"parts": [_part(key="AAAA")]},
    "a size of nothing": {"parts": [_part(size=0)]},
    "a size too large": {"parts": [_part(size=13 * 2**20)]},
    "a size in words": {"parts": [_part(size="400")]},
    "three corners": {"parts": [_part(corners=[[0, 0], [1, 0], [1, 1]])]},
    "a corner outside": {"parts": [_part(corners=[[0, 0], [1.5, 0], [1, 1], [0, 1]])]},
    "a corner that is no number": {"parts": [_part(corners=[[0, None], [1, 0], [1, 1], [0, 1]])]},
    "a type that is none": {"parts": [_part(mime="<script>")]},
    "a source that is none": {"source": "scanner"},
    "a time that is none": {"taken_at": "hier"},
    "a note without end": {"note": "x" * 2001},
    "a member nobody knows": {"picture": "data:image/png;base64,AAAA"},
}


@pytest.mark.parametrize("case", NONSENSE)
def test_what_says_nothing_is_put_aside_with_its_reason(shared: Exchange, case: str) -> None:
    before = shared.count(Document)
    body = {**capture(photos(1)), **NONSENSE[case]}
    _, answer = sent(shared, shared.home.unlock("Nadia"), body)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "invalid"), case
    assert answer["reason"]
    assert shared.count(Document) == before


def test_whoever_never_had_the_right_is_put_aside(shared: Exchange) -> None:
    _, answer = sent(shared, shared.home.unlock("Paule"), capture(photos(1)))
    assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")


def test_a_person_of_another_home_is_put_aside(shared: Exchange) -> None:
    person = shared.other.persons["Marchand"]
    _, answer = sent(shared, shared.home.unlock("Nadia"), capture(photos(1)), person=person)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "unknown_person")
