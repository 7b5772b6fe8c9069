"""The sealed parts of documents on their way: in pieces, resumed, refused, and never told to another device."""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.areas.documents import measure, uploads
from app.areas.documents.models import Upload
from app.gate.auth.models import Device
from app.ground import clock
from app.ground.database import RevisionCounter
from tests.areas.documents.gestures import (
    Photo,
    capture,
    captured,
    document,
    head,
    parts,
    photos,
    put,
    sent,
)
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW


def test_a_part_comes_in_pieces_and_is_kept_bit_by_bit(each_exchange: Exchange) -> None:
    exchange, (photo,) = each_exchange, photos(1)
    tablet = exchange.home.tablet
    assert head(exchange, tablet, photo.name) == (404, None, None)
    first = put(exchange, tablet, photo, 0, 100)
    assert (first.status_code, first.json) == (
        200,
        {"offset": 100, "size": len(photo.data), "complete": False},
    )
    assert head(exchange, tablet, photo.name) == (200, 100, "?0")
    last = put(exchange, tablet, photo, 100)
    assert last.json == {"offset": len(photo.data), "size": len(photo.data), "complete": True}
    assert head(exchange, tablet, photo.name) == (200, len(photo.data), "?1")
    assert exchange.house.blobs.get(photo.name) == photo.data


def test_a_piece_elsewhere_is_told_where_to_go_on(shared: Exchange) -> None:
    (photo,) = photos(1)
    put(shared, shared.home.tablet, photo, 0, 100)
    for start in (0, 50, 200):
        answer = put(shared, shared.home.tablet, photo, start, start + 60)
        assert (answer.status_code, answer.json["offset"]) == (409, 100)
        assert answer.json["code"] == "wrong_offset"
    assert put(shared, shared.home.tablet, photo, 100).json["complete"]


def test_a_whole_part_again_is_a_whole_part_and_nothing_is_written(shared: Exchange) -> None:
    (photo,) = photos(1)
    put(shared, shared.home.tablet, photo)
    before = _upload(shared, photo)
    revision = _revision(shared)
    for start, end in ((0, None), (0, 10), (100, 200)):
        answer = put(shared, shared.home.tablet, photo, start, end)
        assert (answer.status_code, answer.json["complete"]) == (200, True)
    after = _upload(shared, photo)
    assert (before.completed_at, before.size) == (after.completed_at, after.size)
    assert _revision(shared) == revision


def test_another_device_is_told_nothing_and_sends_it_all(shared: Exchange) -> None:
    (photo,) = photos(1)
    with shared.house.database.write() as session:
        other = shared.home.add_tablet(session, shared.home.units)
    put(shared, shared.home.tablet, photo)
    assert head(shared, other, photo.name) == (404, None, None)
    half = put(shared, other, photo, 0, 100)
    assert half.json["complete"] is False
    assert put(shared, other, photo, 100).json["complete"]


def test_what_has_not_its_hash_is_dropped_and_starts_again(shared: Exchange) -> None:
    (photo,) = photos(1)
    altered = Photo(photo.plain)
    altered.sealed = type(photo.sealed)(b"x" * len(photo.data), photo.sealed.key, photo.sealed.iv)
    name = hashlib.sha256(b"another").hexdigest()
    with shared.client(shared.home.tablet) as client:
        told = {"Content-Range": f"bytes 0-{len(photo.data) - 1}/{len(photo.data)}"}
        answer = client.put(
            f"/api/v1/parts/{name}",
            data=altered.data,
            content_type="application/octet-stream",
            headers=told,
        )
    assert (answer.status_code, answer.json["code"]) == (422, "hash_differs")
    assert head(shared, shared.home.tablet, name) == (404, None, None)
    assert not shared.house.blobs.exists(name)


