"""Whatever order tablets' deliveries arrive in, what stands of a dose in the end is the same.

Each drawn story is delivered in two orders, to two doses that no server made; what waits for something that has not
come is delivered again, as a tablet does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.areas.rounds import standing
from medication.prescription import Line
from tests.areas.rounds.gestures import NOON, Noon, said
from tests.sync.forging import Unlock

SECONDS = timedelta(seconds=1)
NAMES = ("a", "b", "c", "d", "e", "f", "g")
OUTCOMES = ("given", "helped", "refused", "absent")


@dataclass(frozen=True)
class Step:
    """One command of a story; `about` points at an earlier step, if there is one."""

    what: str
    outcome: str
    offered: int
    about: int
    seen: tuple[bool, ...]


steps = st.builds(
    Step,
    st.sampled_from(("administer", "administer", "administer", "amend", "retract", "resolve")),
    st.sampled_from(OUTCOMES),
    st.integers(1, 2),
    st.integers(0, len(NAMES)),
    st.tuples(*[st.booleans()] * len(NAMES)),
)


@pytest.fixture
def line(noon: Noon) -> Line:
    return noon.line()


@pytest.fixture
def nadia(noon: Noon) -> Unlock:
    return noon.unlock("Nadia")


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    story=st.lists(steps, min_size=1, max_size=len(NAMES)), order=st.randoms(use_true_random=False)
)
def test_any_order_of_delivery_ends_the_same(
    noon: Noon, line: Line, nadia: Unlock, story: list[Step], order: Any
) -> None:
    doses = [uuid4() for _ in range(2)]
    told = [_commands(noon, nadia, line, story, dose) for dose in doses]
    shuffled = list(told[1])
    order.shuffle(shuffled)
    for one in (told[0], shuffled):
        _deliver(noon, nadia, one)
    assert _ends(noon, doses[0]) == _ends(noon, doses[1])


def _id(dose: UUID, place: int) -> UUID:
    """As of a version 7: the id of the same step of both stories sorts alike."""
    digits = uuid5(dose, "story").hex
    return UUID(f"01a2000000{place:02x}7{digits[13:16]}8{digits[17:]}")


def _commands(
    noon: Noon, nadia: Unlock, line: Line, story: list[Step], dose: UUID
) -> list[dict[str, Any]]:
    facts: list[int] = []
    found = []
    for place, step in enumerate(story):
        what = step.what if facts or step.what == "administer" else "administer"
        about = str(_id(dose, facts[step.about % len(facts)])) if facts else ""
        if what == "administer":
            body = said(line, dose, step.outcome, offered=step.offered)
        elif what == "amend":
            body = {"administration": about, "why": "outcome", "outcome": step.outcome}
        elif what == "retract":
            body = {"administration": about}
        else:
            seen = [str(_id(dose, one)) for one in facts if step.seen[one]] or [about]
            body = {"dose": str(dose), "keeps": about, "seen": seen}
        if what in ("administer", "amend"):
            facts.append(place)
        at = NOON + place * SECONDS
        id_ = str(_id(dose, place))
        found.append(nadia.claims(f"dose.{what}", noon.lenoir, body, at=at, id=id_))
    return found


def _deliver(noon: Noon, nadia: Unlock, told: list[dict[str, Any]]) -> None:
    waiting = told
    while waiting:
        answers = [noon.exchange.one(nadia.tablet, nadia.seal(one)) for one in waiting]
        late = [
            one for one, said in zip(waiting, answers, strict=True) if said["outcome"] == "later"
        ]
        assert {one["outcome"] for one in answers} <= {"applied", "later"}, answers
        assert len(late) < len(waiting)
        waiting = late


def _ends(noon: Noon, dose: UUID) -> tuple[Any, ...]:
    """What stands, what disagrees and what a nurse is asked, in terms that do not depend on the dose."""
    with noon.exchange.house.database.read() as session:
        found = standing.of_dose(session, dose)
        conflict = standing.open_conflict(session, dose)
    names = {row.id: row.id.hex[10:12] for row in found.rows}
    held = found.stands.administration
    is_open = conflict is not None and conflict.closed_at is None
    assert is_open == found.stands.is_conflict
    return (
        found.stands.outcome,
        names[held.id] if held else None,
        found.stands.is_conflict,
        sorted(names[one.id] for one in found.stands.others),
        sorted(names[row.id] for row in found.rows if row.stands),
        found.settled.id.hex[10:12] if found.settled else None,
    )
