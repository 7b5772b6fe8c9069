"""A document is withdrawn: by its author at once, later by whoever files, never by anybody else."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from app.areas.documents.commands import withdraw
from app.areas.documents.models import Document
from app.gate.auth.actor import Actor
from app.ground.errors import Invalid, NotFound
from tests.areas.documents.gestures import (
    capture,
    captured,
    decided,
    document,
    parts,
    photos,
    put,
    withdrawn,
)
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW, add_staff


def test_its_author_undoes_it_within_ten_minutes(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    id_ = captured(shared, aicha, capture(photos(1)), at=NOW - timedelta(minutes=9))
    assert withdrawn(shared, aicha, id_)["outcome"] == "applied"
    found = document(shared, id_)
    assert (found.withdrawn_at, found.withdrawn_by) == (NOW, shared.home.staff["Aïcha"])


def test_later_only_whoever_files_withdraws_it_and_says_why(shared: Exchange) -> None:
    aicha, nadia = shared.home.unlock("Aïcha"), shared.home.unlock("Nadia")
    id_ = captured(shared, aicha, capture(photos(1)), at=NOW - timedelta(minutes=11))
    for who, why in ((aicha, "trop tard"), (nadia, None), (nadia, "  ")):
        answer = withdrawn(shared, who, id_, why)
        assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")
    assert document(shared, id_).withdrawn_at is None
    assert withdrawn(shared, nadia, id_, "Une autre personne.")["outcome"] == "applied"
    found = document(shared, id_)
    kept = shared.house.vault.open(found.person_id, "document", found.id, found.sealed)
    assert kept["why"] == "Une autre personne."


def test_whom_a_mask_keeps_away_withdraws_nothing_and_is_told_nothing(shared: Exchange) -> None:
    """Their tablet may have known it before: it answers as for a document that is not there."""
    aicha, nadia = shared.home.unlock("Aïcha"), shared.home.unlock("Nadia")
    id_ = captured(shared, aicha, capture(photos(1)), at=NOW - timedelta(hours=1))
    for needed in (False, True):
        with shared.house.database.write() as session:
            row = session.get_one(Document, uuid.UUID(id_))
            row.hidden_from, row.is_needed = ["nurse"], needed
        answer = withdrawn(shared, nadia, id_, "Doublon")
        assert (answer["outcome"], answer["code"]) == ("quarantined", "unknown_document")
    assert document(shared, id_).withdrawn_at is None


@pytest.mark.parametrize("since", ["filed", "masked"])
def test_its_author_undoes_nothing_that_somebody_else_has_said_of_it(
    shared: Exchange, since: str
) -> None:
    """Whatever hour the tablet says it is."""
    aicha = shared.home.unlock("Aïcha")
    id_ = captured(shared, aicha, capture(photos(1)), at=NOW - timedelta(minutes=9))
    with shared.house.database.write() as session:
        row = session.get_one(Document, uuid.UUID(id_))
        if since == "filed":
            row.filed_at, row.filed_by = NOW, shared.home.staff["Nadia"]
        else:
            row.hidden_from = ["care_assistant"]
    assert withdrawn(shared, aicha, id_)["outcome"] == "quarantined"
    assert document(shared, id_).withdrawn_at is None


def test_nobody_else_undoes_it(shared: Exchange) -> None:
    with shared.house.database.write() as session:
        add_staff(session, shared.home, "Inès", "care_assistant")
    id_ = captured(shared, shared.home.unlock("Aïcha"), capture(photos(1)))
    answer = withdrawn(shared, shared.home.unlock("Inès"), id_, "pas à elle")
    assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")


def test_it_waits_for_its_document_and_not_for_ever(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    answer = withdrawn(shared, aicha, str(uuid.uuid4()))
    assert (answer["outcome"], answer["code"]) == ("later", "parent_missing")
    answer = withdrawn(shared, aicha, str(uuid.uuid4()), at=NOW - timedelta(days=91))
    assert (answer["outcome"], answer["code"]) == ("quarantined", "unknown_document")


def test_it_names_a_document_of_that_person_and_home(shared: Exchange) -> None:
    nadia, chloe = shared.home.unlock("Nadia"), shared.other.unlock("Chloé")
    id_ = captured(shared, nadia, capture(photos(1)))
    petit, faure = shared.home.persons["Petit"], shared.other.persons["Faure"]
    assert withdrawn(shared, nadia, id_, "x", person=petit)["code"] == "unknown_document"
    assert withdrawn(shared, chloe, id_, "x", person=faure)["code"] == "unknown_document"
    assert document(shared, id_).withdrawn_at is None


def test_a_part_that_comes_after_is_taken_and_nobody_checks_it(
    shared: Exchange, heard: list
) -> None:
    (page,) = photos(1)
    nadia = shared.home.unlock("Nadia")
    id_ = captured(shared, nadia, capture([page]))
    assert withdrawn(shared, nadia, id_)["outcome"] == "applied"
    assert withdrawn(shared, nadia, id_, "encore")["outcome"] == "applied"
    assert put(shared, shared.home.tablet, page).json["complete"]
    assert [what for what, _ in heard] == ["withdrawn"]
    (part,) = parts(shared.house, id_)
    assert part.state == "received"


def test_a_check_that_ends_after_is_kept_and_told_to_nobody(shared: Exchange, heard: list) -> None:
    (page,) = photos(1)
    nadia = shared.home.unlock("Nadia")
    id_ = captured(shared, nadia, capture([page]))
    put(shared, shared.home.tablet, page)
    withdrawn(shared, nadia, id_)
    (part,) = parts(shared.house, id_)
    assert decided(shared.house, part)
    assert [what for what, _ in heard] == ["complete", "withdrawn"]


def test_an_altered_document_is_withdrawn_all_the_same(shared: Exchange) -> None:
    nadia = shared.home.unlock("Nadia")
    id_ = captured(shared, nadia, capture(photos(1)))
    with shared.house.database.write() as session:
        session.get_one(Document, uuid.UUID(id_)).sealed = b"altered"
    assert withdrawn(shared, nadia, id_)["outcome"] == "applied"
    assert document(shared, id_).withdrawn_at == NOW


def test_at_a_desk_too(exchange: Exchange) -> None:
    nadia = exchange.home.unlock("Nadia")
    id_ = uuid.UUID(captured(exchange, nadia, capture(photos(1)), at=NOW - timedelta(hours=1)))
    house, desk = (
        exchange.house,
        Actor(exchange.home.staff["Hélène"], exchange.home.id, "lead_nurse", None),
    )
    with pytest.raises(Invalid), house.database.write() as session:
        withdraw(session, house, desk, id_, " ", now=NOW)
    stranger = Actor(exchange.other.staff["Chloé"], exchange.other.id, "lead_nurse", None)
    with pytest.raises(NotFound), house.database.write() as session:
        withdraw(session, house, stranger, id_, "x", now=NOW)
    for _ in range(2):
        with house.database.write() as session:
            withdraw(session, house, desk, id_, "Doublon.", now=NOW)
    assert document(exchange, str(id_)).withdrawn_by == desk.staff_id
    assert exchange.verbs().count("document.withdraw") == 1