def test_another_size_than_the_one_told_before_starts_from_the_first_byte(shared: Exchange) -> None:
    (photo,) = photos(1)
    wrong = f"bytes 0-99/{len(photo.data) - 20}"
    put(shared, shared.home.tablet, photo, 0, 100, **{"Content-Range": wrong})
    answer = put(shared, shared.home.tablet, photo, 100)
    assert (answer.status_code, answer.json["offset"]) == (409, 0)
    assert put(shared, shared.home.tablet, photo).json["complete"]
    assert shared.house.blobs.get(photo.name) == photo.data


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("", 400),
        ("bytes */400", 400),
        ("bytes 0-400/400", 400),
        ("bytes 10-5/400", 400),
        ("bytes 0-98/416", 400),
        ("bytes 0-99/90", 400),
        ("bytes 0-99/-1", 400),
        ("bytes 0-99/999999999", 413),
        ("bytes 0-99/9999999999999999999999", 400),
    ],
)
def test_a_piece_that_says_nonsense_is_refused(shared: Exchange, told: str, status: int) -> None:
    (photo,) = photos(1)
    answer = put(shared, shared.home.tablet, photo, 0, 100, **{"Content-Range": told})
    assert answer.status_code == status
    assert answer.json["detail"]
    assert head(shared, shared.home.tablet, photo.name)[0] == 404


@pytest.mark.parametrize("name", ["x", "A" * 64, "0" * 63, "..%2f..%2fetc", "é" * 64])
def test_what_is_no_name_names_nothing(shared: Exchange, name: str) -> None:
    with shared.client(shared.home.tablet) as client:
        headers = {"Content-Range": "bytes 0-99/100"}
        options = {"data": b"x" * 100, "content_type": "application/octet-stream"}
        assert client.put(f"/api/v1/parts/{name}", headers=headers, **options).status_code == 404
        assert client.head(f"/api/v1/parts/{name}").status_code == 404


def test_a_piece_is_octets_and_no_larger_than_told(shared: Exchange) -> None:
    (photo,) = photos(1)
    with shared.client(shared.home.tablet) as client:
        path = f"/api/v1/parts/{photo.name}"
        assert client.put(path, json={}).status_code == 415
        large = b"x" * (2**20 + 1)
        answer = client.put(path, data=large, content_type="application/octet-stream")
    assert answer.status_code == 413
    assert head(shared, shared.home.tablet, photo.name)[0] == 404


