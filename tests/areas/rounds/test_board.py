"""A day of a unit: what is done, what is left, what nobody recorded, and what is only not known yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from app.areas.persons.commands.absences import AbsenceDraft, note_absence
from app.areas.prescribing.commands import prescribe
from app.areas.rounds.board import Taking, day_window, moment_at_hand, takings
from app.areas.rounds.models import Administration
from medication.prescription import AsNeeded
from medication.settings import Settings
from tests.areas.conftest import HOUR, NOW, Home
from tests.areas.prescribing.conftest import THREE_A_DAY, draft
from tests.areas.rounds.noting import TOMORROW, dose_at, note

SETTINGS = Settings()
DAY = timedelta(days=1)


@pytest.fixture
def lenoir(home: Home) -> UUID:
    """Three doses a day; those of tomorrow are at 7, 11 and 17:30 UTC."""
    person = home.admit()
    with home.house.database.write() as session:
        prescribe(session, home.house, home.leader, person, THREE_A_DAY, now=NOW)
    return person


def board(home: Home, *persons: UUID, now=TOMORROW + 12 * HOUR, **options) -> Sequence[Taking]:
    window = day_window(TOMORROW.date(), SETTINGS)
    with home.house.database.read() as session:
        return takings(session, home.house, persons, window, now=now, **options)


def states(found: Sequence[Taking]) -> list[str]:
    return [one.state for one in found]


def test_what_is_past_without_a_word_is_untraced_and_what_comes_is_left(
    home: Home, lenoir: UUID
) -> None:
    found = board(home, lenoir, now=TOMORROW + 5 * HOUR)  # 14 h UTC: the evening is at 17:30
    assert [one.moment for one in found] == ["matin", "midi", "soir"]
    assert states(found) == ["untraced", "untraced", "due"]
    assert [one.needs_eyes for one in found] == [True, True, False]
    assert [one.is_left for one in found] == [False, False, True]


def test_what_somebody_recorded_is_done_with_its_author_and_hour(home: Home, lenoir: UUID) -> None:
    noted = note(home, dose_at(home, lenoir, TOMORROW - 3 * HOUR))
    first, *_ = board(home, lenoir)
    assert (first.state, first.stands.outcome) == ("done", "given")
    assert first.fact is not None and first.fact.id == noted
    assert first.fact.administration.author == home.leader.staff_id


def test_a_past_dose_is_not_called_untraced_while_a_tablet_may_hold_it(
    home: Home, lenoir: UUID
) -> None:
    silent_since = TOMORROW - HOUR  # after the morning's hour, before noon
    found = board(home, lenoir, now=TOMORROW + 5 * HOUR, known_until=silent_since)
    assert states(found)[1] == "late"
    assert states(board(home, lenoir, now=TOMORROW + 5 * HOUR))[1] == "untraced"


def test_whoever_is_away_is_absent_never_untraced(home: Home, lenoir: UUID) -> None:
    away = AbsenceDraft("family", TOMORROW - 6 * HOUR, TOMORROW + 20 * HOUR)
    with home.house.database.write() as session:
        note_absence(session, home.house, home.leader, lenoir, away, now=NOW)
    assert set(states(board(home, lenoir))) == {"absent"}


def test_two_outcomes_of_one_dose_are_a_conflict(home: Home, lenoir: UUID) -> None:
    dose = dose_at(home, lenoir, TOMORROW - 3 * HOUR)
    note(home, dose), note(home, dose, "refused")
    first, *_ = board(home, lenoir)
    assert (first.state, first.stands.outcome) == ("conflict", "given")
    assert len(first.facts) == 2


def test_what_could_not_be_verified_is_perhaps_given(home: Home, lenoir: UUID) -> None:
    note(home, dose_at(home, lenoir, TOMORROW - 3 * HOUR), flags=("unknown_line",))
    first, *_ = board(home, lenoir)
    assert (first.state, first.needs_eyes) == ("perhaps_given", True)


def test_an_amendment_of_the_next_day_counts_for_the_day_it_is_about(
    home: Home, lenoir: UUID
) -> None:
    dose = dose_at(home, lenoir, TOMORROW - 3 * HOUR)
    first = note(home, dose)
    later = dose.due_at + DAY
    note(home, dose, "refused", amends=first, root_id=first, occurred_at=later)
    shown, *_ = board(home, lenoir, now=TOMORROW + 2 * DAY)
    assert (shown.state, shown.stands.outcome) == ("done", "refused")


def test_what_was_given_as_needed_stands_on_the_day_it_was_given(home: Home) -> None:
    person = home.admit(family_name="Petit", room="102")
    scheme = AsNeeded(Decimal(1), "douleur", 360, Decimal(3))
    with home.house.database.write() as session:
        line = prescribe(
            session, home.house, home.leader, person, draft(scheme=scheme), now=NOW
        ).line
    given = Administration(person_id=person, chain_id=line.chain, line_id=line.id, act="give")
    given.id, given.due_at = None, TOMORROW + HOUR
    note(home, given)
    (shown,) = board(home, person)
    assert (shown.moment, shown.state, shown.dose) == ("si-besoin", "done", None)


def test_the_moment_at_hand_is_the_last_one_begun_an_hour_ahead() -> None:
    noon = TOMORROW.replace(hour=11)  # 12 h in Paris
    on = TOMORROW.date()
    assert moment_at_hand(SETTINGS, noon - HOUR, on) == "midi"
    assert moment_at_hand(SETTINGS, noon - 2 * HOUR, on) == "matin"
    assert moment_at_hand(SETTINGS, noon.replace(hour=0), on) == "nuit"
