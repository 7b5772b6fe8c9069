"""A line is changed, suspended, resumed, stopped: one version after another, and doses that keep their identity."""

from __future__ import annotations

import pytest

from app.areas.prescribing.commands import Overtaken, change, prescribe, resume, stop, suspend
from app.areas.prescribing.models import DueDose
from app.areas.prescribing.queries import chain_of, lines_of, treatment
from app.areas.prescribing.values import Version, Written
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.ids import new_id
from tests.areas.conftest import HOUR, NOW, Home
from tests.areas.prescribing.conftest import DAY, THREE_A_DAY, Ward, draft, head, hire, taken

TWICE = draft(scheme=taken("matin", "soir", amount="2"))


@pytest.fixture
def first(ward: Ward) -> Written:
    written: Written = ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    return written


def versions(ward: Ward, written: Written) -> tuple[Version, ...]:
    found: tuple[Version, ...] = ward.ask(chain_of, ward.home.id, written.line.chain)
    return found


def told(doses: list[DueDose]) -> set[tuple[str, str | None]]:
    return {(one.slot, one.amount) for one in doses}


def test_a_change_holds_from_now_and_doses_keep_their_identity(ward: Ward, first: Written) -> None:
    before = {one.slot: one.id for one in ward.doses()}
    at = NOW + 5 * HOUR  # noon has passed
    second = ward.do(
        change, ward.helene, first.line.chain, TWICE, seen=head(first), now=at, reason="douleurs"
    )
    after = {one.slot: one for one in ward.doses(at)}
    assert {one.line_id for one in after.values()} == {head(second)}
    assert {one.amount for one in after.values()} == {"2"}
    assert {slot: one.id for slot, one in after.items()} == {
        slot: id for slot, id in before.items() if slot in after
    } | {"2026-11-28/matin": after["2026-11-28/matin"].id}
    assert not any("midi" in slot for slot in after)
    (noon,) = ward.doses(until=at)
    assert (noon.slot, noon.amount, noon.line_id) == ("2026-11-21/midi", "1", head(first))


def test_both_versions_stay_readable_and_say_who_wrote_them(ward: Ward, first: Written) -> None:
    ward.do(change, ward.helene, first.line.chain, TWICE, seen=head(first), reason="douleurs")
    last, before = versions(ward, first)
    assert (last.version, last.kind, last.reason) == (2, "changed", "douleurs")
    assert (last.author_id, before.author_id) == (ward.helene.staff_id, ward.nadia.staff_id)
    assert before.superseded_at == NOW
    assert before.line is not None and before.line.scheme == THREE_A_DAY.scheme
    assert last.controlled_at is None


def test_a_change_may_wait_for_its_day(ward: Ward, first: Written) -> None:
    from_then = draft(scheme=taken("matin", amount="2"), starts_at=NOW + 2 * DAY)
    ward.do(change, ward.helene, first.line.chain, from_then, seen=head(first))
    amounts = [one.amount for one in ward.doses()]
    assert amounts == ["1"] * 6 + ["2"] * 5
    (now_in_force,) = ward.ask(lines_of, ward.lenoir, now=NOW)
    (then,) = ward.ask(lines_of, ward.lenoir, now=NOW + 3 * DAY)
    assert (now_in_force.version, then.version) == (1, 2)


def test_a_second_change_replaces_what_was_planned(ward: Ward, first: Written) -> None:
    planned = draft(scheme=taken("matin"), starts_at=NOW + 3 * DAY)
    second = ward.do(change, ward.helene, first.line.chain, planned, seen=head(first))
    ward.do(change, ward.nadia, first.line.chain, TWICE, seen=head(second), now=NOW + HOUR)
    assert {one.amount for one in ward.doses(NOW + HOUR)} == {"2"}
    _, never, _ = versions(ward, first)
    assert never.superseded_at == never.starts_at


def test_two_nurses_change_the_same_line(ward: Ward, first: Written) -> None:
    ward.do(change, ward.helene, first.line.chain, TWICE, seen=head(first))
    mine = draft(wording="avec le repas")
    with pytest.raises(Overtaken) as told:
        ward.do(change, ward.nadia, first.line.chain, mine, seen=head(first))
    assert told.value.by == "Hélène Marchand"
    assert told.value.changes == ("la posologie",)
    assert "Hélène Marchand" in told.value.message and "n’est pas perdu" in told.value.message
    assert told.value.line.version == 2
    assert len(versions(ward, first)) == 2


@pytest.mark.parametrize("command", [suspend, stop])
def test_every_gesture_asks_for_the_version_that_was_seen(
    ward: Ward, first: Written, command: object
) -> None:
    ward.do(change, ward.helene, first.line.chain, TWICE, seen=head(first))
    with pytest.raises(Overtaken):
        ward.do(command, ward.nadia, first.line.chain, reason="chute", seen=head(first))


def test_nothing_is_due_while_a_line_is_suspended(ward: Ward, first: Written) -> None:
    until = NOW + 2 * DAY
    ward.do(
        suspend, ward.nadia, first.line.chain, reason="à jeun", until_at=until, seen=head(first)
    )
    assert min(one.due_at for one in ward.doses()) >= until
    (kept,) = ward.ask(lines_of, ward.lenoir, now=NOW)
    assert kept.pause(NOW).reason == "à jeun"
    assert kept.pause(until) is None


def test_what_is_resumed_is_due_again_with_the_same_doses(ward: Ward, first: Written) -> None:
    before = {one.id for one in ward.doses(NOW + HOUR)}
    paused = ward.do(suspend, ward.nadia, first.line.chain, reason="à jeun", seen=head(first))
    assert ward.doses(NOW + HOUR) == []
    ward.do(resume, ward.helene, first.line.chain, seen=head(paused), now=NOW + HOUR)
    assert {one.id for one in ward.doses(NOW + HOUR)} == before


