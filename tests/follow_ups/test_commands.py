"""Follow-ups without a tablet: how other areas open and close them, and what the office does."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.areas.follow_ups import commands
from app.areas.follow_ups.commands import Asked, Kind, Subject, System
from app.areas.follow_ups.kinds import KINDS, TASK, kind_of, register_kind
from app.areas.follow_ups.models import FollowUp
from app.gate.audit.models import AuditEvent
from app.gate.auth.actor import Actor
from app.ground import clock
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.ids import new_id
from tests.follow_ups.gestures import DUE, HOUR, MINUTE, row_of, told
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW


@pytest.fixture
def alert() -> Iterator[Kind]:
    """A kind that another area registers, for this test alone."""
    kind = register_kind(Kind("elsewhere", "Alerte", "alert"))
    yield kind
    del KINDS[kind.name]


def actor(exchange: Exchange, name: str = "Nadia") -> Actor:
    home = exchange.other if name == "Chloé" else exchange.home
    return Actor(home.staff[name], home.id, "nurse", None)


def open_task(session: Session, exchange: Exchange, by: Any = None, **more: Any) -> str:
    asked = Asked(**{"due_at": DUE, "kind": "task", "what": "Rappeler le médecin", **more})
    by = by or actor(exchange)
    person = exchange.home.persons["Lenoir"]
    vault = exchange.house.vault
    return str(commands.open_task(session, vault, by, asked, person_id=person, now=NOW))


def test_another_area_opens_an_alert_and_tablets_are_told(
    each_exchange: Exchange, alert: Kind
) -> None:
    exchange = each_exchange
    dose = Subject("medication", new_id())
    home = System(exchange.home.id)
    with exchange.house.database.write() as session:
        follow_up = open_task(
            session, exchange, home, kind=alert.name, role="nurse", urgent=True, subject=dose
        )
    row = told(exchange, follow_up)
    assert (row["kind"], row["author"], row["urgent"]) == (alert.name, None, True)
    assert row["escalates_at"] == clock.to_text(DUE + 15 * MINUTE)
    assert exchange.verbs().count("follow_up.open") == 1


def test_it_closes_what_is_open_about_its_subject_and_nothing_else(
    each_exchange: Exchange,
) -> None:
    exchange = each_exchange
    home, vault = System(exchange.home.id), exchange.house.vault
    dose, other = Subject("medication", new_id()), Subject("medication", new_id())
    with exchange.house.database.write() as session:
        mine = [open_task(session, exchange, home, subject=dose) for _ in range(2)]
        theirs = open_task(session, exchange, home, subject=other)
    with exchange.house.database.write() as session:
        assert commands.close_for(session, vault, home, dose, now=NOW, outcome="not_needed") == 2
        assert commands.close_for(session, vault, home, dose, now=NOW) == 0
    assert [row_of(exchange, one).outcome for one in (*mine, theirs)] == ["not_needed"] * 2 + [None]
    assert exchange.verbs().count("follow_up.close") == 2


def test_another_home_closes_nothing_of_ours(exchange: Exchange) -> None:
    dose = Subject("medication", new_id())
    with exchange.house.database.write() as session:
        follow_up = open_task(session, exchange, subject=dose)
        elsewhere = System(exchange.other.id)
        vault = exchange.house.vault
        assert commands.close_for(session, vault, elsewhere, dose, now=NOW) == 0
        for act in (commands.acknowledge_follow_up, commands.close_follow_up):
            with pytest.raises(NotFound):
                act(session, vault, actor(exchange, "Chloé"), uuid.UUID(follow_up), now=NOW)
    assert row_of(exchange, follow_up).closed_at is None


def test_it_never_commits(exchange: Exchange) -> None:
    with pytest.raises(ZeroDivisionError), exchange.house.database.write() as session:
        open_task(session, exchange)
        raise ZeroDivisionError
    assert exchange.count(FollowUp) == 0
    assert "follow_up.open" not in exchange.verbs()


def test_a_kind_that_nobody_registered_is_a_mistake_of_ours(exchange: Exchange) -> None:
    with pytest.raises(KeyError), exchange.house.database.write() as session:
        open_task(session, exchange, kind="danse")


def test_a_kind_has_one_meaning_and_an_unknown_one_is_shown_as_a_task() -> None:
    with pytest.raises(ValueError, match="task"):
        register_kind(Kind("task", "Autre chose", "check"))
    with pytest.raises(ValueError, match="x" * 21):
        register_kind(Kind("x" * 21, "Trop long", "check"))
    assert kind_of("of a later version") is TASK


def test_the_office_takes_charge_puts_off_and_answers(exchange: Exchange) -> None:
    nadia, vault = actor(exchange), exchange.house.vault
    with exchange.house.database.write() as session:
        follow_up = open_task(session, exchange)
        id_ = uuid.UUID(follow_up)
        commands.acknowledge_follow_up(session, vault, nadia, id_, now=NOW)
        later = DUE + HOUR
        commands.postpone_follow_up(
            session, vault, nadia, id_, due_at=later, reason="absente", now=NOW
        )
        commands.close_follow_up(session, vault, nadia, id_, result="joint", now=NOW + MINUTE)
        with pytest.raises(Conflict, match="entre-temps"):
            commands.close_follow_up(session, vault, nadia, id_, now=NOW + MINUTE)
        with pytest.raises(Conflict):
            commands.postpone_follow_up(session, vault, nadia, id_, due_at=later, now=NOW)
    row = told(exchange, follow_up)
    assert (row["due_at"], row["closed"]["result"]) == (clock.to_text(later), "joint")
    assert exchange.verbs()[-5:-1] == [
        f"follow_up.{verb}" for verb in ("open", "acknowledge", "postpone", "close")
    ]


def test_the_office_takes_its_own_answer_back_at_once(exchange: Exchange) -> None:
    nadia, vault, close = actor(exchange), exchange.house.vault, new_id()
    with exchange.house.database.write() as session:
        id_ = uuid.UUID(open_task(session, exchange))
        commands.close_follow_up(session, vault, nadia, id_, now=NOW, id=close)
        commands.reopen_follow_up(session, vault, nadia, id_, close, now=NOW + MINUTE)
    assert row_of(exchange, str(id_)).closed_at is None
    with pytest.raises(Conflict, match="délai"), exchange.house.database.write() as session:
        again = new_id()
        commands.close_follow_up(session, vault, nadia, id_, now=NOW + MINUTE, id=again)
        commands.reopen_follow_up(session, vault, nadia, id_, again, now=NOW + HOUR)


def test_what_cannot_be_asked_or_answered_names_its_field(exchange: Exchange) -> None:
    nadia, vault = actor(exchange), exchange.house.vault
    with exchange.house.database.write() as session:
        with pytest.raises(Invalid) as refused:
            open_task(session, exchange, what="a" * 201)
        assert refused.value.fields.keys() == {"what"}
        id_ = uuid.UUID(open_task(session, exchange))
        with pytest.raises(Invalid) as refused:
            commands.close_follow_up(session, vault, nadia, id_, outcome="?", now=NOW)
        assert refused.value.fields.keys() == {"outcome"}


def escalated(exchange: Exchange, after: timedelta) -> int:
    with exchange.house.database.write() as session:
        return commands.escalate(session, now=DUE + after)


def test_what_nobody_answers_in_time_is_marked_once(each_exchange: Exchange) -> None:
    exchange = each_exchange
    with exchange.house.database.write() as session:
        late = open_task(session, exchange)
        answered = open_task(session, exchange)
        by = System(exchange.home.id)
        commands.close_follow_up(session, exchange.house.vault, by, uuid.UUID(answered), now=NOW)
    revision = row_of(exchange, late).revision
    assert escalated(exchange, 2 * HOUR - MINUTE) == 0
    assert escalated(exchange, 2 * HOUR) == 1
    assert escalated(exchange, 3 * HOUR) == 0
    row = row_of(exchange, late)
    assert (row.escalated_at, row.revision) == (DUE + 2 * HOUR, revision)
    with exchange.house.database.read() as session:
        event = session.query(AuditEvent).filter_by(verb="follow_up.escalated").one()
    assert (event.subject_id, event.actor_id) == (uuid.UUID(late), None)


def test_one_that_was_put_off_since_is_marked_again(exchange: Exchange) -> None:
    nadia = actor(exchange)
    with exchange.house.database.write() as session:
        late = open_task(session, exchange)
    assert escalated(exchange, 2 * HOUR) == 1
    with exchange.house.database.write() as session:
        commands.postpone_follow_up(
            session,
            exchange.house.vault,
            nadia,
            uuid.UUID(late),
            due_at=DUE + 5 * HOUR,
            now=DUE + 3 * HOUR,
        )
    assert escalated(exchange, 6 * HOUR) == 0
    assert escalated(exchange, 7 * HOUR) == 1
