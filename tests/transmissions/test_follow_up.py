"""How a follow-up stands after what was done about it, whatever the order in which that is told."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transmissions.follow_up import (
    FLAG_LABELS,
    OUTCOMES,
    Opened,
    State,
    Step,
    StepKind,
    answers_for,
    flags_of,
    state,
)

NOW = datetime(2026, 11, 21, 14, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DUE = NOW + HOUR
ASKED = Opened(DUE)
AICHA, NADIA = UUID(int=0xA1), UUID(int=0xD1)


def step(
    kind: StepKind,
    minutes: int = 0,
    number: int = 1,
    by: UUID | None = AICHA,
    role: str | None = "care_assistant",
    **more: object,
) -> Step:
    if kind == "close":
        more.setdefault("outcome", "done")
    if kind == "postpone":
        more.setdefault("due_at", DUE + HOUR)
    return Step(UUID(int=number), kind, NOW + minutes * MINUTE, by, role, **more)  # type: ignore[arg-type]


def test_it_is_open_and_due_when_it_was_asked_for() -> None:
    assert state(ASKED, []) == State(DUE)


def test_the_first_who_takes_charge_is_told() -> None:
    later, first = step("acknowledge", 5, 1), step("acknowledge", 2, 2, NADIA)
    assert state(ASKED, [later, first]).acknowledged == first


def test_of_several_closes_the_first_at_the_bedside_counts() -> None:
    second, first, third = step("close", 9, 1), step("close", 3, 2, NADIA), step("close", 9, 3)
    then = state(ASKED, [second, first, third])
    assert (then.closed, then.also_closed) == (first, (second, third))
    assert then.flags == ("already_closed",)


def test_each_postponement_says_from_when_to_when() -> None:
    one = step("postpone", 1, 1, due_at=DUE + HOUR)
    other = step("postpone", 7, 2, NADIA, due_at=DUE + 3 * HOUR)
    then = state(ASKED, [other, one])
    assert [(each.step, each.since, each.until) for each in then.postponed] == [
        (one, DUE, DUE + HOUR),
        (other, DUE + HOUR, DUE + 3 * HOUR),
    ]
    assert then.due_at == DUE + 3 * HOUR


def test_what_was_put_off_before_it_was_done_was_put_off() -> None:
    then = state(ASKED, [step("close", 9, 1), step("postpone", 2, 2)])
    assert (then.due_at, then.flags) == (DUE + HOUR, ())


def test_what_is_done_is_not_put_off_any_more() -> None:
    then = state(ASKED, [step("close", 2, 1), step("postpone", 9, 2)])
    assert (then.due_at, then.postponed) == (DUE, ())
    assert then.flags == ("postponed_after_close",)


def test_a_close_that_was_taken_back_does_not_count() -> None:
    close, undo = step("close", 2, 1), step("reopen", 3, 2, close=UUID(int=1))
    assert state(ASKED, [undo, close]) == State(DUE)


def test_a_close_after_one_that_was_taken_back_stands_alone() -> None:
    close, undo = step("close", 2, 1), step("reopen", 3, 2, close=UUID(int=1))
    again = step("close", 8, 3, NADIA, outcome="not_needed")
    then = state(ASKED, [again, undo, close])
    assert (then.closed, then.also_closed, then.flags) == (again, (), ())


def test_what_was_put_off_after_a_close_that_was_taken_back_is_put_off() -> None:
    close, undo = step("close", 2, 1), step("reopen", 3, 2, close=UUID(int=1))
    then = state(ASKED, [close, undo, step("postpone", 9, 3)])
    assert (then.due_at, then.flags) == (DUE + HOUR, ())


@pytest.mark.parametrize(
    ("by", "minutes", "stays_closed"),
    [(AICHA, 2, False), (AICHA, 4, False), (AICHA, 5, True), (NADIA, 3, True), (AICHA, 0, False)],
)
def test_only_its_author_takes_it_back_and_only_at_once(
    by: UUID, minutes: int, stays_closed: bool
) -> None:
    close, undo = step("close", 2, 1), step("reopen", minutes, 2, by, close=UUID(int=1))
    then = state(ASKED, [close, undo])
    assert (then.closed is not None) is stays_closed
    assert then.flags == (("not_reopened",) if stays_closed else ())


def test_a_reopening_whose_close_is_not_here_yet_is_not_judged() -> None:
    assert state(ASKED, [step("reopen", 3, 2, close=UUID(int=1))]) == State(DUE)


@pytest.mark.parametrize(
    ("asked", "role", "answers"),
    [
        (None, "care_assistant", True),
        ("nurse", "care_assistant", False),
        ("nurse", "nurse", True),
        ("nurse", "lead_nurse", True),
        ("physician", "nurse", True),
        ("nurse", "physician", False),
        ("paramedical", "paramedical", True),
    ],
)
def test_a_role_answers_for_itself_and_a_nurse_for_all(
    asked: str | None, role: str, answers: bool
) -> None:
    close = step("close", role=role)
    then = state(Opened(DUE, asked), [close])
    assert answers_for(asked, close) is answers
    assert then.closed == close
    assert then.flags == (() if answers else ("not_the_role",))


def test_the_product_itself_answers_for_any_role() -> None:
    close = step("close", by=None, role=None)
    assert state(Opened(DUE, "nurse"), [close]).flags == ()


@pytest.mark.parametrize(
    ("told", "flags"),
    [
        (step("close", 5, 9, NADIA), ("already_closed",)),
        (step("close", 0, 9, NADIA), ("already_closed",)),
        (step("postpone", 5, 9), ("postponed_after_close",)),
        (step("postpone", 0, 9), ()),
        (step("acknowledge", 5, 9), ()),
        (step("reopen", 9, 9, close=UUID(int=1)), ("not_reopened",)),
        (step("reopen", 3, 9, close=UUID(int=1)), ()),
        (step("reopen", 3, 9, close=UUID(int=7)), ()),
    ],
)
def test_each_step_is_told_what_is_out_of_place_in_it(told: Step, flags: tuple[str, ...]) -> None:
    steps = [step("close", 2, 1), told]
    assert flags_of(told, ASKED, state(ASKED, steps)) == flags


STEPS = st.builds(
    Step,
    id=st.uuids(version=4),
    kind=st.sampled_from(["acknowledge", "close", "postpone", "reopen"]),
    at=st.integers(0, 6).map(lambda minutes: NOW + minutes * MINUTE),
    by=st.sampled_from([AICHA, NADIA, None]),
    role=st.sampled_from(["care_assistant", "nurse", None]),
    due_at=st.integers(1, 50).map(lambda hours: NOW + hours * HOUR),
    outcome=st.sampled_from(OUTCOMES),
)


@st.composite
def stories(draw: st.DrawFn) -> list[Step]:
    """Steps of which some reopen others among them."""
    steps = draw(st.lists(STEPS, max_size=8, unique_by=lambda one: one.id))
    ids = [one.id for one in steps] or [UUID(int=1)]
    return [
        Step(
            one.id,
            one.kind,
            one.at,
            one.by,
            one.role,
            one.due_at,
            one.outcome,
            draw(st.sampled_from(ids)),
        )
        if one.kind == "reopen"
        else one
        for one in steps
    ]


@given(stories(), st.randoms(use_true_random=False))
def test_the_order_in_which_it_is_told_makes_no_difference(steps: list[Step], dice: object) -> None:
    shuffled = list(steps)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert state(ASKED, shuffled) == state(ASKED, steps)


@given(stories())
def test_no_close_is_ever_lost(steps: list[Step]) -> None:
    then = state(ASKED, steps)
    standing = [one for one in (then.closed, *then.also_closed) if one]
    taken_back = {one.close for one in steps if one.kind == "reopen"}
    for one in steps:
        if one.kind == "close" and one.id not in taken_back:
            assert one in standing
    assert standing == sorted(standing, key=lambda one: (one.at, one.id.bytes))


@given(stories())
def test_it_is_always_due_at_a_time_that_somebody_said(steps: list[Step]) -> None:
    said = {DUE, *(one.due_at for one in steps if one.kind == "postpone")}
    assert state(ASKED, steps).due_at in said


@given(stories())
def test_every_flag_has_its_words(steps: list[Step]) -> None:
    then = state(Opened(DUE, "nurse"), steps)
    for flags in (then.flags, *(flags_of(one, ASKED, then) for one in steps)):
        assert set(flags) <= FLAG_LABELS.keys()


def test_all_orders_of_a_whole_story_end_the_same() -> None:
    story = [
        step("acknowledge", 1, 1),
        step("postpone", 2, 2, NADIA),
        step("close", 3, 3),
        step("reopen", 4, 4, close=UUID(int=3)),
        step("close", 9, 5, NADIA, outcome="not_needed"),
    ]
    ends = {state(ASKED, order) for order in itertools.permutations(story)}
    assert len(ends) == 1
    (end,) = ends
    assert (end.closed, end.due_at) == (story[4], DUE + HOUR)
