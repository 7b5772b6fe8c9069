"""The one door: what holds whatever the treatment."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medication.alerts import FOR_AIDE, KINDS, LEVELS, STAGES, TABLE
from medication.as_needed import Given
from medication.facts import Allergy, Measure, PatchInPlace, Refusal, Swallowing
from medication.prescription import Calendar, EveryDays, Patch, Pause, Regular, Take, Weekdays
from medication.safety import check
from tests.medication.references import builtin_reference
from tests.medication.treatments import (
    NOW,
    as_needed,
    by_name,
    checked,
    facts,
    kinds,
    knowledge,
    line,
    of_kind,
    times,
)

TODAY = NOW.date()
PRODUCTS = sorted(builtin_reference().products)
TELLING = (
    *("61490049", "68491591", "64408662", "65606743", "61902218", "61958925", "63524315"),
    *("60234100", "63264636", "66003374", "67346461", "68066715", "65854190", "67853564"),
    *("69118175", "66053338", "68732658", "61227030", "65892928", "68269975", "69847791"),
    *("65979151", "65132156", "63245753", "60914025", "68108025", "60351986", "61417407"),
)
"""Specialties about which the door has something to say, so that examples are worth their time."""

SCHEMES = (
    times("1"),
    times("1", "1", "1"),
    times("2", "2", "2"),
    as_needed(),
    Regular((Take("matin", Decimal(4)),), Weekdays(frozenset({1}))),
    Regular((Take("matin", Decimal(1)),), EveryDays(2, TODAY)),
    Patch("matin", Decimal(1), 72, EveryDays(3, TODAY)),
    Calendar("soir", {TODAY: Decimal(1)}),
)


@st.composite
def lines(draw, cis=None):
    name = draw(st.integers(0, 10**9))
    begins = draw(st.sampled_from((-20, -1, 0, 3)))
    ends = draw(st.sampled_from((None, 1, 30)))
    pause = draw(st.booleans())
    return line(
        cis or draw(st.sampled_from(TELLING) | st.sampled_from(PRODUCTS)),
        draw(st.sampled_from(SCHEMES)),
        name=f"line {name}",
        starts_at=NOW + timedelta(days=begins),
        ends_at=None if ends is None else NOW + timedelta(days=begins + ends, hours=5),
        pauses=(Pause(NOW, NOW + timedelta(days=2), "examen"),) if pause else (),
    )


treatments = st.lists(lines(), max_size=7, unique_by=lambda one: one.chain)
stages = st.sampled_from(STAGES)


def measures(values, unit):
    return st.none() | st.builds(
        lambda value, days: Measure(Decimal(value), unit, NOW - timedelta(days=days)),
        st.sampled_from(values),
        st.sampled_from((0, 20, 400)),
    )


known = st.builds(
    facts,
    born_on=st.sampled_from((None, date(1938, 5, 2), date(1980, 1, 1))),
    allergies=st.sampled_from(
        (
            None,
            (),
            (Allergy("class", "penicillines", "Pénicillines", "severe"),),
            (Allergy("excipient", "lactose", "Lactose"), Allergy("class", "xyz", "Xyz")),
        )
    ),
    swallowing=st.none()
    | st.builds(Swallowing, st.sampled_from(("none", "texture", "crush", "nothing_by_mouth"))),
    weight=measures(("38", "60"), "kg"),
    creatinine=measures(("60", "200"), "µmol/L"),
    inr=measures(("2.5", "6"), ""),
    glycaemia=measures(("0.5", "1.5"), "g/L"),
    potassium=measures(("3", "4"), "mmol/L"),
)
QUICKLY = settings(max_examples=150, deadline=None)


@given(treatment=treatments, person=known, stage=stages, order=st.randoms(use_true_random=False))
@QUICKLY
def test_the_order_of_lines_changes_nothing(treatment, person, stage, order):
    shuffled = treatment[:]
    order.shuffle(shuffled)
    assert checked(shuffled, person, stage) == checked(treatment, person, stage)


@given(treatment=treatments, more=lines(), person=known, stage=stages)
@QUICKLY
def test_adding_a_line_never_removes_an_alert_between_the_others(treatment, more, person, stage):
    before = checked(treatment, person, stage)
    after = checked([*treatment, more], person, stage)
    for alert in before:
        same = [one for one in after if one.kind == alert.kind]
        assert any(set(alert.chains) <= set(one.chains) for one in same), alert


@given(treatment=treatments, person=known, stage=stages)
@QUICKLY
def test_every_alert_has_the_level_of_the_table_and_words_for_everybody(treatment, person, stage):
    chains = {one.chain for one in treatment}
    for alert in checked(treatment, person, stage):
        assert alert.level == TABLE[alert.kind, stage]
        assert alert.says[-1] in ".?" and alert.chains and set(alert.chains) <= chains
        assert alert.for_aide == ("" if alert.level == "show" else FOR_AIDE)
        assert alert.source or alert.level == "show" or alert.kind == "as_needed_allowance"


@given(treatment=treatments, person=known, stage=stages)
@QUICKLY
def test_asking_about_one_line_tells_all_that_concerns_it(treatment, person, stage):
    whole = checked(treatment, person, stage)
    for one in treatment:
        mine = checked(treatment, person, stage, about=[one])
        assert all(one.chain in alert.chains for alert in mine)
        stopping = {alert.identity for alert in whole if one.chain in alert.chains} - {
            alert.identity for alert in whole if alert.kind == "unverified"
        }
        assert stopping == {alert.identity for alert in mine if alert.kind != "unverified"}


@given(treatment=treatments, stage=stages, value=st.sampled_from(("60", "200", "900")))
@QUICKLY
def test_a_stale_creatinine_never_blocks_a_dose(treatment, stage, value):
    """Whatever it says, what stops a gesture is what would stop it without one."""
    stale = Measure(Decimal(value), "µmol/L", NOW - timedelta(days=400))
    stopping = [
        {one.identity for one in checked(treatment, person, stage) if one.level != "show"}
        for person in (facts(creatinine=stale), facts(creatinine=None))
    ]
    assert stopping[0] == stopping[1]


@given(treatment=treatments, person=known)
@QUICKLY
def test_a_line_that_ended_says_nothing(treatment, person):
    ended = line("65854190", name="ended", ends_at=NOW - timedelta(minutes=1))
    assert checked([*treatment, ended], person) == checked(treatment, person)


def test_no_line_raises_nothing():
    assert checked([]) == ()


def test_the_gravest_comes_first():
    found = checked([line(cis) for cis in TELLING], facts(allergies=None))
    levels = [LEVELS.index(alert.level) for alert in found]
    assert levels == sorted(levels) and set(levels) == {0, 1, 2}


def test_each_alert_is_told_once():
    found = checked([line(cis) for cis in TELLING])
    assert len({alert.identity for alert in found}) == len(found)


def test_two_versions_with_the_same_dose_are_told_once():
    first = line("69118175", superseded_at=NOW + timedelta(days=1))
    second = line(
        "69118175",
        name="v2",
        chain=first.chain,
        version=2,
        starts_at=NOW + timedelta(days=1),
    )
    allergic = facts(allergies=(Allergy("substance", "amoxicilline", "amoxicilline"),))
    assert len(of_kind(checked([first, second], allergic), "allergy")) == 1


@pytest.mark.parametrize("stage", STAGES)
def test_every_kind_of_the_table_can_be_raised_at_its_stage(stage):
    """One treatment that has everything; a kind that nothing can raise would be a row for show."""
    assert _everything(stage) == {kind for kind, one in TABLE if one == stage}


def _everything(stage):
    found: set[str] = set()
    for person in (
        facts(
            born_on=date(1938, 5, 2),
            allergies=(
                Allergy("substance", "amoxicilline", "amoxicilline"),
                Allergy("class", "cephalosporines", "Céphalosporines", "severe"),
                Allergy("class", "carbapenemes", "Carbapénèmes", "moderate"),
            ),
            swallowing=Swallowing("crush"),
            creatinine=Measure(Decimal(200), "µmol/L", NOW),
            inr=Measure(Decimal(6), "", NOW - timedelta(days=60)),
            glycaemia=Measure(Decimal("0.5"), "g/L", NOW),
            given=_taken(),
            patches_in_place=_worn(),
            refusals=(Refusal(line("61902218").chain, ("apixaban",), NOW),),
        ),
        facts(allergies=None, swallowing=Swallowing("nothing_by_mouth")),
    ):
        found |= kinds(checked(_TREATMENT, person, stage)) | {"unverified"}
    return found


_STOPPED = line("68108025", SCHEMES[6], name="stopped", ends_at=NOW - timedelta(days=1))
_TREATMENT = [
    *(line(cis) for cis in TELLING if cis not in ("60914025", "68108025", "63245753")),
    line("60914025", SCHEMES[6]),
    line("63245753", Calendar("soir", {TODAY + timedelta(days=1): Decimal(1)})),
    line("68605422", as_needed()),
    line("61490049", as_needed(), name="haldol si besoin"),
    line("60625921"),
    by_name("amiloride"),
    line("67838085"),
    line("68066715", times("1", "1"), name="colchicine"),
]


def _worn():
    own = next(one for one in _TREATMENT if one.drug.cis == "60914025")
    return (
        PatchInPlace(own.chain, ("fentanyl",), "dos", NOW - timedelta(days=3)),
        PatchInPlace(_STOPPED.chain, ("fentanyl",), "bras", NOW - timedelta(days=3)),
        PatchInPlace(own.chain, ("fentanyl",), "thorax", NOW - timedelta(days=6), "not_found"),
    )


def _taken():
    def of(one, hours):
        at = NOW - timedelta(hours=hours)
        return Given(
            one.chain, one.chain, one.id, one.drug.substances, Decimal(1), None, at, "given"
        )

    as_needed_line = next(one for one in _TREATMENT if one.drug.cis == "68605422")
    methotrexate = next(one for one in _TREATMENT if one.drug.cis == "65854190")
    return (of(as_needed_line, 1), of(methotrexate, 30))


def test_the_door_is_asked_with_values_only():
    assert check([], facts(), knowledge(), "giving", about=frozenset()) == ()
    assert set(KINDS) == {kind for kind, _ in TABLE}
