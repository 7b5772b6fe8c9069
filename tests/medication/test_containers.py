"""What was prepared in advance against what is prescribed now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medication.containers import WORDS, Item, faults, leaves, not_containable
from medication.outcomes import OUTCOMES, counts
from medication.prescription import Line, Pause, Scheme, Sliding
from medication.schemes import EveryDay
from tests.medication.lines import as_needed, daily, drug, line, paris, patch, takes

MORNING, NOON = paris("2026-11-22 08:00"), paris("2026-11-22 12:00")
EVENING = paris("2026-11-22 18:30")
LINE = line(daily("matin", "midi", "soir"), "Doliprane", starts_at=paris("2026-11-01 00:00"))


def item(due_at: datetime = NOON, of: Line = LINE) -> Item:
    return Item(UUID(int=1), of.chain, of.id, Decimal(1), due_at)


def followed(at: datetime, **changes: object) -> tuple[Line, Line]:
    """The line, and the version that takes over at that instant."""
    after = replace(LINE, id=UUID(int=99), version=2, starts_at=at, **changes)  # type: ignore[arg-type]
    return replace(LINE, superseded_at=at), after


def reason(*versions: Line, due_at: datetime = NOON, now: datetime = MORNING) -> str | None:
    return faults([item(due_at)], versions, now).get(UUID(int=1))


def stopped(at: datetime) -> tuple[Line, Line]:
    return followed(at, ends_at=at)


def test_what_was_prepared_from_the_version_in_force_is_conform() -> None:
    assert reason(LINE) is None


TEN = paris("2026-11-22 10:00")
PAUSED = (Pause(TEN, None, "vomissements"),)
ENDED_PAUSE = (Pause(TEN, paris("2026-11-22 15:00"), "jeûne"),)


@pytest.mark.parametrize(
    "case, versions, due_at, expected",
    [
        ("stopped before its hour", stopped(TEN), NOON, "stopped"),
        ("stopped after its hour", stopped(TEN), MORNING, None),
        ("suspended over its hour", followed(TEN, pauses=PAUSED), NOON, "suspended"),
        ("suspended until before it", followed(TEN, pauses=ENDED_PAUSE), EVENING, None),
        ("another amount", followed(TEN, scheme=daily("midi")), NOON, "changed"),
        ("another drug", followed(TEN, drug=drug("ibuprofène")), NOON, "changed"),
        ("another unit", followed(TEN, unit="ml"), NOON, "changed"),
        ("another route", followed(TEN, route="rectale"), NOON, "changed"),
        ("other words for who gives", followed(TEN, wording="écrasé"), NOON, "changed"),
        ("a change that begins after", followed(EVENING, unit="ml"), NOON, None),
        ("only who may give", followed(TEN, giver="helped"), NOON, None),
    ],
)
def test_a_line_that_changes_puts_in_question_what_it_concerns(
    case: str, versions: tuple[Line, ...], due_at: datetime, expected: str | None
) -> None:
    assert reason(*versions, due_at=due_at, now=paris("2026-11-22 07:00")) == expected, case


def test_what_waits_past_its_hour_is_judged_now() -> None:
    """Noon was not given yet when the line is stopped at 12:30."""
    half_past = paris("2026-11-22 12:30")
    assert reason(*stopped(half_past), now=half_past) == "stopped"
    assert reason(*followed(half_past, unit="ml"), now=half_past) == "changed"
    assert reason(*followed(half_past, pauses=PAUSED), now=half_past) == "suspended"


def test_a_planned_end_that_came_since_is_no_change() -> None:
    """The line ends at 12:30, as it did when noon was prepared."""
    ends = replace(LINE, ends_at=paris("2026-11-22 12:30"))
    assert reason(ends, now=paris("2026-11-22 12:45")) is None
    assert reason(ends, due_at=EVENING) == "stopped"


def test_a_version_that_does_not_open_cannot_be_conform() -> None:
    after = followed(TEN)[1]
    assert reason(after, now=paris("2026-11-22 07:00")) == "changed"
    assert reason() == "stopped"


def test_each_reason_is_said_and_concerns_its_own_dose_alone() -> None:
    evening = replace(item(EVENING), dose=UUID(int=2))
    found = faults([item(), evening], followed(EVENING, unit="ml"), MORNING)
    assert found == {UUID(int=2): "changed"}
    assert all(words.startswith("ligne ") for words in WORDS.values())


@settings(max_examples=100, deadline=None)
@given(st.integers(-600, 600), st.integers(-600, 600))
def test_nothing_changed_is_conform_at_any_hour(due: int, now: int) -> None:
    due_at, at = NOON + timedelta(minutes=due), NOON + timedelta(minutes=now)
    assert reason(LINE, due_at=due_at, now=at) is None


@settings(max_examples=100, deadline=None)
@given(st.integers(-600, 600), st.integers(-600, 600), st.integers(-600, 600))
def test_a_stopped_line_never_leaves_its_container_conform_from_then_on(
    stop: int, due: int, now: int
) -> None:
    stop_at = NOON + timedelta(minutes=stop)
    due_at, at = NOON + timedelta(minutes=due), NOON + timedelta(minutes=now)
    expected = "stopped" if max(due_at, at) >= stop_at else None
    assert reason(*stopped(stop_at), due_at=due_at, now=at) == expected


@pytest.mark.parametrize(
    "scheme, says",
    [
        (as_needed(), "« Si besoin »"),
        (patch(72), "patch"),
        (Sliding(takes("midi"), EveryDay(), ()), "dépend d’une mesure"),
    ],
)
def test_what_is_not_known_in_advance_is_not_prepared_in_advance(scheme: Scheme, says: str) -> None:
    assert says in not_containable(line(scheme, "une ligne"))


@pytest.mark.parametrize(
    "form, route, says",
    [
        ("comprimé pelliculé sécable", "orale", ""),
        ("gélule à libération prolongée", "orale", ""),
        ("capsule molle", "orale", ""),
        ("poudre pour suspension buvable en sachet-dose", "orale", ""),
        ("comprimé sublingual", "sublinguale", ""),
        ("comprimé", "", ""),
        ("", "orale", ""),
        ("comprimé effervescent sécable", "orale", "humidité"),
        ("lyophilisat oral", "orale", "humidité"),
        ("solution injectable en stylo prérempli", "sous-cutanee", "injectable"),
        ("poudre pour inhalation en gélule", "inhalee", "Ne s’avale pas"),
        ("poudre pour inhalation", "inhalee", "Ne s’avale pas"),
        ("collyre en solution", "ophtalmique", "Ne s’avale pas"),
        ("suppositoire", "rectale", "Ne s’avale pas"),
        ("crème", "cutanee", "Ne s’avale pas"),
        ("sirop", "orale", "Seuls comprimés"),
        ("solution buvable en gouttes", "orale", "Seuls comprimés"),
    ],
)
def test_only_what_is_swallowed_in_pieces_is_prepared_in_advance(
    form: str, route: str, says: str
) -> None:
    one = line(daily("matin"), "une ligne", drug=drug("x", form=form), route=route)
    told = not_containable(one)
    assert says in told and bool(told) == bool(says)


@pytest.mark.parametrize("outcome", sorted(OUTCOMES["give"]))
def test_what_was_swallowed_or_spat_out_left_the_container_and_nothing_else(outcome: str) -> None:
    assert leaves(outcome) is (counts(outcome) or outcome == "spat_out")
