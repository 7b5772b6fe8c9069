"""What nobody may lose or guess about a measure: written by hand, one line a danger."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transmissions.observations import BY_NAME, KINDS, SAFETY, Missing, judge
from transmissions.observations.judging import KEPT
from transmissions.observations.kinds import FAMILIES
from transmissions.observations.missing import text_problem
from transmissions.observations.numbers import canonical, read, shown
from transmissions.observations.thresholds import DEFAULTS, Threshold, from_json, to_json, words

UNITS_ASKED = [
    ("glycaemia", "5,6", ["5.6", "1.01"]),
    ("glycaemia", "3,5", ["3.5", "0.63"]),
    ("glycaemia", "16,7", ["3.01"]),
    ("glycaemia", "110", ["1.1"]),
    ("creatinine", "9,5", ["84"]),
    ("creatinine", "12", ["12", "106.1"]),
    ("creatinine", "1,1", ["97.2"]),
    ("haemoglobin", "118", ["11.8"]),
]


@pytest.mark.parametrize(("kind", "typed", "readings"), UNITS_ASKED)
def test_a_number_that_looks_like_another_unit_is_asked_never_guessed(kind, typed, readings):
    judged = judge(BY_NAME[kind], {"value": typed})
    (question,) = judged.questions
    assert question.code == "unit"
    assert [choice.values["value"] for choice in question.choices] == readings
    assert judged.problems == ()


def test_what_one_answers_may_be_kept():
    for kind, typed, _ in UNITS_ASKED:
        (question,) = judge(BY_NAME[kind], {"value": typed}).questions
        for choice in question.choices:
            assert judge(BY_NAME[kind], choice.values, is_confirmed=True).is_clear


def test_both_numbers_of_a_pressure_are_read_in_centimetres_at_once():
    judged = judge(BY_NAME["blood_pressure"], {"systolic": "13", "diastolic": "8"})
    assert judged.questions[0].choices[0].values == {"systolic": "130", "diastolic": "80"}


def test_a_correction_may_set_a_measure_aside_and_nobody_else():
    weight, aside = BY_NAME["weight"], Missing("mistake")
    assert judge(weight, {}, missing=aside, is_correction=True).is_clear
    assert [one.code for one in judge(weight, {}, missing=aside).problems] == ["unknown"]


def test_a_reason_that_no_database_can_hold_is_refused():
    assert text_problem("a\0b") is not None
    assert text_problem("Refus, essayer demain") is None


@given(st.decimals(0, 9_999_999, places=3))
def test_a_number_survives_being_shown_and_typed_again(number: Decimal):
    assert read(shown(number, 3)) == number == Decimal(canonical(number))


@settings(max_examples=200, deadline=None)
@given(kind=st.sampled_from(KINDS), typed=st.lists(st.text(max_size=12), max_size=2))
def test_whatever_is_typed_gets_a_clear_answer(kind, typed):
    names = [part.name for part in kind.parts]
    judged = judge(kind, dict(zip(names, typed, strict=False)))
    assert judged.is_clear or judged.problems or judged.questions
    for problem in judged.problems:
        assert problem.says.endswith((".", "?"))
        assert problem.code in KEPT | {"unreadable", "empty", "unknown"}


def test_every_kind_is_whole():
    for kind in KINDS:
        assert kind.family in FAMILIES
        assert len({one.name for one in kind.contexts}) == len(kind.contexts)
        assert set(kind.needs) <= {one.group for one in kind.contexts}
        assert bool(kind.needs) == bool(kind.ask)
        for part in kind.parts:
            assert part.possible[0] <= part.usual[0] < part.usual[1] <= part.possible[1]
            assert not part.choices or len(part.choices) == part.possible[1] - part.possible[0] + 1
    assert set(SAFETY) == {"weight", "glycaemia", "inr", "creatinine", "potassium"}


def test_thresholds_are_kept_as_they_were_said():
    told = {"temperature.value": Threshold(None, Decimal("38.5"))}
    assert from_json(to_json(told)) == told
    assert from_json({"height.value": {"low": "1"}}) == {}


def test_thresholds_in_words():
    part = BY_NAME["glycaemia"].parts[0]
    assert (
        words(part, DEFAULTS["glycaemia.value"]) == "sous 0,70\u00a0g/L, à partir de 3,00\u00a0g/L"
    )
    assert words(part, Threshold()) == "aucun"


def test_every_threshold_is_of_a_number_that_exists():
    for key in DEFAULTS:
        kind, part = key.split(".")
        assert BY_NAME[kind].part(part) is not None
