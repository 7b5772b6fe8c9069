"""What is left of an as-needed line, over every line with its substance.

Paracetamol, 500 mg a tablet, at most 6 (3 g) in 24 hours, 4 hours apart: summary of DOLIPRANE
500 mg, 4.2 (adult of less than 50 kg: 3 g a day; at least 4 hours between two takings).
"""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as of
from hypothesis import strategies as st

from medication.as_needed import allowance, is_on_top
from medication.as_needed_words import allowance_words, duration_words
from medication.given import Given
from medication.prescription import Pause
from tests.medication.lines import PARIS, as_needed, daily, drug, given, line, paris, patch
from tests.medication.vector_lines import instant, line_of, stamp

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "allowance.json").read_text(encoding="utf-8")
)
PARACETAMOL = drug("paracétamol", "paracetamol", strength="500 mg")
DOLIPRANE = line(as_needed("2", "6"), "si besoin", drug=PARACETAMOL)
EFFERALGAN = line(
    daily("matin", "soir"),
    "Efferalgan",
    drug=drug("paracétamol", "paracetamol", strength="1 g"),
)
MORPHINE = drug("morphine", strength="10 mg", form="gélule")
SKENAN = line(daily("08:00", "20:00"), "Skénan", drug=drug("morphine", strength="30 mg"))
INTERDOSE = line(as_needed("1", "6", 60), "interdose", drug=MORPHINE)


def at(hour, *taken, one=DOLIPRANE, others=(EFFERALGAN,)):
    found = allowance(one, [one, *others], taken, paris(f"2026-11-22 {hour}"))
    opens = found.next_at and found.next_at.astimezone(PARIS).strftime("%H:%M")
    return str(found.left), opens, found.why


def test_with_nothing_given_all_is_left():
    assert at("10:00") == ("6", None, "open")


def test_what_was_given_is_taken_off_and_the_interval_is_kept():
    first = given(DOLIPRANE, "2026-11-22 08:00", "2")
    assert at("09:00", first) == ("4", "12:00", "interval")
    assert at("12:00", first) == ("4", None, "open")


def test_another_brand_of_the_substance_counts_in_milligrams():
    """1 g of Efferalgan is two tablets of 500 mg."""
    taken = [given(EFFERALGAN, "2026-11-22 08:00", "1"), given(EFFERALGAN, "2026-11-21 18:30", "1")]
    assert at("12:00", *taken) == ("2", None, "open")


def test_beyond_the_maximum_one_waits_until_enough_is_24_hours_old():
    taken = [given(DOLIPRANE, f"2026-11-22 {hour}", "2") for hour in ("00:00", "05:00", "10:00")]
    assert at("16:00", *taken) == ("0", "00:00", "maximum")


def test_what_was_given_24_hours_ago_no_longer_counts():
    yesterday = given(DOLIPRANE, "2026-11-21 10:00", "6")
    assert at("09:59", yesterday) == ("0", "10:00", "maximum")
    assert at("10:00", yesterday) == ("6", None, "open")


def test_the_24_hours_are_hours_also_when_the_clock_changes():
    yesterday = given(DOLIPRANE, "2026-10-24 10:00", "6")
    now = paris("2026-10-25 09:30")
    assert allowance(DOLIPRANE, [DOLIPRANE], [yesterday], now).is_open


def test_what_is_left_never_falls_below_zero():
    assert at("12:00", given(DOLIPRANE, "2026-11-22 07:00", "9"))[0] == "0"


def test_too_little_left_for_one_taking_waits_although_something_is_left():
    taken = given(DOLIPRANE, "2026-11-22 07:00", "5")
    assert at("12:00", taken) == ("1", "07:00", "maximum")


def test_what_was_refused_takes_nothing_off():
    assert at("09:00", given(DOLIPRANE, "2026-11-22 08:00", "2", outcome="refused")) == (
        *("6", None, "open"),
    )


def test_another_substance_takes_nothing_off():
    other = line(daily("matin"), "Lasilix", drug=drug("furosémide", "furosemide"))
    assert at("09:00", given(other, "2026-11-22 08:30"), others=(other,)) == ("6", None, "open")


