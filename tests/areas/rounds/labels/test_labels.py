"""Who has which label: printed again it is the same, lost it makes place for another, and tablets know digests only."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.areas.persons.commands import destroy_key, erase
from app.areas.rounds.labels.commands import print_labels, replace_lost
from app.areas.rounds.labels.models import PersonLabel
from app.areas.rounds.labels.queries import labels_of, live_labels, text_of
from app.areas.rounds.labels.tokens import digest_of
from app.gate.audit.models import AuditEvent
from app.gate.audit.rows import verify_rows
from app.gate.auth.actor import Actor
from app.ground.errors import NotFound
from tests.sync.exchange import Exchange, Json
from tests.sync.homes import NOW, Home

LATER = NOW + timedelta(minutes=5)


def actor(home: Home, name: str = "Nadia") -> Actor:
    return Actor(home.staff[name], home.id, "nurse", None)


def printed(exchange: Exchange, *names: str) -> dict[str, str]:
    """The text of the label of each of these persons."""
    persons = exchange.home.persons
    with exchange.house.database.write() as session:
        texts = print_labels(
            session,
            exchange.house.vault,
            actor(exchange.home),
            [persons[name] for name in names],
            now=NOW,
        )
    return {name: texts[persons[name]] for name in names}


def lost(exchange: Exchange, name: str, by: Home | None = None) -> None:
    by = by or exchange.home
    with exchange.house.database.write() as session:
        replace_lost(
            session,
            exchange.house.vault,
            actor(by, "Nadia" if by is exchange.home else "Chloé"),
            exchange.home.persons[name],
            now=LATER,
        )


def told(answer: Json) -> dict[str, str]:
    """Whose each digest is, in an answer of the feed."""
    rows = answer.get("rows", {}).get("label", [])
    assert all(row["kind"] == "person" for row in rows)
    return {row["id"]: row["person"] for row in rows}


def verbs(exchange: Exchange, person: uuid.UUID) -> list[str]:
    with exchange.house.database.read() as session:
        rows = session.scalars(
            select(AuditEvent.verb)
            .where(AuditEvent.person_id == person, AuditEvent.verb.like("label.%"))
            .order_by(AuditEvent.id)
        )
        return list(rows)


def test_a_tablet_of_the_unit_knows_whose_label_it_is(each_exchange: Exchange) -> None:
    exchange = each_exchange
    nadia, (here, there) = exchange.home.unlock("Nadia"), exchange.home.units
    before = exchange.pull(nadia, here)
    text = printed(exchange, "Lenoir")["Lenoir"]
    expected = {digest_of(text): str(exchange.home.persons["Lenoir"])}
    assert told(before) == {}
    assert told(exchange.pull(nadia, here, before["cursor"])) == expected
    assert told(exchange.pull(nadia, here)) == expected
    assert told(exchange.pull(nadia, there)) == {}
    chloe = exchange.other.unlock("Chloé")
    assert told(exchange.pull(chloe, exchange.other.units[0])) == {}


def test_printed_again_it_is_the_same_and_every_print_leaves_its_trace(exchange: Exchange) -> None:
    first = printed(exchange, "Lenoir")
    assert printed(exchange, "Lenoir") == first
    traces = verbs(exchange, exchange.home.persons["Lenoir"])
    assert traces == ["label.issued", "label.printed", "label.printed"]


def test_lost_it_opens_nothing_and_another_takes_its_place(exchange: Exchange) -> None:
    nadia, unit = exchange.home.unlock("Nadia"), exchange.home.units[0]
    old = printed(exchange, "Lenoir")["Lenoir"]
    cursor = exchange.pull(nadia, unit)["cursor"]
    lost(exchange, "Lenoir")
    answer = exchange.pull(nadia, unit, cursor)
    new = printed(exchange, "Lenoir")["Lenoir"]
    assert new != old
    assert told(answer) == {digest_of(new): str(exchange.home.persons["Lenoir"])}
    assert answer["removed"] == [{"kind": "label", "id": digest_of(old)}]
    with exchange.house.database.read() as session:
        states = [one.why for one in labels_of(session, exchange.home.id)]
    assert states == [None, "lost"]


def test_a_label_follows_whoever_moves(exchange: Exchange) -> None:
    nadia, (here, there) = exchange.home.unlock("Nadia"), exchange.home.units
    digest = digest_of(printed(exchange, "Lenoir")["Lenoir"])
    cursor = exchange.pull(nadia, there)["cursor"]
    exchange.home.move("Lenoir", there)
    assert digest in told(exchange.pull(nadia, there, cursor))
    assert digest not in told(exchange.pull(nadia, here))


def test_nobody_has_two_and_no_other_home_replaces_one(exchange: Exchange) -> None:
    printed(exchange, "Lenoir", "Petit")
    printed(exchange, "Petit", "Lenoir")
    with exchange.house.database.read() as session:
        rows = session.scalars(select(PersonLabel.person_id)).all()
    assert len(rows) == len(set(rows)) == 2
    with pytest.raises(NotFound):
        lost(exchange, "Lenoir", by=exchange.other)
    with pytest.raises(NotFound):
        lost(exchange, "Roux")


def test_one_that_was_altered_is_named_and_the_next_print_replaces_it(exchange: Exchange) -> None:
    text = printed(exchange, "Lenoir")["Lenoir"]
    with exchange.house.database.write() as session:
        row = session.scalars(select(PersonLabel)).one()
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    assert f"person_label {row.id}" in {found.subject for found in verify_rows(exchange.house)}
    assert printed(exchange, "Lenoir")["Lenoir"] != text


def test_erasing_a_person_takes_their_labels(exchange: Exchange) -> None:
    printed(exchange, "Lenoir", "Petit")
    lost(exchange, "Lenoir")
    person = exchange.home.persons["Lenoir"]
    with exchange.house.database.write() as session:
        erase(session, exchange.house, actor(exchange.home), person, now=LATER)
    destroy_key(exchange.house, person)
    with exchange.house.database.read() as session:
        left = session.scalars(select(PersonLabel.person_id)).all()
    assert left == [exchange.home.persons["Petit"]]


def test_the_text_is_sealed_and_opens_for_a_reprint_alone(exchange: Exchange) -> None:
    text = printed(exchange, "Lenoir")["Lenoir"]
    person = exchange.home.persons["Lenoir"]
    with exchange.house.database.read() as session:
        row = live_labels(session, exchange.home.id, [person])[person]
        assert text.encode() not in row.sealed
        assert text_of(exchange.house.vault, row) == text
