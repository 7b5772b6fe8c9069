"""Documents on PostgreSQL as it is hosted: each home sees its own rows, whatever the queries forget."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import ProgrammingError

from app.areas.documents import checking
from app.areas.documents.keeping import findings, named_anywhere
from app.areas.documents.models import Document, DocumentPage, DocumentPart, Upload
from app.areas.documents.sweeping import sweep
from app.ground import clock
from app.ground.house import House
from app.ground.tenancy import acting_for, acting_for_every
from tests.areas.documents.gestures import (
    asked,
    capture,
    captured,
    decided,
    document,
    pages,
    parts,
    photos,
    put,
)
from tests.sync.conftest import exchange_over
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW

pytestmark = pytest.mark.postgresql
MODELS = (Document, DocumentPart, DocumentPage, Upload)


@pytest.fixture
def exchange(guarded_house: House) -> Iterator[Exchange]:
    with clock.frozen(NOW):
        with acting_for_every():
            made = exchange_over(guarded_house)
        yield made


def counted(exchange: Exchange) -> list[int]:
    with exchange.house.database.read() as session:
        return [session.scalar(select(func.count()).select_from(one)) or 0 for one in MODELS]


def test_each_home_sees_its_own(exchange: Exchange) -> None:
    with acting_for_every():
        nadia, chloe = exchange.home.unlock("Nadia"), exchange.other.unlock("Chloé")
    shot, shared = photos(2)
    id_ = captured(exchange, nadia, capture([shot, shared]))
    theirs = captured(exchange, chloe, capture([shared]), person=exchange.other.persons["Marchand"])
    for one in (shot, shared):
        assert put(exchange, exchange.home.tablet, one).json["complete"]
    with acting_for(exchange.home.id):
        assert document(exchange, id_).state == "received"
        assert [decided(exchange.house, part) for part in parts(exchange.house, id_)] == [True] * 2
        assert counted(exchange) == [1, 2, 2, 2]
        (page, _) = pages(exchange.house, id_)
    with acting_for(exchange.other.id):
        assert document(exchange, theirs).state == "waiting"
        assert counted(exchange) == [1, 1, 0, 0]
    with acting_for_every(), exchange.house.database.read() as session:
        assert shared.name in named_anywhere(session, "")
    path = f"/api/v1/documents/{id_}/pages/{page.id}/legible"
    assert asked(exchange, nadia, path).status_code == 200
    assert asked(exchange, chloe, path).status_code == 404


def test_nothing_is_written_for_another_home(exchange: Exchange) -> None:
    with acting_for_every():
        nadia = exchange.home.unlock("Nadia")
    id_ = captured(exchange, nadia, capture(photos(1)))
    with acting_for(exchange.home.id):
        found = document(exchange, id_)
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting_for(exchange.other.id),
        exchange.house.database.write() as session,
    ):
        session.add(
            Upload(
                device_id=exchange.home.tablet.id,
                name="0" * 64,
                establishment_id=found.establishment_id,
                size=1,
                started_at=NOW,
                expires_at=NOW,
            )
        )


def test_a_sweep_that_acts_for_nobody_still_sees_every_row(exchange: Exchange) -> None:
    """Row-level security would hide them all, and their files would be named by nobody."""
    with acting_for_every():
        nadia = exchange.home.unlock("Nadia")
    (shot,) = photos(1)
    captured(exchange, nadia, capture([shot]))
    assert put(exchange, exchange.home.tablet, shot).json["complete"]
    blobs = exchange.house.blobs
    assert (
        checking.check_due(exchange.house) == 0
    )  # the worker acts for every home; nobody sees none
    with acting_for_every():
        assert checking.check_due(exchange.house) == 1
    assert {part.reason for part in every_part(exchange)} == {"not_a_picture"}
    later = datetime.now(UTC) + timedelta(days=1)
    assert list(findings(exchange.house)) == []
    assert sweep(exchange.house, now=later).deleted == 0
    assert blobs.exists(shot.name)
    orphan = blobs.put(b"named by nobody")
    assert sweep(exchange.house, now=later).deleted == 1
    assert not blobs.exists(orphan)


def every_part(exchange: Exchange) -> list[DocumentPart]:
    with acting_for_every(), exchange.house.database.read() as session:
        return list(session.scalars(select(DocumentPart)))
