"""A document asked for by whoever may read it: its row, its pages, its pictures; and the trace of it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from app.areas.documents.models import Document
from app.areas.documents.queries import PAGE
from app.gate.auth import emergency
from app.gate.auth.actor import Actor
from app.ground import clock
from tests.areas.documents.gestures import (
    asked,
    capture,
    captured,
    decided,
    pages,
    parts,
    photos,
    put,
    withdrawn,
)
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW, add_staff


def checked(exchange: Exchange, name: str = "Nadia", **more: object) -> str:
    (shot,) = photos(1)
    id_ = captured(exchange, exchange.home.unlock(name), capture([shot], **more))
    put(exchange, exchange.home.tablet, shot)
    (part,) = parts(exchange.house, id_)
    assert decided(exchange.house, part)
    return id_


def test_a_document_its_pages_and_their_pictures(each_exchange: Exchange) -> None:
    exchange = each_exchange
    nadia, id_ = exchange.home.unlock("Nadia"), checked(exchange)
    (page,) = pages(exchange.house, id_)
    answer = asked(exchange, nadia, f"/api/v1/documents/{id_}")
    assert answer.status_code == 200
    assert answer.json["document"]["state"] == "checked"
    assert answer.json["pages"] == [{"id": str(page.id), "no": 1, "width": 1414, "height": 2000}]
    for which, plain in (("legible", b"page 1 de 1"), ("thumb", b"petite 1")):
        picture = asked(exchange, nadia, f"/api/v1/documents/{id_}/pages/{page.id}/{which}")
        assert (picture.data, picture.mimetype) == (plain, "image/webp")
        assert picture.headers["Cache-Control"] == "no-store"
        assert plain not in exchange.house.blobs.get(getattr(page, which))
    assert exchange.verbs().count("document.read") == 1
    assert exchange.verbs().count("document.listed") == 1


def test_who_may_not_read_finds_nothing(exchange: Exchange) -> None:
    id_ = checked(exchange)
    (page,) = pages(exchange.house, id_)
    with exchange.house.database.write() as session:
        row = session.get_one(Document, uuid.UUID(id_))
        row.kind, row.filed_at = "contrat_sejour", NOW
        add_staff(session, exchange.home, "Inès", "nurse", units=[exchange.home.units[1]])
    aicha, ines = exchange.home.unlock("Aïcha"), exchange.home.unlock("Inès")
    chloe = exchange.other.unlock("Chloé")
    for who in (aicha, ines, chloe):
        for path in ("", f"/pages/{page.id}/thumb", f"/pages/{page.id}/legible"):
            assert asked(exchange, who, f"/api/v1/documents/{id_}{path}").status_code == 404
    assert asked(exchange, exchange.home.unlock("Nadia"), f"/api/v1/documents/{id_}").json
    person = exchange.home.persons["Lenoir"]
    assert asked(exchange, aicha, f"/api/v1/persons/{person}/documents").json["documents"] == []
    for who in (ines, chloe):
        assert asked(exchange, who, f"/api/v1/persons/{person}/documents").status_code == 404


def test_an_emergency_opens_what_care_reads_for_its_hour(exchange: Exchange) -> None:
    id_, person = checked(exchange), exchange.home.persons["Lenoir"]
    with exchange.house.database.write() as session:
        add_staff(session, exchange.home, "Inès", "nurse", units=[exchange.home.units[1]])
    ines, path = exchange.home.unlock("Inès"), f"/api/v1/documents/{id_}"
    assert asked(exchange, ines, path).status_code == 404
    actor = Actor(ines.staff, exchange.home.id, "nurse", frozenset([exchange.home.units[1]]))
    with exchange.house.database.write() as session:
        why = "Malaise au salon, personne ne répond"
        emergency.open_file(session, exchange.house, actor, person, why, now=NOW)
    assert asked(exchange, ines, path).status_code == 200
    assert asked(exchange, ines, f"/api/v1/persons/{person}/documents").json["documents"]
    with clock.frozen(NOW + timedelta(hours=2)):
        assert asked(exchange, ines, path).status_code in (401, 404)


def test_a_mask_holds_for_whoever_it_names(shared: Exchange) -> None:
    id_ = checked(shared)
    with shared.house.database.write() as session:
        session.get_one(Document, uuid.UUID(id_)).hidden_from = ["nurse"]
    path = f"/api/v1/documents/{id_}"
    assert asked(shared, shared.home.unlock("Nadia"), path).status_code == 404
    assert asked(shared, shared.home.unlock("Hélène"), path).status_code == 200


def test_a_withdrawn_document_is_shown_no_more(shared: Exchange) -> None:
    nadia, id_ = shared.home.unlock("Nadia"), checked(shared)
    (page,) = pages(shared.house, id_)
    withdrawn(shared, nadia, id_)
    for path in ("", f"/pages/{page.id}/legible"):
        assert asked(shared, nadia, f"/api/v1/documents/{id_}{path}").status_code == 404


def test_a_page_is_asked_for_under_its_own_document(shared: Exchange) -> None:
    first, second = checked(shared), checked(shared)
    (page,) = pages(shared.house, second)
    nadia = shared.home.unlock("Nadia")
    for id_ in (first, str(uuid.uuid4())):
        answer = asked(shared, nadia, f"/api/v1/documents/{id_}/pages/{page.id}/thumb")
        assert answer.status_code == 404


@pytest.mark.parametrize("what", ["gone", "altered", "another"])
def test_a_picture_that_is_lost_or_altered_says_so(shared: Exchange, what: str) -> None:
    nadia, id_ = shared.home.unlock("Nadia"), checked(shared)
    (page,) = pages(shared.house, id_)
    blobs = shared.house.blobs
    if what == "gone":
        blobs.delete(page.legible)
    elif what == "altered":
        blobs.path_of(page.legible).write_bytes(b"altered")
    else:
        with shared.house.database.write() as session:
            session.get_one(type(page), page.id).legible = page.thumb
    answer = asked(shared, nadia, f"/api/v1/documents/{id_}/pages/{page.id}/legible")
    assert answer.status_code == 410
    assert "serveur" in answer.json["detail"]


def test_the_documents_of_a_person_come_page_by_page(exchange: Exchange) -> None:
    nadia, person = exchange.home.unlock("Nadia"), exchange.home.persons["Lenoir"]
    envelopes = [
        nadia.write("document.capture", person, capture(photos(1)), at=NOW - timedelta(minutes=one))
        for one in (*range(PAGE), PAGE - 1, PAGE - 1)
    ]
    exchange.results(nadia.tablet, envelopes)
    path = f"/api/v1/persons/{person}/documents"
    first = asked(exchange, nadia, path).json
    second = asked(exchange, nadia, f"{path}?before={first['next']}").json
    assert (len(first["documents"]), len(second["documents"]), second["next"]) == (PAGE, 2, None)
    told = first["documents"] + second["documents"]
    assert len({one["id"] for one in told}) == PAGE + 2
    assert [one["captured_at"] for one in told] == sorted(
        (one["captured_at"] for one in told), reverse=True
    )
    assert exchange.verbs().count("document.listed") == 1
    for nonsense in ("x", str(uuid.uuid4())):
        assert asked(exchange, nadia, f"{path}?before={nonsense}").status_code == 422
