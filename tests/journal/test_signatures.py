"""Entries that two people sign: with a witness, alone with a reason, and the control that follows."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.areas.follow_ups.models import FollowUp
from app.areas.journal.models import Entry
from app.gate.sync.models import Flagged
from app.ground import clock
from app.tablet import Tablet
from app.tablet.confirming import Key
from tests.tablet.conftest import Home, home, key, new_tablet
from tests.tablet.test_confirming import Bedside, bedside

__all__ = ["bedside", "home", "key", "new_tablet"]
VALUABLES = {"cible": "objets-de-valeur", "vocabulary": 1, "data": "Une alliance."}


def write(bedside: Bedside, body: dict[str, Any], *keys: Key) -> dict[str, Any]:
    lenoir = bedside.home.persons["Lenoir"]
    bedside.tablet.record("transmission.record", lenoir, body, keys=keys)
    answer: dict[str, Any] = bedside.tablet.send()[0]
    return answer


def told(bedside: Bedside, entry: str) -> dict[str, Any]:
    """The entry as a tablet reads it."""
    bedside.tablet.pull("Glycines")
    rows = bedside.tablet.rows.entries(str(bedside.home.persons["Lenoir"]))
    return next(row for row in rows if row["id"] == entry)


def controls(bedside: Bedside, entry: str) -> list[FollowUp]:
    with bedside.home.house.database.read() as session:
        query = select(FollowUp).where(FollowUp.entry_id == uuid.UUID(entry))
        return list(session.scalars(query))


def test_a_witness_stands_beside_the_author(bedside: Bedside) -> None:
    answer = write(bedside, VALUABLES, bedside.key("witness", "Bruno"))
    assert (answer["outcome"], answer.get("flags")) == ("applied", None)
    row = told(bedside, answer["id"])
    assert (row["witness"], row["alone"]) == (str(bedside.staff["Bruno"]), None)
    assert controls(bedside, answer["id"]) == []


def test_whoever_is_alone_writes_says_why_and_is_checked_within_a_day(bedside: Bedside) -> None:
    answer = write(bedside, {**VALUABLES, "alone": "Personne d’autre cette nuit"})
    assert (answer["outcome"], answer["flags"]) == ("applied", ["without_witness"])
    row = told(bedside, answer["id"])
    assert (row["witness"], row["alone"]) == (None, "Personne d’autre cette nuit")
    assert row["flags"] == ["without_witness"]
    (control,) = controls(bedside, answer["id"])
    assert (control.kind, control.role) == ("task", "nurse")
    assert control.due_at - control.opened_at == timedelta(hours=24)
    with bedside.home.house.database.read() as session:
        assert session.get_one(Flagged, uuid.UUID(answer["id"])).flags == ["without_witness"]


def test_without_a_reason_the_fact_is_kept_all_the_same(bedside: Bedside) -> None:
    answer = write(bedside, VALUABLES)
    assert (answer["outcome"], answer["flags"]) == ("applied", ["without_witness"])
    assert len(controls(bedside, answer["id"])) == 1


def test_a_key_that_is_not_believed_is_no_witness(bedside: Bedside) -> None:
    bedside.hire("Denise", "Mimosas")
    answer = write(bedside, VALUABLES, bedside.key("witness", "Denise"))
    assert answer["flags"] == ["confirmation_refused", "without_witness"]
    assert told(bedside, answer["id"])["witness"] is None
    assert len(controls(bedside, answer["id"])) == 1


def test_other_cibles_ask_for_nobody(bedside: Bedside) -> None:
    answer = write(bedside, {**VALUABLES, "cible": "bon-appetit"})
    assert "flags" not in answer
    assert controls(bedside, answer["id"]) == []


def test_undoing_the_entry_withdraws_its_control(bedside: Bedside) -> None:
    answer = write(bedside, VALUABLES)
    lenoir = bedside.home.persons["Lenoir"]
    bedside.tablet.record("transmission.retract", lenoir, {"entry": answer["id"]})
    bedside.tablet.send()
    (control,) = controls(bedside, answer["id"])
    assert control.withdrawn_at is not None


def test_a_correction_is_signed_by_two_as_well(bedside: Bedside) -> None:
    first = write(bedside, VALUABLES, bedside.key("witness", "Bruno"))
    body = {**VALUABLES, "data": "Deux alliances.", "entry": first["id"], "reason": "Précision"}
    lenoir, tablet = bedside.home.persons["Lenoir"], bedside.tablet
    alone = tablet.record("transmission.correct", lenoir, body)
    assert tablet.send()[0]["flags"] == ["without_witness"]
    two = tablet.record(
        "transmission.correct",
        lenoir,
        {**body, "entry": str(alone)},
        keys=[bedside.key("witness", "Bruno")],
    )
    assert "flags" not in tablet.send()[0]
    with bedside.home.house.database.read() as session:
        assert session.get_one(Entry, two).witness_id == bedside.staff["Bruno"]
        assert session.get_one(Entry, alone).witness_id is None


@pytest.mark.parametrize("alone", ["x" * 301, "nul\0"])
def test_a_reason_nobody_could_read_is_put_aside_with_the_entry(
    bedside: Bedside, alone: str
) -> None:
    answer = write(bedside, {**VALUABLES, "alone": alone})
    assert answer["outcome"] == "quarantined"


def test_the_control_is_asked_for_by_true_time_whatever_the_tablets_clock(
    home: Home, new_tablet: Callable[..., Tablet]
) -> None:
    tablet = new_tablet(now=lambda: clock.now() + timedelta(minutes=40))
    tablet.enrol(home.device("Glycines"))
    made = Bedside(home, tablet, {}, {})
    made.hire("Aïcha", "Glycines")
    tablet.unlock("Aïcha", made.keys["Aïcha"])
    answer = write(made, VALUABLES)
    assert "without_witness" in answer["flags"]
    (control,) = controls(made, answer["id"])
    assert abs(control.due_at - clock.now() - timedelta(hours=24)) < timedelta(minutes=1)
