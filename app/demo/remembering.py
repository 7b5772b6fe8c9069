"""What became of the alerts of the demo home: those that its lines raise now, seen when they were written, and those of
the last two months that are no longer true (`treatments/alertes.txt`), followed or gone past."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.areas.prescribing.alerts_seen import UNVERIFIED
from app.areas.prescribing.checking import judged, raised, standing_of
from app.areas.prescribing.facts import facts_of_many, knowledge
from app.areas.prescribing.models import AlertOverride, AlertSeen
from app.areas.prescribing.values import Version
from app.demo.treatments.reading import UNITS
from app.demo.values import Home, StaffMember, demo_id
from app.gate.sync.writing import Writing
from app.ground.house import House
from medication.facts import Facts, Knowledge
from medication.overrides import problems
from medication.safety import check

_ROW = re.compile(
    r"(?P<key>\S+) \| (?P<kind>\w+) \| (?P<days>\d+) j, (?P<stage>\w+) \| "
    r"(?:suivie|passée, (?P<reason>\w+) : (?P<text>[^|]+)) \| (?P<says>.+)"
)
_ANSWERED_IN = timedelta(hours=5)


@dataclass(frozen=True, slots=True)
class _Past:
    """An alert of the past; `reason` is None when it was followed."""

    key: str
    kind: str
    stage: str
    at: datetime
    reason: str | None
    text: str
    says: str


def record_alerts(session: Session, house: House, home: Home, *, now: datetime) -> None:
    """Which alerts were seen in that home, and which were gone past; nothing where no treatment is told."""
    persons = {person.key: person.id for person in home.persons if person.unit in UNITS}
    if not persons:
        return
    writing = Writing(session, house.vault, home.id)
    known = knowledge(session, house, home.id)
    facts = facts_of_many(session, house, home.id, list(persons.values()), now=now)
    for person, about in facts.items():
        versions = standing_of(session, house, person, now=now)
        for row in _seen_now(house, home, person, versions, about, known):
            writing.insert(AlertSeen, row)
    writers = [one for one in home.staff if one.role in ("nurse", "physician") and not one.units]
    for past in _past(now):
        identity = demo_id("alert", past.key, past.kind, past.at.date()).hex
        person = persons[past.key]
        gone = past.at + _ANSWERED_IN
        writing.insert(
            AlertSeen, _seen(home, person, identity, past.kind, past.stage, past.at, gone)
        )
        if past.reason is not None:
            author = random.Random(identity).choice(writers)
            writing.insert(AlertOverride, _gone_past(house, home, person, identity, past, author))
    writing.flush()


def _seen_now(
    house: House,
    home: Home,
    person: UUID,
    versions: list[Version],
    facts: Facts,
    known: Knowledge,
) -> Iterator[dict[str, Any]]:
    written = {one.chain: one.written_at for one in versions}
    found = check(judged(versions), facts, known, "prescribing")
    for alert in raised(house.vault, person, found):
        if alert.kind != UNVERIFIED:
            at = max(written[chain] for chain in alert.chains)
            row = _seen(home, person, alert.identity, alert.kind, "prescribing", at, None)
            yield row | {"level": alert.level}


def _past(now: datetime) -> Iterator[_Past]:
    text = files("app.demo.treatments").joinpath("alertes.txt").read_text(encoding="utf-8")
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            found = _ROW.fullmatch(line)
            if found is None or (found["reason"] and problems(found["reason"], found["text"])):
                raise ValueError(line)
            at = now - timedelta(days=int(found["days"]))
            words = (found["reason"], (found["text"] or "").strip(), found["says"])
            yield _Past(found["key"], found["kind"], found["stage"], at, *words)


def _seen(
    home: Home,
    person: UUID,
    identity: str,
    kind: str,
    stage: str,
    at: datetime,
    gone_at: datetime | None,
) -> dict[str, Any]:
    return {
        "id": demo_id("alert seen", person, stage, identity),
        "establishment_id": home.id,
        "person_id": person,
        "identity": identity,
        "kind": kind,
        "level": "interrupt",
        "stage": stage,
        "first_at": at,
        "last_at": at,
        "gone_at": gone_at,
    }


def _gone_past(
    house: House, home: Home, person: UUID, identity: str, past: _Past, author: StaffMember
) -> dict[str, Any]:
    own_id = demo_id("alert override", identity)
    words = {"says": past.says, "text": past.text}
    return {
        "id": own_id,
        "establishment_id": home.id,
        "person_id": person,
        "line_id": None,
        "identity": identity,
        "kind": past.kind,
        "level": "interrupt",
        "stage": past.stage,
        "author_id": author.id,
        "role": author.role,
        "reason": past.reason,
        "made_at": past.at,
        "sealed": house.vault.seal(person, "alert_override", own_id, words),
    }