def test_a_device_has_its_share_of_the_day(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = photos(2)
    monkeypatch.setattr(measure, "DAILY", measure.Rate("parts.bytes", 70_000, seconds=86_400))
    assert put(exchange, exchange.home.tablet, first).status_code == 200
    answer = put(exchange, exchange.home.tablet, second)
    assert answer.status_code == 429
    assert "rien n’est perdu" in answer.json["detail"]
    assert head(exchange, exchange.home.tablet, second.name)[0] == 404
    with clock.frozen(NOW + timedelta(days=2)):
        assert put(exchange, exchange.home.tablet, second).status_code == 200


def test_what_no_command_names_is_limited_too(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, first, second = photos(3)
    monkeypatch.setattr(measure, "MOST_UNNAMED", len(first.data))
    captured(exchange, exchange.home.unlock("Nadia"), capture([named]))
    for photo, status in ((named, 200), (first, 200), (second, 429)):
        assert put(exchange, exchange.home.tablet, photo).status_code == status


def test_what_was_announced_small_is_limited_when_it_turns_out_large(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = photos(2)
    monkeypatch.setattr(measure, "MOST_UNNAMED", len(first.data) + 100)
    for photo in (first, second):
        small = {"Content-Range": "bytes 0-29/40"}
        assert put(exchange, exchange.home.tablet, photo, 0, 30, **small).status_code == 200
    assert put(exchange, exchange.home.tablet, first).status_code == 200
    assert put(exchange, exchange.home.tablet, second).status_code == 429
    assert head(exchange, exchange.home.tablet, second.name)[:2] == (200, 30)


def test_a_revoked_device_finishes_what_it_named_and_sends_nothing_else(exchange: Exchange) -> None:
    named, unnamed = photos(2)
    tablet, nadia = exchange.home.tablet, exchange.home.unlock("Nadia")
    id_ = captured(exchange, nadia, capture([named]))
    put(exchange, tablet, named, 0, 100)
    with exchange.house.database.write() as session:
        other = exchange.home.add_tablet(session, exchange.home.units)
        session.execute(update(Device).values(revoked_at=NOW))
    for device, photo in ((tablet, unnamed), (other, named)):
        answer = put(exchange, device, photo)
        assert (answer.status_code, answer.json["code"]) == (401, "revoked")
    assert head(exchange, tablet, unnamed.name)[0] == 401
    assert head(exchange, tablet, named.name) == (200, 100, "?0")
    assert put(exchange, tablet, named, 100).json["complete"]
    assert document(exchange, id_).state == "received"


def test_a_part_never_named_expires_and_may_come_again(exchange: Exchange) -> None:
    (photo,) = photos(1)
    tablet = exchange.home.tablet
    put(exchange, tablet, photo)
    later = NOW + uploads.KEPT + timedelta(seconds=1)
    with exchange.house.database.write() as session:
        assert uploads.expire(session, now=NOW + uploads.KEPT - timedelta(seconds=1)) == 0
        assert uploads.expire(session, now=later) == 1
    exchange.house.blobs.delete(photo.name)
    with clock.frozen(later):
        assert head(exchange, tablet, photo.name)[0] == 404
        id_ = captured(exchange, exchange.home.unlock("Nadia"), capture([photo]), at=NOW)
        assert document(exchange, id_).state == "waiting"
        assert put(exchange, tablet, photo).json["complete"]
        assert document(exchange, id_).state == "received"


def test_a_file_lost_with_a_disk_may_come_again(shared: Exchange) -> None:
    (photo,) = photos(1)
    put(shared, shared.home.tablet, photo)
    shared.house.blobs.delete(photo.name)
    assert head(shared, shared.home.tablet, photo.name) == (200, 0, "?0")
    id_ = captured(shared, shared.home.unlock("Nadia"), capture([photo]))
    assert document(shared, id_).state == "waiting"
    assert put(shared, shared.home.tablet, photo).json["complete"]
    assert document(shared, id_).state == "received"


def test_all_bytes_are_here_and_nobody_could_say_so(shared: Exchange) -> None:
    """The server stopped between the last byte and the commit: asking is enough."""
    first, second = photos(2)
    tablet, nadia = shared.home.tablet, shared.home.unlock("Nadia")
    id_ = captured(shared, nadia, capture([first, second]))
    for photo in (first, second):
        put(shared, tablet, photo, 0, 100)
        shared.house.blobs.arrival(tablet.id, photo.name).add(100, photo.data[100:])
    assert head(shared, tablet, first.name) == (200, len(first.data), "?1")
    assert put(shared, tablet, second, 100).json["complete"]
    assert document(shared, id_).state == "received"


def test_another_home_that_names_our_part_has_nothing(shared: Exchange, heard: list) -> None:
    (photo,) = photos(1)
    put(shared, shared.home.tablet, photo)
    chloe = shared.other.unlock("Chloé")
    person = shared.other.persons["Marchand"]
    id_ = captured(shared, chloe, capture([photo]), person=person)
    assert document(shared, id_).state == "waiting"
    assert [part.state for part in parts(shared.house, id_)] == ["awaited"]
    assert head(shared, shared.other.tablet, photo.name)[0] == 404
    assert heard == []


def test_a_page_of_another_site_sends_nothing(shared: Exchange) -> None:
    (photo,) = photos(1)
    answer = put(shared, shared.home.tablet, photo, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_a_part_is_awaited_by_its_own_command_after_quarantine(shared: Exchange) -> None:
    """The command was put aside (its person is unknown); the part came, and waits for whatever becomes of it."""
    (photo,) = photos(1)
    nadia = shared.home.unlock("Nadia")
    _, answer = sent(shared, nadia, capture([photo]), person=uuid.uuid4())
    assert answer["outcome"] == "quarantined"
    assert put(shared, shared.home.tablet, photo).json["complete"]
    id_ = captured(shared, nadia, capture([photo]))
    assert document(shared, id_).state == "received"


def _upload(exchange: Exchange, photo: Photo) -> Upload:
    with exchange.house.database.read() as session:
        found = session.scalar(select(Upload).where(Upload.name == photo.name))
    assert found is not None
    return found


def _revision(exchange: Exchange) -> int:
    with exchange.house.database.read() as session:
        counter = session.get_one(RevisionCounter, exchange.home.id)
        return counter.value