def test_a_planned_change_outlives_a_suspension(ward: Ward, first: Written) -> None:
    planned = draft(scheme=taken("matin", amount="2"), starts_at=NOW + 3 * DAY)
    second = ward.do(change, ward.helene, first.line.chain, planned, seen=head(first))
    until = NOW + DAY
    third = ward.do(
        suspend, ward.nadia, first.line.chain, reason="à jeun", until_at=until, seen=head(second)
    )
    assert third.line.version == 3
    amounts = [one.amount for one in ward.doses()]
    assert amounts == ["1"] * 6 + ["2"] * 4
    assert min(one.due_at for one in ward.doses()) >= until


def test_a_suspended_line_cannot_be_suspended_again_nor_another_resumed(
    ward: Ward, first: Written
) -> None:
    with pytest.raises(Conflict, match="pas suspendue"):
        ward.do(resume, ward.nadia, first.line.chain, seen=head(first))
    paused = ward.do(suspend, ward.nadia, first.line.chain, reason="x", seen=head(first))
    with pytest.raises(Conflict, match="déjà suspendue"):
        ward.do(suspend, ward.nadia, first.line.chain, reason="y", seen=head(paused))


def test_a_changed_line_stays_suspended(ward: Ward, first: Written) -> None:
    paused = ward.do(suspend, ward.nadia, first.line.chain, reason="x", seen=head(first))
    ward.do(change, ward.helene, first.line.chain, TWICE, seen=head(paused), now=NOW + HOUR)
    assert ward.doses(NOW + HOUR) == []


def test_nothing_is_due_after_a_line_is_stopped_and_the_past_stays(
    ward: Ward, first: Written
) -> None:
    at = NOW + 5 * HOUR
    ward.do(stop, ward.nadia, first.line.chain, reason="inefficace", seen=head(first), now=at)
    assert [one.slot for one in ward.doses()] == ["2026-11-21/midi"]
    shown = ward.ask(treatment, ward.home.id, ward.lenoir, now=at)
    assert shown.lines == () and [one.kind for one in shown.past] == ["stopped"]
    assert shown.past[0].reason == "inefficace"
    assert shown.past[0].line.drug == THREE_A_DAY.drug


def test_a_stopped_line_does_not_come_back(ward: Ward, first: Written) -> None:
    ended = ward.do(stop, ward.nadia, first.line.chain, reason="fini", seen=head(first))
    seen = {"seen": head(ended)}
    for gesture in (
        lambda: ward.do(change, ward.helene, first.line.chain, TWICE, **seen),
        lambda: ward.do(suspend, ward.helene, first.line.chain, reason="x", **seen),
        lambda: ward.do(resume, ward.helene, first.line.chain, **seen),
        lambda: ward.do(stop, ward.helene, first.line.chain, reason="x", **seen),
    ):
        with pytest.raises(Conflict, match="arrêtée"):
            gesture()


def test_why_must_be_said(ward: Ward, first: Written) -> None:
    for command in (suspend, stop):
        with pytest.raises(Invalid) as told:
            ward.do(command, ward.nadia, first.line.chain, reason="  ", seen=head(first))
        assert told.value.fields == {"reason": "Dites pourquoi."}
    with pytest.raises(Invalid) as told:
        earlier = NOW - HOUR
        ward.do(
            suspend, ward.nadia, first.line.chain, reason="x", until_at=earlier, seen=head(first)
        )
    assert "until_at" in told.value.fields


def test_the_people_of_another_home_change_nothing(
    ward: Ward, first: Written, other_home: Home
) -> None:
    chloe = hire(other_home, "Chloé", "nurse")
    seen, chain = head(first), first.line.chain
    for gesture in (
        lambda: ward.do(change, chloe, chain, TWICE, seen=seen),
        lambda: ward.do(suspend, chloe, chain, reason="x", seen=seen),
        lambda: ward.do(resume, chloe, chain, seen=seen),
        lambda: ward.do(stop, chloe, chain, reason="x", seen=seen),
        lambda: ward.do(stop, ward.helene, new_id(), reason="x", seen=seen),
    ):
        with pytest.raises(NotFound):
            gesture()
    assert len(versions(ward, first)) == 1


def test_a_line_that_does_not_open_any_more_can_still_be_stopped(
    ward: Ward, first: Written
) -> None:
    from app.areas.prescribing.models import PrescriptionLine

    with ward.home.house.database.write() as session:
        session.get_one(PrescriptionLine, head(first)).sealed = b"x" * 60
    with pytest.raises(Conflict, match="ne s’ouvre plus"):
        ward.do(change, ward.nadia, first.line.chain, TWICE, seen=head(first))
    ward.do(stop, ward.nadia, first.line.chain, reason="illisible", seen=head(first))
    assert ward.doses() == []


def test_each_gesture_leaves_its_event(ward: Ward, first: Written) -> None:
    chain = first.line.chain
    two = ward.do(change, ward.helene, chain, TWICE, seen=head(first))
    three = ward.do(suspend, ward.helene, chain, reason="x", seen=head(two), now=NOW + HOUR)
    four = ward.do(resume, ward.helene, chain, seen=head(three), now=NOW + 2 * HOUR)
    ward.do(stop, ward.helene, chain, reason="x", seen=head(four), now=NOW + 3 * HOUR)
    for verb in ("prescribed", "changed", "suspended", "resumed", "stopped"):
        (event,) = ward.home.events(f"prescription.{verb}")
        assert (event.subject_id, event.person_id) == (chain, ward.lenoir)
