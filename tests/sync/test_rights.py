"""Rights are judged where and when it happened, never where and when it arrived."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from app.gate.auth.models import AuthSession
from app.gate.directory.models import Assignment
from app.gate.sync.registry import known
from tests.areas.documents.gestures import capture, photos
from tests.sync.exchange import Exchange
from tests.sync.forging import Unlock
from tests.sync.homes import LONG_AGO, NOW, add_staff

HOUR = timedelta(hours=1)
PAIN = {"cible": "douleur-aigue", "vocabulary": 1}


def add(exchange: Exchange, name: str, role: str = "care_assistant", **assignment: Any) -> None:
    with exchange.house.database.write() as session:
        add_staff(session, exchange.home, name, role, **assignment)


def written(
    exchange: Exchange, name: str, person: str, at: datetime = NOW - HOUR
) -> dict[str, Any]:
    """The result of a transmission that this member wrote about that person."""
    unlock = exchange.home.unlock(name)
    person_id = exchange.home.persons[person]
    return exchange.one(unlock.tablet, unlock.write("transmission.record", person_id, PAIN, at=at))


def test_a_member_of_the_unit_writes_there_and_nowhere_else(shared: Exchange) -> None:
    here = shared.home.units[0]
    add(shared, "Zoé", units=[here])
    assert written(shared, "Zoé", "Lenoir")["outcome"] == "applied"  # Lenoir lives in units[0]
    elsewhere = written(shared, "Zoé", "Petit")
    assert (elsewhere["outcome"], elsewhere["code"]) == ("quarantined", "never_allowed")


@pytest.mark.parametrize("name", ["Paule", "Odile"])
def test_a_role_without_the_right_never_writes(name: str, shared: Exchange) -> None:
    result = written(shared, name, "Lenoir")
    assert (result["outcome"], result["code"]) == ("quarantined", "never_allowed")


def test_a_right_that_ended_before_the_arrival_leaves_a_flag(shared: Exchange) -> None:
    add(shared, "Intérim", ends_at=NOW - timedelta(minutes=10))
    result = written(shared, "Intérim", "Lenoir", at=NOW - HOUR)
    assert (result["outcome"], result["flags"]) == ("applied", ["rights_ended"])


def test_a_right_that_ended_before_the_gesture_leaves_a_flag(shared: Exchange) -> None:
    add(shared, "Partie", ends_at=NOW - 5 * HOUR)
    result = written(shared, "Partie", "Lenoir", at=NOW - HOUR)
    assert (result["outcome"], result["flags"]) == ("applied", ["rights_ended"])


def test_a_right_that_begins_tomorrow_is_none(shared: Exchange) -> None:
    add(shared, "Demain", starts_at=NOW + timedelta(days=1))
    result = written(shared, "Demain", "Lenoir")
    assert (result["outcome"], result["code"]) == ("quarantined", "never_allowed")


def test_a_right_that_began_after_the_gesture_is_none(shared: Exchange) -> None:
    add(shared, "Nouvelle", starts_at=NOW - timedelta(minutes=10))
    assert written(shared, "Nouvelle", "Lenoir", at=NOW - 2 * HOUR)["code"] == "never_allowed"
    assert written(shared, "Nouvelle", "Lenoir", at=NOW)["outcome"] == "applied"


def test_a_person_who_moved_meanwhile_leaves_a_flag(exchange: Exchange) -> None:
    here, there = exchange.home.units
    add(exchange, "Zoé", units=[here])
    exchange.home.move("Lenoir", there, at=NOW - HOUR / 2)
    result = written(exchange, "Zoé", "Lenoir", at=NOW - HOUR)
    assert (result["outcome"], result["flags"]) == ("applied", ["person_moved"])


def test_a_person_who_left_is_still_written_about(exchange: Exchange) -> None:
    add(exchange, "Zoé", units=[exchange.home.units[0]])
    exchange.home.move("Lenoir", None, at=NOW - HOUR / 2)
    result = written(exchange, "Zoé", "Lenoir", at=NOW - HOUR)
    assert (result["outcome"], result["flags"]) == ("applied", ["person_moved"])
    assert written(exchange, "Zoé", "Petit")["code"] == "never_allowed"


def test_what_is_dated_after_the_lease_is_flagged(shared: Exchange) -> None:
    unlock = shared.home.unlock("Aïcha")
    with shared.house.database.write() as session:
        session.execute(
            update(AuthSession)
            .where(AuthSession.id == unlock.id)
            .values(lease_expires_at=NOW - HOUR)
        )
    person = shared.home.persons["Lenoir"]
    flags = [
        shared.one(unlock.tablet, unlock.write("transmission.record", person, PAIN, at=at)).get(
            "flags"
        )
        for at in (NOW - 2 * HOUR, NOW)
    ]
    assert flags == [None, ["lease_expired"]]


@pytest.mark.parametrize("ended", ["suspended_at", "ended_at"])
def test_what_is_dated_after_the_lock_is_flagged(shared: Exchange, ended: str) -> None:
    unlock = shared.home.unlock("Aïcha")
    with shared.house.database.write() as session:
        session.execute(
            update(AuthSession).where(AuthSession.id == unlock.id).values({ended: NOW - HOUR})
        )
    assert flags_of(shared, unlock, NOW - 2 * HOUR, NOW) == [None, ["session_over"]]


def test_what_is_dated_before_the_unlock_is_flagged(shared: Exchange) -> None:
    unlock = shared.home.unlock("Aïcha")  # since six hours
    days_ago = NOW - timedelta(days=5)
    assert flags_of(shared, unlock, days_ago, NOW) == [["before_session"], None]


def test_what_is_dated_after_the_shift_is_flagged(shared: Exchange) -> None:
    unlock = shared.home.unlock("Aïcha")
    with shared.house.database.write() as session:
        session.execute(
            update(AuthSession).where(AuthSession.id == unlock.id).values(opened_at=NOW - 14 * HOUR)
        )
    assert flags_of(shared, unlock, NOW - 3 * HOUR, NOW) == [None, ["session_over"]]


def flags_of(exchange: Exchange, unlock: Unlock, *times: datetime) -> list[object]:
    person = exchange.home.persons["Lenoir"]
    sealed = [unlock.write("transmission.record", person, PAIN, at=at) for at in times]
    return [exchange.one(unlock.tablet, one).get("flags") for one in sealed]


def test_the_other_home_s_staff_are_refused_for_every_type_of_command(shared: Exchange) -> None:
    """Chloé holds every right in her own home, and none here, whatever she asks and of whom."""
    aicha, chloe = shared.home.unlock("Aïcha"), shared.other.unlock("Chloé")
    mine = aicha.claims("transmission.record", shared.home.persons["Lenoir"], PAIN, at=NOW)
    shared.one(aicha.tablet, aicha.seal(mine))
    bodies: dict[str, dict[str, Any]] = {
        "transmission.record": PAIN,
        "transmission.complete": {"entry": mine["id"], "data": "x"},
        "transmission.acknowledge": {"entry": mine["id"]},
        "transmission.retract": {"entry": mine["id"]},
        "transmission.read": {"entries": [mine["id"]]},
        "transmission.correct": {**PAIN, "entry": mine["id"], "reason": "mauvaise cible"},
        "follow_up.open": {"kind": "task", "what": "x", "due_at": "2026-11-21T15:00:00Z"},
        "follow_up.acknowledge": {"follow_up": mine["id"]},
        "follow_up.close": {"follow_up": mine["id"], "outcome": "done"},
        "follow_up.postpone": {"follow_up": mine["id"], "due_at": "2026-11-21T16:00:00Z"},
        "follow_up.reopen": {"follow_up": mine["id"], "close": mine["id"]},
        "observation.record": {"kind": "weight", "values": {"value": "61.5"}},
        "observation.retract": {"observation": mine["id"]},
        "prescription.change_seen": {"lines": [mine["id"]]},
        "dose.administer": {
            "chain": mine["id"],
            "line": mine["id"],
            "act": "give",
            "outcome": "given",
        },
        "dose.amend": {"administration": mine["id"], "why": "time"},
        "dose.retract": {"administration": mine["id"]},
        "dose.resolve": {"dose": mine["id"], "keeps": mine["id"]},
        "document.capture": capture(photos(1)),
        "document.withdraw": {"document": mine["id"]},
        "wound.open": {"site": "sacrum"},
        "wound.note": {"wound": mine["id"], "text": "x"},
        "wound.consent": {"wound": mine["id"], "given": True, "by": "person"},
        "wound.assess": {"wound": mine["id"], "length_mm": 10, "width_mm": 10},
        "wound.close": {"wound": mine["id"], "ending": "healed"},
        "wound.reopen": {"wound": mine["id"]},
        "wound.retract": {"act": mine["id"]},
        "quarantine.settle": {"command": mine["id"], "outcome": "dismissed", "reason": "non"},
        "person.open": {},
        "sheet.print": {},
        "charter.accept": {"version": 1},  # concerns no person: whoever names one is refused
        "emergency.open": {"reason": "Chute dans le couloir"},
    }
    unread = {"label": "0" * 64, "what": "given"}  # names nobody: its person is found by a label
    assert bodies.keys() | {"label.note"} == known.commands.keys()
    rows = shared.counts()
    for type, body in bodies.items():
        for person in (shared.home.persons["Lenoir"], uuid.uuid4()):
            result = shared.one(chloe.tablet, chloe.write(type, person, body, at=NOW))
            assert (result["outcome"], result["code"]) == ("quarantined", "unknown_person"), type
    result = shared.one(
        chloe.tablet, chloe.write("transmission.read", None, bodies["transmission.read"], at=NOW)
    )
    assert (result["outcome"], result["code"]) == ("quarantined", "unknown_entry")
    result = shared.one(chloe.tablet, chloe.write("label.note", None, unread, at=NOW))
    assert (result["outcome"], result["code"]) == ("quarantined", "unknown_label")
    assert shared.added(rows) == {"quarantine": 2 * len(bodies) + 2}


def test_assignments_are_read_afresh_for_each_delivery(shared: Exchange) -> None:
    add(shared, "Renée", starts_at=NOW + timedelta(days=1))
    assert written(shared, "Renée", "Lenoir")["outcome"] == "quarantined"
    with shared.house.database.write() as session:
        session.execute(
            update(Assignment)
            .where(Assignment.staff_id == shared.home.staff["Renée"])
            .values(starts_at=LONG_AGO)
        )
    assert written(shared, "Renée", "Lenoir")["outcome"] == "applied"
