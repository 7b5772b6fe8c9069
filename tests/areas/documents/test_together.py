"""A command and the pieces of its parts that arrive in the same instant, in several threads: whole, and once."""

from __future__ import annotations

from app.areas.documents.models import Upload
from tests.areas.documents.gestures import at_once, capture, document, parts, photos, put
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW


def test_a_command_and_its_parts_at_once(each_exchange: Exchange, heard: list) -> None:
    exchange = each_exchange
    nadia, person = exchange.home.unlock("Nadia"), exchange.home.persons["Lenoir"]
    for _ in range(4):
        shots = photos(2)
        claims = nadia.claims("document.capture", person, capture(shots), at=NOW)
        envelope = nadia.seal(claims)
        at_once(
            lambda: exchange.one(nadia.tablet, envelope),  # noqa: B023
            *(lambda shot=shot: put(exchange, nadia.tablet, shot) for shot in shots),
        )
        assert document(exchange, claims["id"]).state == "received"
        assert [str(told.id) for _, told in heard].count(claims["id"]) == 1


def test_the_same_piece_from_two_requests_is_kept_once(each_exchange: Exchange) -> None:
    """A request that the tablet gave up and that was still on its way."""
    exchange, (shot,) = each_exchange, photos(1)
    tablet = exchange.home.tablet
    first = at_once(*(lambda: put(exchange, tablet, shot, 0, 100) for _ in range(4)))
    assert sorted(answer.status_code for answer in first) == [200, 409, 409, 409]
    assert {answer.json["offset"] for answer in first} == {100}
    last = at_once(*(lambda: put(exchange, tablet, shot, 100) for _ in range(4)))
    assert {answer.status_code for answer in last} <= {200, 409}
    assert any(answer.json.get("complete") for answer in last)
    assert exchange.house.blobs.get(shot.name) == shot.data
    assert exchange.count(Upload) == 1


def test_two_tablets_at_once_complete_one_document(each_exchange: Exchange, heard: list) -> None:
    exchange, (shot,) = each_exchange, photos(1)
    with exchange.house.database.write() as session:
        other = exchange.home.add_tablet(session, exchange.home.units)
    nadia, person = exchange.home.unlock("Nadia"), exchange.home.persons["Lenoir"]
    claims = nadia.claims("document.capture", person, capture([shot]), at=NOW)
    exchange.one(nadia.tablet, nadia.seal(claims))
    answers = at_once(
        *(lambda device=device: put(exchange, device, shot) for device in (nadia.tablet, other))
    )
    assert [answer.json["complete"] for answer in answers] == [True, True]
    assert [part.state for part in parts(exchange.house, claims["id"])] == ["received"]
    assert len(heard) == 1
