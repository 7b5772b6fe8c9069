"""What the tablets of a unit know of documents, and what no tablet ever keeps."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from app.areas.documents import lasting
from app.areas.documents.filing_gestures import link
from app.areas.documents.models import Document
from app.ground import clock
from app.ground.database import take_revision
from tests.areas.documents.gestures import (
    capture,
    captured,
    decided,
    pages,
    parts,
    photos,
    put,
    rows,
    withdrawn,
)
from tests.sync.exchange import Exchange, Json
from tests.sync.homes import NOW


def changed(exchange: Exchange, id: str, **columns: Any) -> None:
    """The desk changes a document."""
    with exchange.house.database.write() as session:
        row = session.get_one(Document, uuid.UUID(id))
        for name, value in columns.items():
            setattr(row, name, value)
        lasting.settle(row)


def test_a_document_is_told_as_it_grows(each_exchange: Exchange) -> None:
    exchange, shots = each_exchange, photos(2)
    nadia, unit = exchange.home.unlock("Nadia"), exchange.home.units[0]
    cursor = exchange.pull(nadia, unit)["cursor"]
    id_ = captured(exchange, nadia, capture(shots, note="Reçue à la porte"))
    seen: list[Json] = []

    def look() -> Json:
        nonlocal cursor
        answer = exchange.pull(nadia, unit, cursor)
        cursor = answer["cursor"]
        (row,) = rows(answer)
        seen.append(row)
        return row

    assert look() == {
        "id": id_,
        "person": str(exchange.home.persons["Lenoir"]),
        "kind": None,
        "kind_label": "À classer",
        "state": "waiting",
        "why": None,
        "parts": {"total": 2, "here": 0},
        "pages": [],
        "captured_at": clock.to_text(NOW),
        "by": str(exchange.home.staff["Nadia"]),
        "source": "camera",
        "dated_on": None,
        "valid_until": None,
        "note": "Reçue à la porte",
        "wound": None,
        "is_filed": False,
        "is_replaced": False,
        "expires_at": None,
    }
    put(exchange, exchange.home.tablet, shots[0])
    assert (look()["state"], seen[-1]["parts"]["here"]) == ("waiting", 1)
    put(exchange, exchange.home.tablet, shots[1])
    assert (look()["state"], seen[-1]["parts"]["here"]) == ("received", 2)
    for part in parts(exchange.house, id_):
        decided(exchange.house, part)
        look()
    assert seen[-1]["state"] == "checked"
    assert set(seen[-1]["pages"]) == {str(page.id) for page in pages(exchange.house, id_)}
    assert [row["id"] for row in rows(exchange.pull(nadia, unit))] == [id_]
    withdrawn(exchange, nadia, id_)
    answer = exchange.pull(nadia, unit, cursor)
    assert {"kind": "document", "id": id_} in answer["removed"]
    assert rows(exchange.pull(nadia, unit)) == []


def test_another_unit_is_told_nothing(shared: Exchange) -> None:
    nadia = shared.home.unlock("Nadia")
    id_ = captured(shared, nadia, capture(photos(1)))
    told = {unit: rows(shared.pull(nadia, unit)) for unit in shared.home.units}
    assert id_ in {row["id"] for row in told[shared.home.units[0]]}
    assert told[shared.home.units[1]] == []


@pytest.mark.parametrize(
    ("columns", "is_told"),
    [
        ({"kind": "ordonnance", "filed_at": NOW}, True),
        ({"kind": "directives_anticipees", "filed_at": NOW}, True),
        ({"kind": "contrat_sejour", "filed_at": NOW}, False),
        ({"kind": "notification_mdph", "filed_at": NOW}, False),
        ({"kind": "ordonnance", "hidden_from": ["care_assistant"]}, False),
        ({"kind": "ordonnance", "hidden_from": ["relative"]}, True),
    ],
    ids=lambda value: (
        str(value.get("hidden_from") or value["kind"]) if isinstance(value, dict) else ""
    ),
)
def test_what_not_every_care_role_reads_is_on_no_tablet(
    shared: Exchange, columns: dict[str, Any], is_told: bool
) -> None:
    nadia, unit = shared.home.unlock("Nadia"), shared.home.units[0]
    id_ = captured(shared, nadia, capture(photos(1)))
    cursor = shared.pull(nadia, unit)["cursor"]
    changed(shared, id_, **columns)
    answer = shared.pull(nadia, unit, cursor)
    assert [row["id"] for row in rows(answer)] == ([id_] if is_told else [])
    assert ({"kind": "document", "id": id_} in answer["removed"]) == (not is_told)
    assert (id_ in {row["id"] for row in rows(shared.pull(nadia, unit))}) == is_told


@pytest.mark.parametrize(
    ("columns", "days", "is_kept"),
    [
        ({"is_filed": True}, 89, True),
        ({"is_filed": True}, 91, False),
        ({"is_filed": False}, 400, True),
        ({"is_filed": True, "is_needed": True}, 400, True),
        ({"is_filed": True, "valid_until": date(2027, 11, 1)}, 300, True),
        ({"is_filed": True, "valid_until": date(2027, 11, 1)}, 350, False),
        ({"is_filed": True, "valid_until": date(2026, 1, 1)}, 89, True),
        ({"is_filed": True, "valid_until": date.max}, 89, True),
    ],
    ids=str,
)
def test_it_stays_while_it_is_to_be_filed_or_in_force(
    columns: dict[str, Any], days: int, is_kept: bool
) -> None:
    ends = lasting.expires_at(NOW, **columns)
    assert (ends is None or ends > NOW + timedelta(days=days)) == is_kept


def test_one_that_is_over_leaves_the_tablets(exchange: Exchange) -> None:
    nadia, unit = exchange.home.unlock("Nadia"), exchange.home.units[0]
    id_ = captured(exchange, nadia, capture(photos(1), kind="ordonnance"))
    (row,) = rows(exchange.pull(nadia, unit))
    assert row["expires_at"] == clock.to_text(NOW + lasting.WINDOW)
    with exchange.house.database.write() as session:
        session.get_one(Document, uuid.UUID(id_)).expires_at = NOW - timedelta(seconds=1)
    assert rows(exchange.pull(nadia, unit)) == []


def test_one_that_another_replaces_is_told_so(exchange: Exchange) -> None:
    nadia, unit = exchange.home.unlock("Nadia"), exchange.home.units[0]
    old, new = (captured(exchange, nadia, capture(photos(1), kind="ordonnance")) for _ in range(2))
    cursor = exchange.pull(nadia, unit)["cursor"]
    with exchange.house.database.write() as session:
        take_revision(session, exchange.home.id)
        link(session, session.get_one(Document, uuid.UUID(new)), uuid.UUID(old))
    told = {row["id"]: row["is_replaced"] for row in rows(exchange.pull(nadia, unit, cursor))}
    assert told == {old: True, new: False}


def test_somebody_who_comes_into_a_unit_brings_their_documents(exchange: Exchange) -> None:
    nadia, (first, second) = exchange.home.unlock("Nadia"), exchange.home.units
    id_ = captured(exchange, nadia, capture(photos(1)))
    cursor = exchange.pull(nadia, second)["cursor"]
    exchange.home.move("Lenoir", second)
    assert [row["id"] for row in rows(exchange.pull(nadia, second, cursor))] == [id_]
    assert rows(exchange.pull(nadia, first)) == []
