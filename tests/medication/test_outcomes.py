"""What may be said of a dose: the words, and what counts."""

from __future__ import annotations

import pytest

from medication.given import TAKEN
from medication.month import STATES
from medication.outcomes import NO_SCAN, OUTCOMES, REASON_OF_NO_SCAN, counts


def test_the_outcomes_of_a_giving_are_those_of_m8_in_the_order_of_the_screen() -> None:
    assert list(OUTCOMES["give"]) == [
        *("given", "helped", "taken_alone", "partly_taken", "handed_over", "refused", "spat_out"),
        *("absent", "asleep", "fasting", "out_of_stock", "withheld", "other"),
    ]
    assert list(OUTCOMES["remove"]) == ["removed", "came_off", "not_found", "other"]
    assert list(OUTCOMES["check"]) == ["in_place", "not_found", "came_off", "other"]


def test_what_counts_is_what_was_taken_and_no_other_list_says_otherwise() -> None:
    counting = {code for words in OUTCOMES.values() for code, one in words.items() if one.counts}
    assert counting == TAKEN
    assert [counts("given"), counts("spat_out"), counts("refused")] == [True, False, False]


def test_the_month_says_the_same_words() -> None:
    for code, words in OUTCOMES["give"].items():
        assert STATES[code] == words.label


def test_only_a_part_asks_for_an_amount_and_only_a_decision_or_another_reason_for_words() -> None:
    every = [(code, one) for words in OUTCOMES.values() for code, one in words.items()]
    assert {code for code, one in every if one.needs_amount} == {"partly_taken"}
    assert {code for code, one in every if one.needs_reason} == {"withheld", "other"}


@pytest.mark.parametrize("act", ["give", "remove", "check"])
def test_no_two_buttons_of_one_act_read_the_same(act: str) -> None:
    words = OUTCOMES[act].values()
    assert len({one.verb for one in words}) == len({one.label for one in words}) == len(words)
    assert not any(one.label == "non donné" or "non tracé" in one.label for one in words)


def test_each_reason_not_to_scan_has_its_words() -> None:
    assert len(set(NO_SCAN.values())) == len(NO_SCAN) >= 5
    assert NO_SCAN.keys() >= REASON_OF_NO_SCAN
