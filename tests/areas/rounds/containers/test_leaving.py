"""What is given from a container leaves it, and comes back when it is undone."""

from __future__ import annotations

import uuid

import pytest

from app.areas.rounds.containers import feed
from app.areas.rounds.containers.commands import create, prepare
from app.areas.rounds.containers.queries import container_of
from app.areas.rounds.containers.values import ContainerValue
from medication.prescription import Line
from tests.areas.prescribing.conftest import taken
from tests.areas.rounds.gestures import MINUTE, NOON, Noon
from tests.sync.forging import Unlock

assert feed  # as in every process that serves: containers hear of what is given

SECOND = MINUTE / 60


class Pillbox:
    """Noon's paracetamol in a pillbox, and Nadia who gives from it."""

    def __init__(self, noon: Noon) -> None:
        self.noon = noon
        self.line: Line = noon.line(scheme=taken("midi"))
        self.nadia: Unlock = noon.unlock("Nadia")
        nurse = noon.actor("Nadia", "nurse")
        self.id: uuid.UUID = noon.do(create, nurse, noon.lenoir, "Pilulier")
        noon.do(prepare, nurse, self.id, [noon.dose(self.line)], seen=None)

    def give(self, outcome: str = "given", **more: object) -> str:
        scan = {"how": "container", "container": str(self.id), "verdict": "container"}
        given: str = self.noon.given(self.nadia, self.line, outcome, scan=scan, **more)
        return given

    def say(self, type: str, body: dict[str, object], seconds: int) -> None:
        at = NOON + seconds * SECOND
        _, answer = self.noon.send(self.nadia, type, body, at)
        assert answer["outcome"] == "applied", answer

    @property
    def now(self) -> ContainerValue:
        house = self.noon.exchange.house
        with house.database.read() as session:
            return container_of(session, house.vault, self.noon.exchange.home.id, self.id)


def test_the_last_dose_given_from_it_leaves_it_empty_and_undone_it_is_in_it_again(
    each_noon: Noon,
) -> None:
    box = Pillbox(each_noon)
    assert (box.now.state, len(box.now.inside)) == ("prepared", 1)
    given = box.give()
    assert (box.now.state, box.now.inside) == ("empty", ())
    assert [one.left_at for one in box.now.items] == [NOON]
    box.say("dose.retract", {"administration": given}, 8)
    assert (box.now.state, len(box.now.inside)) == ("prepared", 1)


@pytest.mark.parametrize(
    "outcome, state",
    [("refused", "prepared"), ("spat_out", "empty")],
)
def test_what_was_not_taken_is_still_in_it(noon: Noon, outcome: str, state: str) -> None:
    box = Pillbox(noon)
    box.give(outcome)
    assert box.now.state == state


def test_given_from_its_box_it_is_still_in_it_and_as_a_second_offer_it_leaves(noon: Noon) -> None:
    box = Pillbox(noon)
    noon.given(box.nadia, box.line, "refused", scan={"how": "box"})
    assert box.now.state == "prepared"
    box.give("given", offered=2, at=NOON + MINUTE)
    assert box.now.state == "empty"


def test_an_amendment_decides_and_undone_it_decides_no_more(noon: Noon) -> None:
    box = Pillbox(noon)
    given = box.give()
    amends = {"administration": given, "why": "outcome", "outcome": "refused"}
    id_, answer = noon.send(box.nadia, "dose.amend", amends, NOON + 30 * SECOND)
    assert answer["outcome"] == "applied"
    assert box.now.state == "prepared"
    box.say("dose.retract", {"administration": id_}, 35)
    assert box.now.state == "empty"


def test_a_container_that_nobody_knows_or_that_holds_something_else_moves_nothing(
    noon: Noon,
) -> None:
    box = Pillbox(noon)
    other = noon.line(scheme=taken("midi"))
    scan = {"how": "container", "container": str(box.id)}
    noon.given(box.nadia, other, scan=scan)
    noon.given(box.nadia, other, scan={**scan, "container": str(uuid.uuid4())}, offered=2)
    assert box.now.state == "prepared"


def test_what_left_and_was_prepared_anew_is_another_preparation(noon: Noon) -> None:
    """Undoing what was given from the preparation before puts nothing in the present one."""
    box = Pillbox(noon)
    given = box.give()
    evening = noon.line(scheme=taken("soir"))
    nurse = noon.actor("Nadia", "nurse")
    dose = noon.dose(evening, NOON + 6.5 * 60 * MINUTE)
    noon.do(prepare, nurse, box.id, [dose], seen=box.now.preparation)
    box.say("dose.retract", {"administration": given}, 9)
    assert [one.dose for one in box.now.inside] == [dose]
