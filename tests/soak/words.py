"""What professionals write: bodies of commands, from a seed, each text unlike any other."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from random import Random
from typing import Any

from app.ground import clock
from app.ground.ids import new_id

Body = dict[str, Any]
EVERYDAY, ALARM = ("bon-appetit", "douleur-aigue", "nuit-calme"), "chute"
_SAID = (
    "A bu un demi-verre d’eau",
    "Dit avoir mal dormi",
    "Rougeur au talon gauche",
    "Souriante à la toilette, « ça va mieux »",
    "Marche jusqu’à la salle à manger 😊",
)


def said(chance: Random) -> str:
    """A text that nobody else writes: what is read back is surely this one."""
    length = chance.choice((1, 1, 1, 1, 12))
    return f"{' '.join(chance.choices(_SAID, k=length))} [{chance.getrandbits(64):016x}]"


def asked(chance: Random) -> str:
    """What is to be done: short, as on a screen."""
    return f"{chance.choice(_SAID)} [{chance.getrandbits(64):016x}]"


def entry(chance: Random) -> Body:
    """A transmission."""
    is_alarm = chance.random() < 0.25
    body: Body = {
        "cible": ALARM if is_alarm else chance.choice(EVERYDAY),
        "vocabulary": 1,
        "data": None if is_alarm and chance.random() < 0.5 else said(chance),
        "actions": said(chance) if chance.random() < 0.3 else None,
        "importance": chance.choice(("normal", "normal", "important")),
        "to_read": chance.random() < 0.2,
    }
    return body


def with_follow_up(chance: Random, body: Body, now: datetime) -> Body:
    """The same, with something due after it."""
    due_at = clock.to_text(now + timedelta(minutes=chance.randint(-30, 600)))
    due = {"id": str(new_id()), "due_at": due_at, "what": asked(chance), "role": None}
    return {**body, "follow_up": due}


def correction(chance: Random, of: uuid.UUID, body: Body) -> Body:
    """Another version of an entry."""
    kept = {name: value for name, value in body.items() if name not in ("follow_up", "reason")}
    return {**kept, "entry": str(of), "reason": "Erreur de saisie", "data": said(chance)}


def task(chance: Random, now: datetime, entry: uuid.UUID | None) -> Body:
    """A follow-up of its own."""
    return {
        "entry": str(entry) if entry else None,
        "kind": chance.choice(("task", "reassess")),
        "what": asked(chance),
        "due_at": clock.to_text(now + timedelta(minutes=chance.randint(-30, 600))),
        "role": chance.choice((None, None, "nurse")),
        "urgent": chance.random() < 0.2,
    }
