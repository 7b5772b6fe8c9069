"""Transmissions without a tablet: the same rules, the same rows, an audit event each, and no commit."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.areas.journal import commands, vocabularies
from app.areas.journal.models import Entry
from app.areas.journal.texts import entry_row
from app.gate.auth.actor import Actor
from app.ground.errors import Conflict, Invalid, NotFound, Refused
from app.ground.ids import new_id
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW
from transmissions.entry import Addition, Chips, Draft
from transmissions.vocabulary_csv import starting_vocabulary
from transmissions.vocabulary_edits import add_theme

PAIN = Draft("douleur-aigue", 1, data="EN à 5")
FALL = Draft("chute", 1)


def actor(exchange: Exchange, name: str) -> Actor:
    home = exchange.other if name == "Chloé" else exchange.home
    return Actor(home.staff[name], home.id, "nurse", None)


def write(
    session: Session, exchange: Exchange, draft: Draft = PAIN, name: str = "Aïcha"
) -> uuid.UUID:
    return commands.write_entry(
        session,
        exchange.house.vault,
        actor(exchange, name),
        draft,
        person_id=exchange.home.persons["Lenoir"],
        now=NOW,
    )


def test_it_keeps_an_entry_and_tells_the_tablets(each_exchange: Exchange) -> None:
    exchange = each_exchange
    with exchange.house.database.write() as session:
        entry = write(session, exchange)
    aicha = exchange.home.unlock("Aïcha")
    answer = exchange.pull(aicha, exchange.home.units[0])
    assert [row["id"] for row in answer["rows"]["entry"]] == [str(entry)]
    assert "transmission.record" in exchange.verbs()


def test_it_never_commits(exchange: Exchange) -> None:
    with pytest.raises(ZeroDivisionError), exchange.house.database.write() as session:
        write(session, exchange)
        raise ZeroDivisionError
    assert sum(exchange.counts().values()) == 0
    assert "transmission.record" not in exchange.verbs()


@pytest.mark.parametrize(
    "draft", [Draft("danse", 1), Draft("chute", 7), Draft("chute", 1, data="a" * 4_001)], ids=repr
)
def test_it_refuses_what_the_rules_refuse(draft: Draft, exchange: Exchange) -> None:
    with pytest.raises(Invalid), exchange.house.database.write() as session:
        write(session, exchange, draft)


def test_an_alarm_is_completed_answered_and_read(exchange: Exchange) -> None:
    nadia = actor(exchange, "Nadia")
    with exchange.house.database.write() as session:
        fall = write(session, exchange, FALL)
        seen = Addition(new_id(), nadia.staff_id, NOW, chips=Chips(data=("au sol",)))
        commands.complete_entry(session, exchange.house.vault, nadia, fall, seen, now=NOW)
        commands.acknowledge_entry(session, nadia, fall, now=NOW)
        commands.read_entries(session, nadia, [fall], now=NOW)
    with exchange.house.database.read() as session:
        entry = session.get(Entry, fall)
    assert entry is not None
    assert (entry.is_incomplete, entry.acknowledged_by) == (False, nadia.staff_id)
    assert exchange.counts()["receipt"] == 1
    assert exchange.verbs()[-4:] == [
        "transmission.record",
        "transmission.complete",
        "transmission.acknowledge",
        "transmission.read",
    ]


def test_what_is_no_alarm_needs_no_answer(exchange: Exchange) -> None:
    with pytest.raises(Conflict), exchange.house.database.write() as session:
        commands.acknowledge_entry(
            session, actor(exchange, "Nadia"), write(session, exchange), now=NOW
        )


def test_only_its_author_takes_an_entry_back_and_not_once_answered(exchange: Exchange) -> None:
    aicha, nadia = actor(exchange, "Aïcha"), actor(exchange, "Nadia")
    with exchange.house.database.write() as session:
        pain, fall = write(session, exchange), write(session, exchange, FALL)
        with pytest.raises(Refused, match="auteur"):
            commands.retract_entry(session, nadia, pain, now=NOW)
        with pytest.raises(Refused, match="délai"):
            commands.retract_entry(session, aicha, pain, now=NOW + timedelta(minutes=3))
        commands.acknowledge_entry(session, nadia, fall, now=NOW)
        with pytest.raises(Refused, match="prise en compte"):
            commands.retract_entry(session, aicha, fall, now=NOW)
        commands.retract_entry(session, aicha, pain, now=NOW)
    with exchange.house.database.read() as session:
        kept = session.get(Entry, pain)
    assert kept is not None
    assert kept.retracted_at == NOW  # the history keeps it, no list shows it


def test_only_its_author_corrects_an_entry_with_a_reason(exchange: Exchange) -> None:
    aicha, nadia, vault = actor(exchange, "Aïcha"), actor(exchange, "Nadia"), exchange.house.vault
    with exchange.house.database.write() as session:
        pain = write(session, exchange)
        with pytest.raises(Refused, match="Complétez-la"):
            commands.correct_entry(session, vault, nadia, pain, FALL, "erreur", now=NOW)
        with pytest.raises(Invalid):
            commands.correct_entry(session, vault, aicha, pain, FALL, " ", now=NOW)
        fall = commands.correct_entry(session, vault, aicha, pain, FALL, "erreur", now=NOW)
    with exchange.house.database.read() as session:
        old, new = session.get(Entry, pain), session.get(Entry, fall)
    assert old is not None and new is not None
    assert (old.superseded_by, new.corrects, new.version) == (fall, pain, 2)
    assert exchange.verbs()[-1] == "transmission.correct"


def test_the_other_home_s_entries_do_not_exist(exchange: Exchange) -> None:
    chloe = actor(exchange, "Chloé")
    with exchange.house.database.write() as session:
        fall = write(session, exchange, FALL)
        said = Addition(new_id(), chloe.staff_id, NOW, data="x")
        with pytest.raises(NotFound):
            commands.complete_entry(session, exchange.house.vault, chloe, fall, said, now=NOW)
        with pytest.raises(NotFound):
            commands.correct_entry(
                session, exchange.house.vault, chloe, fall, PAIN, "erreur", now=NOW
            )
        with pytest.raises(NotFound):
            commands.acknowledge_entry(session, chloe, fall, now=NOW)
        with pytest.raises(NotFound):
            commands.read_entries(session, chloe, [fall], now=NOW)
        with pytest.raises(NotFound):
            commands.retract_entry(session, chloe, fall, now=NOW)


def test_many_entries_are_loaded_at_once(exchange: Exchange) -> None:
    words, aicha = starting_vocabulary(), actor(exchange, "Aïcha")
    rows = [
        entry_row(
            exchange.house.vault,
            aicha,
            PAIN,
            words,
            id=new_id(),
            person_id=exchange.home.persons["Lenoir"],
            occurred_at=NOW - timedelta(minutes=number),
            received_at=NOW,
        )
        for number in range(300)
    ]
    with exchange.house.database.write() as session:
        assert commands.load_entries(session, rows) == 300
    answer = exchange.pull(exchange.home.unlock("Aïcha"), exchange.home.units[0])
    assert len(answer["rows"]["entry"]) == 300


def test_of_two_who_publish_words_at_once_the_second_is_told(exchange: Exchange) -> None:
    home, first = exchange.home.id, starting_vocabulary()
    second = add_theme(first, "Jardin")
    with exchange.house.database.write() as session:
        commands.publish_vocabulary(session, second, establishment_id=home, now=NOW)
    with pytest.raises(Conflict), exchange.house.database.write() as session:
        commands.publish_vocabulary(session, second, establishment_id=home, now=NOW)
    with exchange.house.database.read() as session:
        assert vocabularies.current(session, home) == second
        assert vocabularies.numbered(session, home, 1) == first
        assert vocabularies.numbered(session, home, 9) is None