def test_an_amount_that_nobody_knows_counts_as_one_taking_and_says_so():
    partly = given(DOLIPRANE, "2026-11-22 07:00", None, outcome="partly_taken")
    drops = line(daily("matin"), "gouttes", drug=drug("paracétamol", "paracetamol"), unit="goutte")
    for one in (partly, given(drops, "2026-11-22 07:00", "20")):
        found = allowance(DOLIPRANE, [DOLIPRANE, drops], [one], paris("2026-11-22 12:00"))
        assert (found.left, found.is_sure) == (Decimal(4), False)
    stopped = given(drops, "2026-11-22 07:00", "20")
    assert at("12:00", stopped, others=()) == ("4", None, "open")


def test_a_line_whose_milligrams_nobody_knows_counts_its_own_and_the_same_specialty_in_units():
    unknown = drug("gélule du pharmacien", "paracetamol", cis="60000001")
    one = line(as_needed("1", "3"), "a", drug=unknown, unit="gélule")
    two = line(daily("matin"), "b", drug=unknown, unit="gélule")
    other = line(daily("matin"), "c", drug=replace(unknown, cis=None), unit="gélule")
    now = paris("2026-11-22 13:00")
    for giver, left, is_sure in ((one, 1, True), (two, 1, True), (other, 2, False)):
        taken = given(giver, "2026-11-22 08:00", "2")
        found = allowance(one, [one, two, other], [taken], now)
        assert (found.left, found.is_sure) == (Decimal(left), is_sure)


def test_milligrams_that_were_recorded_are_believed_before_what_the_line_says():
    half = given(EFFERALGAN, "2026-11-22 07:00", "1", milligrams={"paracetamol": Decimal(500)})
    assert at("12:00", half) == ("5", None, "open")


def test_an_interdose_of_a_strong_opioid_comes_on_top_of_the_background_treatment():
    background = [given(SKENAN, "2026-11-22 08:00"), given(SKENAN, "2026-11-21 20:00")]
    assert is_on_top(INTERDOSE)
    assert at("08:30", *background, one=INTERDOSE, others=(SKENAN,)) == ("6", None, "open")
    taken = given(INTERDOSE, "2026-11-22 08:30")
    assert at("09:00", *background, taken, one=INTERDOSE, others=(SKENAN,)) == (
        *("5", "09:30", "interval"),
    )


def test_a_prescriber_may_say_otherwise():
    within = replace(INTERDOSE, scheme=as_needed("1", "8", 60, on_top=False))
    background = given(SKENAN, "2026-11-22 08:00")
    assert not is_on_top(within)
    assert at("09:30", background, one=within, others=(SKENAN,)) == ("5", None, "open")
    beside = replace(DOLIPRANE, scheme=as_needed("2", "6", on_top=True))
    assert at("09:00", given(EFFERALGAN, "2026-11-22 08:00"), one=beside)[0] == "6"


def test_only_an_as_needed_line_is_on_top_or_has_an_allowance():
    assert not is_on_top(SKENAN)
    assert not is_on_top(DOLIPRANE)
    with pytest.raises(TypeError):
        allowance(SKENAN, [SKENAN], [], paris("2026-11-22 08:00"))


def test_a_patch_of_the_substance_counts_as_one_taking():
    """What a patch holds says nothing of what it gives."""
    worn = line(patch(72), "patch", drug=drug("paracétamol", "paracetamol", strength="100 mg"))
    assert at("12:00", given(worn, "2026-11-22 07:00"), others=(worn,)) == ("4", None, "open")


def test_a_line_that_does_not_hold_may_not_be_given():
    begun = replace(DOLIPRANE, starts_at=paris("2026-11-23 08:00"))
    assert at("10:00", one=begun) == ("6", "08:00", "not_begun")
    for name in ("ends_at", "superseded_at"):
        ended = replace(DOLIPRANE, **{name: paris("2026-11-22 10:00")})
        assert at("10:00", one=ended) == ("6", None, "ended")
        assert at("09:59", one=ended) == ("6", None, "open")
    pause = Pause(paris("2026-11-22 09:00"), paris("2026-11-22 18:00"), "foie")
    assert at("10:00", one=replace(DOLIPRANE, pauses=(pause,))) == ("6", "18:00", "paused")
    assert at("18:00", one=replace(DOLIPRANE, pauses=(pause,))) == ("6", None, "open")


