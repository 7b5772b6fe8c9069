"""What professionals do about what was written: drawn from the ledger, so that it may be still unsent elsewhere."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from app.ground import clock
from tests.soak import words
from tests.soak.homes import Hand
from tests.soak.ledger import VERSIONS, Ledger, Made
from tests.soak.watch import Watch

Gesture = tuple[str, uuid.UUID | None, dict[str, Any]]
_RECENT = 30


def draw(chance: Random, ledger: Ledger, hand: Hand, watch: Watch) -> Gesture | None:
    """A gesture that this professional may make, or None when there is nothing to make it about yet."""
    kind = chance.choices(list(_KINDS), list(_KINDS.values()))[0]
    return kind(chance, ledger, hand, watch)


def _read(chance: Random, ledger: Ledger, hand: Hand, watch: Watch) -> Gesture | None:
    entries = _standing(ledger, lambda one: one.author != hand.id)
    if not entries:
        return None
    picked = chance.sample(entries, min(len(entries), chance.randint(1, 4)))
    return "transmission.read", None, {"entries": [str(one.id) for one in picked]}


def _complete(chance: Random, ledger: Ledger, hand: Hand, watch: Watch) -> Gesture | None:
    entry = _pick(chance, _standing(ledger))
    body = {"result": words.said(chance)}
    return entry and ("transmission.complete", entry.person, {"entry": str(entry.id), **body})


def _acknowledge(chance: Random, ledger: Ledger, hand: Hand, watch: Watch) -> Gesture | None:
    if hand.role != "nurse":
        return None
    entry = _pick(chance, _standing(ledger, lambda one: one.body.get("cible") == words.ALARM))
    return entry and ("transmission.acknowledge", entry.person, {"entry": str(entry.id)})


def _correct(chance: Random, ledger: Ledger, hand: Hand, watch: Watch) -> Gesture | None:
    entry = _pick(chance, _standing(ledger, lambda one: one.author == hand.id))
    if entry is None:
        return None
    body = words.correction(chance, entry.id, entry.body)
    return "transmission.correct", entry.person, body


def _open(chance: Random, ledger: Ledger, hand: Hand, watch: Watch) -> Gesture | None:
    entry = _pick(chance, _standing(ledger))
    if entry is None:
        return None
    of = entry.id if chance.random() < 0.5 else None
    return "follow_up.open", entry.person, words.task(chance, watch.now(), of)


def _close(chance: Random, ledger: Ledger, hand: Hand, watch: Watch) -> Gesture | None:
    due = _pick(chance, _due(ledger))
    if due is None:
        return None
    follow_up, person = due
    outcome = chance.choice(("done", "done", "not_needed"))
    result = words.said(chance) if chance.random() < 0.7 else None
    body: dict[str, Any] = {
        "follow_up": str(follow_up),
        "outcome": outcome,
        "result": result,
        "chips": [],
    }
    return "follow_up.close", person, body


def _take_charge(chance: Random, ledger: Ledger, hand: Hand, watch: Watch) -> Gesture | None:
    due = _pick(chance, _due(ledger))
    return due and ("follow_up.acknowledge", due[1], {"follow_up": str(due[0])})


def _postpone(chance: Random, ledger: Ledger, hand: Hand, watch: Watch) -> Gesture | None:
    due = _pick(chance, _due(ledger))
    if due is None:
        return None
    later = watch.now() + timedelta(minutes=chance.randint(10, 600))
    body = {"follow_up": str(due[0]), "due_at": clock.to_text(later), "reason": None}
    return "follow_up.postpone", due[1], body


def _reopen(chance: Random, ledger: Ledger, hand: Hand, watch: Watch) -> Gesture | None:
    fresh = clock.now() - timedelta(seconds=60)
    mine = ledger.known(
        lambda one: one.type == "follow_up.close" and one.author == hand.id and one.at > fresh
    )
    close = _pick(chance, mine)
    if close is None:
        return None
    body = {"follow_up": close.body["follow_up"], "close": str(close.id)}
    return "follow_up.reopen", close.person, body


def _standing(ledger: Ledger, wanted: Callable[[Made], bool] = lambda one: True) -> list[Made]:
    """Recent versions that their author has not taken back."""
    undone = ledger.known(lambda one: one.type == "transmission.retract")
    taken_back = {one.body["entry"] for one in undone}
    found = ledger.known(lambda one: one.type in VERSIONS and wanted(one))
    return [one for one in found if str(one.id) not in taken_back][-_RECENT:]


def _due(ledger: Ledger) -> list[tuple[uuid.UUID, uuid.UUID | None]]:
    """Follow-ups that were opened, with whom they concern."""
    found = [
        (uuid.UUID(one.body["follow_up"]["id"]), one.person)
        for one in _standing(ledger, lambda one: bool(one.body.get("follow_up")))
    ]
    opened = ledger.known(lambda one: one.type == "follow_up.open")
    return found + [(one.id, one.person) for one in opened]


def _pick(chance: Random, found: list[Any]) -> Any:
    return chance.choice(found) if found else None


_KINDS: dict[Callable[[Random, Ledger, Hand, Watch], Gesture | None], int] = {
    _read: 6,
    _complete: 4,
    _acknowledge: 4,
    _correct: 4,
    _open: 2,
    _close: 3,
    _take_charge: 1,
    _postpone: 1,
    _reopen: 1,
}
