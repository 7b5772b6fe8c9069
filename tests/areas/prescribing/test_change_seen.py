"""A giver has read what a change says: once, on whichever tablet, with no network too."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from app.areas.prescribing.commands import change, prescribe, see_change
from app.areas.prescribing.models import ChangeSeen
from app.areas.prescribing.values import Written
from app.gate.auth.actor import Actor
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import House
from app.ground.ids import new_id
from tests.areas.prescribing.conftest import THREE_A_DAY, draft, head, taken
from tests.sync.conftest import exchange_over
from tests.sync.exchange import Exchange
from tests.sync.forging import Unlock
from tests.sync.homes import NOW

TYPE = "prescription.change_seen"


@pytest.fixture
def exchange(each_house: House) -> Iterator[Exchange]:
    with clock.frozen(NOW):
        yield exchange_over(each_house)


@pytest.fixture
def lines(exchange: Exchange) -> list[uuid.UUID]:
    """Both versions of a line of Mme Lenoir's."""
    home = exchange.home
    nadia = Actor(home.staff["Nadia"], home.id, "nurse", None)
    with exchange.house.database.write() as session:
        first: Written = prescribe(
            session, exchange.house, nadia, home.persons["Lenoir"], THREE_A_DAY, now=NOW
        )
    more = draft(scheme=taken("matin"))
    with exchange.house.database.write() as session:
        chain = first.line.chain
        second = change(session, exchange.house, nadia, chain, more, seen=head(first), now=NOW)
    return [head(first), head(second)]


def say(exchange: Exchange, unlock: Unlock, lines: list[uuid.UUID], **options: Any) -> Any:
    person = options.pop("person", exchange.home.persons["Lenoir"])
    body = {"lines": [str(one) for one in lines]}
    return exchange.one(unlock.tablet, unlock.write(TYPE, person, body, at=NOW, **options))


def seen(exchange: Exchange) -> list[ChangeSeen]:
    with exchange.house.database.read() as session:
        return list(session.scalars(select(ChangeSeen).order_by(ChangeSeen.seen_at)))


def test_a_care_assistant_says_so_and_it_reaches_the_other_tablets(
    exchange: Exchange, lines: list[uuid.UUID]
) -> None:
    aicha = exchange.home.unlock("Aïcha")
    assert say(exchange, aicha, lines[1:])["outcome"] == "applied"
    (row,) = seen(exchange)
    assert (row.line_id, row.staff_id) == (lines[1], exchange.home.staff["Aïcha"])
    assert row.seen_at == NOW and row.revision > 0


def test_said_again_from_another_tablet_it_counts_once(
    exchange: Exchange, lines: list[uuid.UUID]
) -> None:
    for asked in (lines[1:], lines, lines):
        assert say(exchange, exchange.home.unlock("Aïcha"), asked)["outcome"] == "applied"
    assert {row.line_id for row in seen(exchange)} == set(lines)
    assert len(seen(exchange)) == 2


def test_each_giver_says_it_for_themselves(exchange: Exchange, lines: list[uuid.UUID]) -> None:
    for name in ("Aïcha", "Nadia"):
        say(exchange, exchange.home.unlock(name), lines[1:])
    assert len({row.staff_id for row in seen(exchange)}) == 2


def test_what_a_restore_has_lost_is_set_aside_with_its_reason(
    exchange: Exchange, lines: list[uuid.UUID]
) -> None:
    aicha = exchange.home.unlock("Aïcha")
    assert say(exchange, aicha, [*lines, new_id()])["outcome"] == "applied"
    gone = say(exchange, aicha, [new_id()])
    assert (gone["outcome"], gone["code"]) == ("quarantined", "unknown_line")


def test_the_lines_of_somebody_else_are_not_known(
    exchange: Exchange, lines: list[uuid.UUID]
) -> None:
    other = exchange.home.persons["Petit"]
    answer = say(exchange, exchange.home.unlock("Aïcha"), lines, person=other)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "unknown_line")
    assert seen(exchange) == []


def test_the_office_has_no_such_right(exchange: Exchange, lines: list[uuid.UUID]) -> None:
    answer = say(exchange, exchange.home.unlock("Odile"), lines)
    assert (answer["outcome"], answer["code"]) == ("quarantined", "never_allowed")


@pytest.mark.parametrize(
    "body", [{}, {"lines": []}, {"lines": ["x"]}, {"lines": [str(uuid.UUID(int=1))] * 101}]
)
def test_a_body_that_says_nothing_is_malformed(exchange: Exchange, body: dict[str, Any]) -> None:
    aicha, lenoir = exchange.home.unlock("Aïcha"), exchange.home.persons["Lenoir"]
    answer = exchange.one(aicha.tablet, aicha.write(TYPE, lenoir, body, at=NOW))
    assert (answer["outcome"], answer["code"]) == ("quarantined", "invalid")


def test_at_a_desk_it_is_told_to_the_trail(exchange: Exchange, lines: list[uuid.UUID]) -> None:
    home = exchange.home
    nadia, lenoir = Actor(home.staff["Nadia"], home.id, "nurse", None), home.persons["Lenoir"]
    with exchange.house.database.write() as session:
        see_change(session, nadia, lenoir, lines, now=NOW)
    assert len(seen(exchange)) == 2
    with exchange.house.database.write() as session, pytest.raises(NotFound):
        see_change(session, nadia, home.persons["Petit"], lines, now=NOW)
    chloe = Actor(exchange.other.staff["Chloé"], exchange.other.id, "nurse", None)
    with exchange.house.database.write() as session, pytest.raises(NotFound):
        see_change(session, chloe, lenoir, lines, now=NOW)
