"""What the check of a part finds is kept whole and once; the document follows its parts."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from app.areas.documents.commands import Checked, Rejected
from app.areas.documents.models import DocumentPage
from app.areas.documents.queries import document_of, pages_of
from app.gate.audit.models import AuditEvent
from app.gate.audit.verify import verify_rows
from app.gate.auth.actor import Actor
from app.ground import clock
from tests.areas.documents.gestures import (
    at_once,
    capture,
    captured,
    decided,
    document,
    pages,
    parts,
    photos,
    put,
)
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW


@pytest.fixture
def nadia(shared: Exchange) -> Actor:
    return Actor(shared.home.staff["Nadia"], shared.home.id, "nurse", None)


def received(exchange: Exchange, count: int) -> str:
    """A document of `count` parts, all here."""
    shots = photos(count)
    id_ = captured(exchange, exchange.home.unlock("Nadia"), capture(shots))
    for shot in shots:
        put(exchange, exchange.home.tablet, shot)
    return id_


def test_the_pages_of_every_part_are_kept_in_order(each_exchange: Exchange, heard: list) -> None:
    exchange, house = each_exchange, each_exchange.house
    id_ = received(exchange, 2)
    first, second = parts(house, id_)
    assert decided(house, second, 2)  # the second part is ready before the first
    assert document(exchange, id_).state == "received"
    assert decided(house, first, 3)
    found = document(exchange, id_)
    assert (found.state, found.checked_at) == ("checked", NOW)
    assert [what for what, _ in heard] == ["complete", "checked"]
    nadia = Actor(exchange.home.staff["Nadia"], exchange.home.id, "nurse", None)
    with house.database.read() as session:
        value = document_of(session, house.vault, nadia, uuid.UUID(id_))
        texts = pages_of(session, house.vault, uuid.UUID(id_))
    assert [(page.no, page.part_id) for page in value.pages] == [
        *((no, first.id) for no in (1, 2, 3)),
        *((no, second.id) for no in (4, 5)),
    ]
    assert [page.text for page in texts] == [f"Doliprane, page {no}" for no in (1, 2, 3, 1, 2)]
    assert [page.id for page in texts] == [page.id for page in value.pages]
    assert (value.antivirus, value.why) == ("clean", None)
    assert verify_rows(house) == []


def test_one_refused_part_refuses_the_document_and_the_rest_is_shown(
    shared: Exchange, nadia: Actor, heard: list
) -> None:
    house, id_ = shared.house, received(shared, 2)
    first, second = parts(house, id_)
    assert decided(house, first)
    assert decided(house, second, verdict=Rejected("truncated", "clean"))
    assert document(shared, id_).state == "refused"
    assert [(what, told.state) for what, told in heard][-1] == ("checked", "refused")
    with house.database.read() as session:
        value = document_of(session, house.vault, nadia, uuid.UUID(id_))
        told = {"verb": "document.refused", "subject_id": uuid.UUID(id_)}
        (event,) = session.query(AuditEvent).filter_by(**told).all()
    assert value.why is not None and value.why.startswith("Page 2 : ")
    assert len(value.pages) == 1
    assert event.detail == {"parts": 2, "reasons": ["truncated"]}


def test_a_verdict_counts_once(shared: Exchange) -> None:
    house, id_ = shared.house, received(shared, 2)
    first, second = parts(house, id_)
    assert decided(house, first, 2)
    assert not decided(house, first, 2)
    assert not decided(house, first, verdict=Rejected("truncated"))
    assert decided(house, second)
    assert (document(shared, id_).state, len(pages(house, id_))) == ("checked", 3)


def test_nothing_is_decided_of_what_is_not_whole_or_gone(shared: Exchange) -> None:
    house, shots = shared.house, photos(2)
    id_ = captured(shared, shared.home.unlock("Nadia"), capture(shots))
    put(shared, shared.home.tablet, shots[0])
    here, awaited = parts(house, id_)
    assert not decided(house, here)
    assert not decided(house, awaited)
    here.id = uuid.uuid4()
    assert not decided(house, here)
    assert pages(house, id_) == []


def test_what_fails_half_way_leaves_nothing(
    shared: Exchange, monkeypatch: pytest.MonkeyPatch, heard: list
) -> None:
    house, id_ = shared.house, received(shared, 1)
    (part,) = parts(house, id_)
    monkeypatch.setattr(
        "app.areas.documents.commands.deciding.hooks.tell_checked",
        lambda *_told: (_ for _ in ()).throw(RuntimeError("cut")),
    )
    with pytest.raises(RuntimeError):
        decided(house, part, 2)
    assert (document(shared, id_).state, pages(house, id_)) == ("received", [])
    assert [one.state for one in parts(house, id_)] == ["received"]


def test_an_altered_row_is_named_by_the_verification(exchange: Exchange) -> None:
    house, id_ = exchange.house, received(exchange, 1)
    (part,) = parts(house, id_)
    assert decided(house, part)
    with house.database.write() as session:
        session.get_one(DocumentPage, pages(house, id_)[0].id).legible = "0" * 64
    assert [one.subject.split()[0] for one in verify_rows(house)] == ["document_page"]


def test_two_parts_decided_at_once_decide_the_document(
    each_exchange: Exchange, heard: list
) -> None:
    """Two workers, each with a part: whichever is last sees the other."""
    house, id_ = each_exchange.house, received(each_exchange, 4)
    work = (lambda part=part: decided(house, part) for part in parts(house, id_))
    assert all(at_once(*work))
    assert document(each_exchange, id_).state == "checked"
    assert [what for what, _ in heard].count("checked") == 1


def test_one_part_decided_twice_at_once_counts_once(each_exchange: Exchange, heard: list) -> None:
    """A worker that was believed dead ends its work beside the one that took its place."""
    house, id_ = each_exchange.house, received(each_exchange, 1)
    (part,) = parts(house, id_)
    found = at_once(*(lambda: decided(house, part, verdict=Checked([])) for _ in range(4)))
    assert sorted(found) == [False, False, False, True]
    assert [what for what, _ in heard].count("checked") == 1


def test_an_empty_verdict_is_a_document_without_pages(shared: Exchange) -> None:
    house, id_ = shared.house, received(shared, 1)
    (part,) = parts(house, id_)
    with clock.frozen(NOW + timedelta(minutes=1)):
        assert decided(house, part, verdict=Checked([]))
    assert (document(shared, id_).state, pages(house, id_)) == ("checked", [])
