"""Whatever the order in which tablets hand in what they hold, the follow-up ends the same, and so do its flags."""

from __future__ import annotations

import random
import uuid
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.areas.follow_ups.models import FollowUpStep
from app.ground import clock
from app.ground.ids import new_id
from tests.follow_ups.gestures import DUE, HOUR, MINUTE, asked, lenoir, row_of, told
from tests.sync.exchange import Exchange, Json
from tests.sync.homes import NOW

GESTURES = st.tuples(
    st.sampled_from(["acknowledge", "close", "close", "postpone", "reopen"]),
    st.integers(-30, 3),
    st.sampled_from(["Aïcha", "Nadia"]),
)
STANDING = (
    *("due_at", "escalates_at", "expires_at", "acknowledged", "closed", "also_closed"),
    *("postponed", "flags"),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(GESTURES, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_state(
    shared: Exchange, gestures: list[tuple[str, int, str]], dice: random.Random
) -> None:
    """The same story twice, about two follow-ups: in the order of the bedside, and shuffled, opening included."""
    straight, shuffled = _story(shared, gestures), _story(shared, gestures)
    dice.shuffle(shuffled)
    first, second = (_hand_in(shared, story) for story in (straight, shuffled))
    assert _standing(shared, first) == _standing(shared, second)
    for follow_up in (first, second):
        kept = shared.count(FollowUpStep, FollowUpStep.follow_up_id == uuid.UUID(follow_up))
        assert kept == len(gestures)


def _story(exchange: Exchange, gestures: list[tuple[str, int, str]]) -> list[tuple[Any, Json]]:
    """The claims of the opening and of each gesture; a reopening is of the first close there is."""
    unlocks = {name: exchange.home.unlock(name) for name in ("Aïcha", "Nadia")}
    opening = lenoir(unlocks["Aïcha"], exchange, "follow_up.open", asked(), at=NOW - HOUR)
    ids = [f"{number:08x}{str(new_id())[8:]}" for number in range(len(gestures))]
    closes = [id for id, (kind, _, _) in zip(ids, gestures, strict=True) if kind == "close"]
    bodies: dict[str, Json] = {
        "acknowledge": {},
        "close": {"outcome": "done"},
        "reopen": {"close": closes[0] if closes else str(new_id())},
    }
    story = [(unlocks["Aïcha"], opening)]
    for id, (kind, minutes, name) in zip(ids, gestures, strict=True):
        due_at = {"due_at": clock.to_text(DUE + minutes * HOUR)}
        body = {"follow_up": opening["id"], **bodies.get(kind, due_at)}
        at = NOW + minutes * MINUTE
        claims = lenoir(unlocks[name], exchange, f"follow_up.{kind}", body, at=at, id=id)
        story.append((unlocks[name], claims))
    return story


def _hand_in(exchange: Exchange, story: list[tuple[Any, Json]]) -> str:
    """Hands in one by one, and again what was to come later, as tablets do; the follow-up's id."""
    waiting = [(unlock, unlock.seal(claims)) for unlock, claims in story]
    for _ in range(2):
        waiting = [
            (unlock, envelope)
            for unlock, envelope in waiting
            if exchange.one(unlock.tablet, envelope)["outcome"] == "later"
        ]
    assert not waiting
    opening = next(claims for _, claims in story if claims["type"] == "follow_up.open")
    id_: str = opening["id"]
    return id_


def _standing(exchange: Exchange, follow_up: str) -> Json:
    """How it stands, told without the ids that no two stories share."""
    row = told(exchange, follow_up)
    standing = {name: row[name] for name in STANDING}
    if standing["closed"]:
        standing["closed"] = {**standing["closed"], "id": standing["closed"]["id"][:8]}
    standing["columns"] = row_of(exchange, follow_up).outcome
    return standing
