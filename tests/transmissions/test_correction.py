"""Which version of an entry stands, and what holds for it."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from transmissions.correction import (
    CORRECTS_RETRACTED,
    DOUBLE_CORRECTION,
    MOST_VERSIONS,
    Version,
    acknowledgement,
    chain_expires_at,
    in_order,
    places,
    reason_problems,
    refusal_of_another,
    refusal_to_correct,
    standing_version,
)
from transmissions.entry import Acknowledgement
from transmissions.visibility import BEDSIDE_WINDOW, PINNED_WINDOW

AT = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
AICHA, NADIA = UUID(int=901), UUID(int=902)
MINUTE = timedelta(minutes=1)


def version(
    number: int,
    minutes: float = 0,
    corrects: int | None = None,
    *,
    cible: str = "chute",
    alarm: bool = True,
    seen_after: float | None = None,
    is_retracted: bool = False,
) -> Version:
    return Version(
        id=UUID(int=number),
        written_at=AT + minutes * MINUTE,
        cible=cible,
        corrects=UUID(int=corrects) if corrects else None,
        alarm=alarm,
        acknowledged=Acknowledgement(NADIA, AT + seen_after * MINUTE) if seen_after else None,
        is_retracted=is_retracted,
    )


def numbers(versions: list[Version]) -> list[int]:
    return [one.id.int for one in in_order(versions)]


def test_the_last_correction_at_the_bedside_stands_whatever_came_first() -> None:
    versions = [version(1), version(2, 10, 1), version(3, 20, 2)]
    for arrived in itertools.permutations(versions):
        assert numbers(list(arrived)) == [1, 2, 3]
        assert standing_version(arrived) == versions[2]
        assert {one: place.superseded_by for one, place in places(arrived).items()} == {
            UUID(int=1): UUID(int=2),
            UUID(int=2): UUID(int=3),
            UUID(int=3): None,
        }


def test_a_correction_comes_after_what_it_corrects_whatever_the_clock_said() -> None:
    assert numbers([version(3, -30, 2), version(1), version(2, 10, 1)]) == [1, 2, 3]
    assert numbers([version(9), version(2, -5, 9)]) == [9, 2]


def test_two_corrections_of_one_version_are_both_kept_and_say_so() -> None:
    versions = [version(1), version(2, 20, 1), version(3, 10, 1)]
    found = places(versions)
    assert numbers(versions) == [1, 3, 2]
    assert [found[UUID(int=one)].number for one in (1, 3, 2)] == [1, 2, 3]
    assert found[UUID(int=1)].flags == ()
    assert found[UUID(int=2)].flags == found[UUID(int=3)].flags == (DOUBLE_CORRECTION,)


def test_at_the_same_instant_the_later_id_stands() -> None:
    assert standing_version([version(1), version(3, 5, 1), version(2, 5, 1)]) == version(3, 5, 1)


def test_a_correction_taken_back_leaves_the_version_before_it() -> None:
    versions = [version(1), version(2, 5, 1, is_retracted=True), version(3, 9, 1)]
    found = places(versions)
    assert (found[UUID(int=1)].superseded_by, found[UUID(int=3)].number) == (UUID(int=3), 2)
    assert found[UUID(int=3)].flags == ()  # the other one is no more
    assert standing_version(versions[:2]) == versions[0]


def test_a_correction_of_what_was_taken_back_stands_and_says_so() -> None:
    versions = [version(1, is_retracted=True), version(2, 5, 1)]
    assert standing_version(versions) == versions[1]
    assert places(versions)[UUID(int=2)].flags == (CORRECTS_RETRACTED,)
    assert places(versions)[UUID(int=2)].number == 1


def test_nothing_stands_when_everything_was_taken_back() -> None:
    versions = [version(1, is_retracted=True), version(2, 5, 1, is_retracted=True)]
    assert standing_version(versions) is None
    assert acknowledgement(versions) is None


def test_an_answer_to_an_alarm_holds_while_the_cible_stays() -> None:
    seen = version(1, seen_after=3)
    same, other = version(2, 5, 1), version(2, 5, 1, cible="fugue")
    assert acknowledgement([seen, same]) == Acknowledgement(NADIA, AT + 3 * MINUTE)
    assert acknowledgement([seen, other]) is None
    again = version(3, 9, 2)
    assert acknowledgement([seen, other, again]) == Acknowledgement(NADIA, AT + 3 * MINUTE)


def test_an_answer_to_an_older_version_that_comes_late_holds_too() -> None:
    assert acknowledgement([version(1, seen_after=9), version(2, 5, 1)]) is not None
    first = acknowledgement([version(1, seen_after=9), version(2, 5, 1, seen_after=7)])
    assert first == Acknowledgement(NADIA, AT + 7 * MINUTE)


def test_all_versions_leave_the_tablet_together() -> None:
    calm = [version(1, alarm=False), version(2, 60, 1, alarm=False)]
    assert chain_expires_at(AT, calm, []) == AT + 60 * MINUTE + BEDSIDE_WINDOW
    assert chain_expires_at(AT, calm, [AT + 90 * MINUTE]) == AT + 90 * MINUTE + BEDSIDE_WINDOW
    assert chain_expires_at(AT, calm[:1], []) == AT + BEDSIDE_WINDOW


def test_an_alarm_stays_pinned_by_its_standing_version() -> None:
    became = [version(1, alarm=False, cible="sommeil"), version(2, 60, 1)]
    assert chain_expires_at(AT, became, []) == AT + 60 * MINUTE + PINNED_WINDOW
    ceased = [version(1), version(2, 60, 1, alarm=False, cible="sommeil")]
    assert chain_expires_at(AT, ceased, []) == AT + 60 * MINUTE + BEDSIDE_WINDOW
    carried = [version(1, seen_after=90), version(2, 60, 1)]
    assert chain_expires_at(AT, carried, []) == AT + 90 * MINUTE + BEDSIDE_WINDOW


@pytest.mark.parametrize("reason", ["erreur de personne", "côté", "a" * 300, "  oui  "])
def test_a_reason_is_a_few_words(reason: str) -> None:
    assert reason_problems(reason) == []


@pytest.mark.parametrize("reason", ["", "   ", "ah", " ah ", "a" * 301, "non\0", "non\ud800"])
def test_a_reason_that_says_nothing_or_cannot_be_kept_is_refused(reason: str) -> None:
    assert [field for field, _ in reason_problems(reason)] == ["reason"]


def test_only_its_author_corrects_an_entry() -> None:
    assert refusal_to_correct(author=AICHA, by=AICHA) is None
    assert "Complétez-la" in (refusal_to_correct(author=AICHA, by=NADIA) or "")


def test_an_entry_takes_no_more_versions_than_anybody_needs() -> None:
    assert refusal_of_another(MOST_VERSIONS - 1) is None
    assert "50 versions" in (refusal_of_another(MOST_VERSIONS) or "")


def test_a_chain_of_thousands_has_its_places_at_once() -> None:
    chain = [version(number, number, corrects=number - 1 or None) for number in range(1, 5_001)]
    found = places(chain[::-1])
    assert [found[one.id].number for one in chain] == list(range(1, 5_001))
    assert found[chain[-2].id].superseded_by == chain[-1].id
    assert found[chain[-1].id].superseded_by is None