def test_a_line_that_allows_less_a_day_than_a_taking_never_opens():
    assert at("10:00", one=replace(DOLIPRANE, scheme=as_needed("2", "1"))) == (
        *("1", None, "maximum"),
    )


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@of(
    st.lists(st.tuples(st.integers(0, 3 * 24 * 4), st.integers(1, 3), st.booleans()), max_size=12),
    st.integers(0, 3 * 24 * 4),
)
def test_what_is_allowed_never_passes_the_maximum_of_any_24_hours(told, quarter):
    """Whatever was given, one more taking at the instant that the rule says keeps both promises."""
    start = paris("2026-10-24 00:00")
    quarters = [start.timestamp() + 900 * count for count, _, _ in told]
    taken = [
        _taken(DOLIPRANE, seconds, Decimal(amount), "given" if is_taken else "refused")
        for seconds, (_, amount, is_taken) in zip(quarters, told, strict=True)
    ]
    now = _moment(start.timestamp() + 900 * quarter)
    found = allowance(DOLIPRANE, [DOLIPRANE], taken, now)
    opens = now if found.is_open else found.next_at
    assert opens is not None and opens >= now
    real = [one for one in taken if one.is_taken]
    day_before = opens.timestamp() - 24 * 3600
    used = sum(one.amount or 0 for one in real if one.at.timestamp() > day_before)
    assert used + 2 <= 6
    assert all(opens.timestamp() - one.at.timestamp() >= 4 * 3600 for one in real)


def _moment(seconds):
    return paris("1970-01-01 01:00").fromtimestamp(seconds, tz=paris("2026-01-01 00:00").tzinfo)


def _taken(one, seconds, amount, outcome):
    return Given(
        one.id, one.chain, one.id, one.drug.substances, amount, None, _moment(seconds), outcome
    )


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_the_examples_that_tablets_share(case):
    lines = {name: line_of(name, told) for name, told in VECTORS["lines"].items()}
    taken = [
        given(
            lines[told["line"]],
            "2026-01-01 00:00",
            told["amount"],
            outcome=told["outcome"],
        )
        for told in case["given"]
    ]
    taken = [
        replace(one, at=instant(told["at"])) for one, told in zip(taken, case["given"], strict=True)
    ]
    found = allowance(lines[case["line"]], list(lines.values()), taken, instant(case["now"]))
    assert {
        "left": str(found.left),
        "next_at": found.next_at and stamp(found.next_at),
        "why": found.why,
        "is_sure": found.is_sure,
    } == case["is"]


@pytest.mark.parametrize(
    ("hour", "changes", "words"),
    [
        ("14:00", {}, "Reste 4 comprimés sur 6 comprimés en 24 h."),
        ("10:00", {}, "Trop tôt : 4 h entre deux prises. Possible à 12:00."),
        (
            "10:00",
            {"scheme": as_needed("5", "6")},
            "Maximum des 24 h atteint (6 comprimés). Possible le 23/11 à 08:00.",
        ),
        (
            "10:00",
            {"scheme": as_needed("2", "1")},
            "Maximum des 24 h atteint (1 comprimé). Possible sur décision du prescripteur.",
        ),
        (
            "10:00",
            {"pauses": (Pause(paris("2026-11-22 09:00"), None, ""),)},
            "Suspendu. Reprise sur décision du prescripteur.",
        ),
        (
            "07:00",
            {"starts_at": paris("2026-11-22 08:00")},
            "Pas encore commencé. Possible à 08:00.",
        ),
        ("10:00", {"ends_at": paris("2026-11-22 09:00")}, "Ce traitement est terminé."),
    ],
)
def test_an_allowance_is_said_in_one_sentence(hour, changes, words):
    one, now = replace(DOLIPRANE, **changes), paris(f"2026-11-22 {hour}")
    found = allowance(one, [one], [given(one, "2026-11-22 08:00", "2")], now)
    assert allowance_words(found, one, now, "Europe/Paris") == words


@pytest.mark.parametrize(
    ("minutes", "words"), [(30, "30 min"), (240, "4 h"), (90, "1 h 30"), (65, "1 h 05")]
)
def test_a_duration_is_said_as_people_say_it(minutes, words):
    assert duration_words(minutes) == words
