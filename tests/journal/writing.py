"""What tablets write about transmissions, in the words of these tests."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from app.areas.journal.models import Entry
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW

PAIN: Json = {"cible": "douleur-aigue", "vocabulary": 1}
FALL: Json = {"cible": "chute", "vocabulary": 1}


def written(exchange: Exchange, unlock: Unlock, body: Json = PAIN, at: datetime = NOW) -> str:
    """The id of a transmission that was applied."""
    claims = record(exchange, unlock, body, at)
    assert exchange.one(unlock.tablet, unlock.seal(claims))["outcome"] == "applied"
    id_: str = claims["id"]
    return id_


def record(exchange: Exchange, unlock: Unlock, body: Json = PAIN, at: datetime = NOW) -> Json:
    return unlock.claims("transmission.record", exchange.home.persons["Lenoir"], body, at=at)


def correction(
    exchange: Exchange,
    unlock: Unlock,
    entry: str,
    body: Json = PAIN,
    at: datetime = NOW,
    **more: Any,
) -> Json:
    """The claims of a correction of that entry; its id is that of the new version."""
    whole = {"entry": entry, "reason": "erreur de côté", **body, **more.pop("body", {})}
    person = exchange.home.persons[more.pop("name", "Lenoir")]
    return unlock.claims("transmission.correct", person, whole, at=at, **more)


def corrected(exchange: Exchange, unlock: Unlock, entry: str, *rest: Any, **more: Any) -> str:
    """The id of a new version that was applied."""
    claims = correction(exchange, unlock, entry, *rest, **more)
    assert exchange.one(unlock.tablet, unlock.seal(claims))["outcome"] == "applied"
    id_: str = claims["id"]
    return id_


def gesture(
    exchange: Exchange, unlock: Unlock, kind: str, entry: str, at: datetime = NOW, **body: Any
) -> Json:
    """The result of a gesture about that entry."""
    if kind == "read":
        envelope = unlock.write("transmission.read", None, {"entries": [entry]}, at=at)
    else:
        person = exchange.home.persons["Lenoir"]
        envelope = unlock.write(f"transmission.{kind}", person, {"entry": entry, **body}, at=at)
    return exchange.one(unlock.tablet, envelope)


def entry_of(exchange: Exchange, entry: str) -> Entry:
    with exchange.house.database.read() as session:
        found = session.get(Entry, uuid.UUID(entry))
    assert found is not None
    return found


def told(exchange: Exchange, unlock: Unlock) -> dict[str, Json]:
    """The entries that a fresh tablet of the unit gets, by id."""
    rows = exchange.pull(unlock, exchange.home.units[0])["rows"]["entry"]
    return {row["id"]: row for row in rows}
