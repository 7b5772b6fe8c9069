"""Each scheme, typed and read, written back and read again; and what is told of a field that makes no sense."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.areas.prescribing.forms.schemes import fields_of, read_scheme
from app.areas.prescribing.forms.schemes.sliding import NOT_GRAMS
from app.areas.prescribing.forms.takes import MOMENTS
from app.areas.prescribing.forms.typed import Typed
from medication.prescription import (
    AsNeeded,
    Calendar,
    Cycle,
    EveryDay,
    EveryDays,
    MonthDays,
    Patch,
    Regular,
    Rung,
    Scheme,
    Sliding,
    Step,
    Take,
    Tapering,
    Weekdays,
)
from medication.scheme_problems import scheme_problems

DAY = date(2026, 11, 23)


def D(text: str) -> Decimal:
    return Decimal(text)


def told(**fields: Any) -> dict[str, str]:
    """What is told of these fields, none of which makes a scheme."""
    typed = Typed(fields)
    assert read_scheme(typed) is None
    assert typed.problems
    return typed.problems


READ: dict[str, tuple[dict[str, Any], Scheme]] = {
    "moments": (
        {"scheme": "regular", "at_matin": "1", "at_soir": "0,5"},
        Regular((Take("matin", D("1")), Take("soir", D("0.5"))), EveryDay()),
    ),
    "hours": (
        {"scheme": "regular", "hour_1": "6h30", "hour_1_amount": "1", "days": "every"},
        Regular((Take("06:30", D("1")),), EveryDay()),
    ),
    "once a week": (
        {"scheme": "regular", "at_matin": "6", "days": "weekdays", "weekday_1": True},
        Regular((Take("matin", D("6")),), Weekdays(frozenset({1}))),
    ),
    "every third day": (
        {
            "scheme": "regular",
            "at_matin": "1",
            "days": "every_n",
            "every_n": "3",
            "every_from": "2026-11-23",
        },
        Regular((Take("matin", D("1")),), EveryDays(3, DAY)),
    ),
    "cures": (
        {
            "scheme": "regular",
            "at_soir": "1",
            "days": "cycle",
            "cycle_on": "21",
            "cycle_off": "7",
            "cycle_from": "23/11/2026",
        },
        Regular((Take("soir", D("1")),), Cycle(21, 7, DAY)),
    ),
    "once a month": (
        {"scheme": "regular", "at_matin": "1", "days": "month", "month_days": "1, 15 et 31"},
        Regular((Take("matin", D("1")),), MonthDays(frozenset({1, 15, 31}))),
    ),
    "tapering": (
        {
            "scheme": "tapering",
            "step_1_from": "2026-11-23",
            "step_1_at_matin": "2",
            "step_2_from": "2026-11-30",
            "step_2_at_matin": "1",
            "step_3_from": "2026-12-07",
            "step_3_stop": True,
            "step_4_from": "2026-12-14",  # proposed, and left empty
        },
        Tapering(
            (
                Step(DAY, (Take("matin", D("2")),)),
                Step(DAY + timedelta(7), (Take("matin", D("1")),)),
                Step(DAY + timedelta(14), ()),
            )
        ),
    ),
    "insulin by glycaemia": (
        {
            "scheme": "sliding",
            "slide_matin": True,
            "slide_soir": True,
            "slide_soir_fixed": "4",
            "rung_1_below": "0,7",
            "rung_1_amount": "0",
            "rung_2_below": "1,5",
            "rung_2_amount": "4",
            "rung_last_amount": "8",
        },
        Sliding(
            (Take("matin", None), Take("soir", D("4"))),
            EveryDay(),
            (Rung(D("0.7"), D("0")), Rung(D("1.5"), D("4")), Rung(None, D("8"))),
        ),
    ),
    "an anticoagulant's calendar": (
        {
            "scheme": "calendar",
            "cal_at": "soir",
            "cal_from": "2026-11-23",
            "cal_0": "3/4",
            "cal_1": "1",
            "cal_3": "0",
            "target_low": "2",
            "target_high": "3",
            "control_on": "2026-11-30",
        },
        Calendar(
            "soir",
            {DAY: D("0.75"), DAY + timedelta(1): D("1"), DAY + timedelta(3): D("0")},
            (D("2"), D("3")),
            DAY + timedelta(7),
        ),
    ),
    "a patch": (
        {
            "scheme": "patch",
            "patch_at": "matin",
            "wear_hours": "72",
            "sites": "bras gauche, bras droit, bras gauche",
            "days": "every_n",
            "every_n": "3",
            "every_from": "2026-11-23",
        },
        Patch("matin", D("1"), 72, EveryDays(3, DAY), ("bras gauche", "bras droit")),
    ),
    "as needed": (
        {
            "scheme": "as_needed",
            "need_amount": "1",
            "need_for": "douleur",
            "need_hours": "4,5",
            "need_most": "4",
            "need_effect": "60",
            "need_protocol": "Douleur",
            "need_on_top": "apart",
        },
        AsNeeded(D("1"), "douleur", 270, D("4"), 60, "Douleur", True),
    ),
}


@pytest.mark.parametrize("name", READ)
def test_it_is_read_as_it_was_typed_and_says_itself_again(name: str) -> None:
    fields, scheme = READ[name]
    typed = Typed(fields)
    assert read_scheme(typed) == scheme
    assert typed.problems == {}
    again = fields_of(scheme)
    assert again is not None
    assert read_scheme(Typed(again)) == scheme


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"scheme": ""}, "scheme", "Choisissez"),
        ({"scheme": "regular"}, "takes", "au moins une prise"),
        ({"scheme": "regular", "at_matin": "beaucoup"}, "at_matin", "nombre"),
        ({"scheme": "regular", "at_matin": "0"}, "at_matin", "laissez la case vide"),
        ({"scheme": "regular", "hour_2": "7:00"}, "hour_2_amount", "combien"),
        ({"scheme": "regular", "hour_2_amount": "1"}, "hour_2", "quelle heure"),
        (
            {
                "scheme": "regular",
                "hour_1": "8",
                "hour_1_amount": "1",
                "hour_2": "08:00",
                "hour_2_amount": "2",
            },
            "takes",
            "Deux prises au même moment",
        ),
        ({"scheme": "regular", "at_matin": "1", "days": "weekdays"}, "days", "au moins un jour"),
        ({"scheme": "regular", "at_matin": "1", "days": "often"}, "days", "Choisissez"),
        ({"scheme": "regular", "at_matin": "1", "days": "every_n"}, "every_n", "combien de jours"),
        (
            {"scheme": "regular", "at_matin": "1", "days": "month", "month_days": "32"},
            "month_days",
            "de 1 à 31",
        ),
        ({"scheme": "tapering"}, "step_1_from", "premier palier"),
        (
            {"scheme": "tapering", "step_1_from": "", "step_1_at_matin": "1"},
            "step_1_from",
            "où ce palier commence",
        ),
        (
            {
                "scheme": "tapering",
                "step_1_from": "2026-11-23",
                "step_1_at_matin": "2",
                "step_2_from": "2026-11-20",
                "step_2_at_matin": "1",
            },
            "step_2_from",
            "après le précédent",
        ),
        (
            {
                "scheme": "tapering",
                "step_1_from": "2026-11-23",
                "step_1_at_matin": "2",
                "step_1_stop": True,
            },
            "step_1_stop",
            "n’a pas de quantité",
        ),
        ({"scheme": "sliding", "rung_last_amount": "2"}, "slide", "Cochez"),
        (
            {"scheme": "sliding", "slide_matin": True, "rung_1_below": "140", "rung_1_amount": "2"},
            "rung_1_below",
            NOT_GRAMS,
        ),
        (
            {"scheme": "sliding", "slide_matin": True, "rung_1_below": "1,4"},
            "rung_1_amount",
            "combien à ce niveau",
        ),
        (
            {"scheme": "calendar", "cal_at": "soir", "cal_from": "2026-11-23"},
            "cal_0",
            "au moins un jour",
        ),
        (
            {
                "scheme": "calendar",
                "cal_at": "soir",
                "cal_from": "2026-11-23",
                "cal_0": "1",
                "target_low": "2",
            },
            "target_high",
            "deux bornes",
        ),
        (
            {
                "scheme": "calendar",
                "cal_at": "soir",
                "cal_from": "2026-11-23",
                "cal_0": "1",
                "target_low": "3",
                "target_high": "2",
            },
            "target_low",
            "du plus bas au plus haut",
        ),
        ({"scheme": "patch", "patch_at": "", "wear_hours": "24"}, "patch_at", "moment"),
        (
            {"scheme": "patch", "patch_at": "matin", "wear_hours": "trois jours"},
            "wear_hours",
            "combien d’heures",
        ),
        (
            {
                "scheme": "as_needed",
                "need_amount": "2",
                "need_for": "douleur",
                "need_hours": "4",
                "need_most": "1",
            },
            "need_most",
            "au moins celui d’une prise",
        ),
        (
            {
                "scheme": "as_needed",
                "need_amount": "1",
                "need_for": "",
                "need_hours": "4",
                "need_most": "4",
            },
            "need_for",
            "pour quoi",
        ),
    ],
)
def test_what_makes_no_scheme_is_told_beside_its_field(
    fields: dict[str, Any], field: str, says: str
) -> None:
    assert says in told(**fields)[field]


def test_a_scheme_longer_than_the_form_is_not_cut() -> None:
    hours = tuple(Take(f"{hour:02}:00", D("1")) for hour in range(8))
    assert fields_of(Regular(hours)) is None
    month = {DAY + timedelta(day): D("1") for day in range(40)}
    assert fields_of(Calendar("soir", month)) is None


AMOUNTS = st.decimals("0.01", "1000", places=2)
MOMENT_TAKES = st.dictionaries(st.sampled_from(list(MOMENTS)), AMOUNTS, min_size=1).map(
    lambda found: tuple(Take(at, amount) for at, amount in found.items())
)
DAYS = st.dates(date(2020, 1, 1), date(2100, 1, 1))
RULES = st.one_of(
    st.just(EveryDay()),
    st.frozensets(st.integers(1, 7), min_size=1).map(Weekdays),
    st.builds(EveryDays, st.integers(1, 60), DAYS),
    st.builds(Cycle, st.integers(1, 60), st.integers(1, 60), DAYS),
    st.frozensets(st.integers(1, 31), min_size=1).map(MonthDays),
)


@settings(max_examples=200, deadline=None)
@given(st.builds(Regular, MOMENT_TAKES, RULES))
def test_whatever_regular_scheme_says_itself_again(scheme: Regular) -> None:
    assert not scheme_problems(scheme)
    again = fields_of(scheme)
    assert again is not None
    read = read_scheme(Typed(again))
    assert isinstance(read, Regular)
    assert (set(read.takes), read.days) == (set(scheme.takes), scheme.days)
