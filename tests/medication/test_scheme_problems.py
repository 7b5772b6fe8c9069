"""What makes a scheme impossible to unfold, said beside its field."""

from decimal import Decimal

import pytest

from medication.prescription import (
    Calendar,
    Cycle,
    EveryDay,
    EveryDays,
    MonthDays,
    Patch,
    Regular,
    Rung,
    Sliding,
    Step,
    Take,
    Tapering,
    Weekdays,
)
from medication.scheme_problems import MOST_TAKES, scheme_problems
from tests.medication.lines import as_needed, daily, day, patch, takes

MONDAY = day("2026-11-23")
SCALE = (Rung(Decimal("1.5"), Decimal(0)), Rung(Decimal("2"), Decimal(4)), Rung(None, Decimal(6)))
ONE = Decimal(1)


def sliding(*scale):
    return Sliding((Take("matin"), Take("soir")), EveryDay(), scale)


RIGHT = [
    daily("matin", "08:30", "nuit"),
    daily("matin", days=Weekdays(frozenset({1, 7}))),
    daily("matin", days=MonthDays(frozenset({1, 31}))),
    daily("matin", days=EveryDays(1, MONDAY)),
    daily("matin", days=Cycle(21, 0, MONDAY)),
    daily(*(f"{hour:02d}:00" for hour in range(MOST_TAKES))),
    sliding(*SCALE),
    sliding(Rung(None, Decimal(4))),
    Tapering((Step(MONDAY, takes("matin")), Step(day("2026-11-30"), ()))),
    Calendar("soir", {MONDAY: Decimal(0)}, (Decimal(2), Decimal(3))),
    patch(24),
    patch(72, EveryDays(3, MONDAY)),
    patch(72, Weekdays(frozenset({1, 4}))),
    patch(96, Weekdays(frozenset({1, 4}))),
    patch(168, Weekdays(frozenset({3}))),
    patch(240, EveryDays(10, MONDAY)),
    patch(240, MonthDays(frozenset({1, 15}))),
    patch(48, Cycle(1, 1, MONDAY)),
    daily("matin", days=EveryDays(366, MONDAY)),
    daily("matin", days=Cycle(1, 365, MONDAY)),
    as_needed(effect_minutes=30),
    as_needed(minutes=7 * 1440, effect_minutes=1440),
]


@pytest.mark.parametrize("scheme", RIGHT)
def test_a_scheme_that_can_be_unfolded_has_no_problem(scheme):
    assert scheme_problems(scheme) == []


WRONG = {
    "no taking": (daily(), "takes"),
    "a taking without an amount": (Regular((Take("matin"),)), "takes"),
    "an amount of zero": (Regular(takes("matin", amount="0")), "takes"),
    "a negative amount": (Regular(takes("matin", amount="-1")), "takes"),
    "an amount that is no number": (Regular(takes("matin", amount="NaN")), "takes"),
    "an infinite amount": (Regular(takes("matin", amount="Infinity")), "takes"),
    "a moment that no home has": (daily("bientôt"), "takes"),
    "an hour past midnight": (daily("24:00"), "takes"),
    "an hour typed in short": (daily("8:00"), "takes"),
    "two takings at one moment": (daily("matin", "matin"), "takes"),
    "no day of the week": (daily("matin", days=Weekdays(frozenset())), "days"),
    "an eighth day of the week": (daily("matin", days=Weekdays(frozenset({8}))), "days"),
    "no day of the month": (daily("matin", days=MonthDays(frozenset())), "days"),
    "a 32nd day": (daily("matin", days=MonthDays(frozenset({32}))), "days"),
    "every zero days": (daily("matin", days=EveryDays(0, MONDAY)), "days"),
    "every thousand days": (daily("matin", days=EveryDays(1000, MONDAY)), "days"),
    "a cure of a thousand days": (daily("matin", days=Cycle(990, 10, MONDAY)), "days"),
    "a patch of three days, every day": (patch(72), "days"),
    "a patch of three days, every other day": (patch(72, EveryDays(2, MONDAY)), "days"),
    "a patch of two days, each day of a cure": (patch(48, Cycle(21, 7, MONDAY)), "days"),
    "a patch of five days, twice a week": (patch(120, Weekdays(frozenset({1, 4}))), "days"),
    "a patch of three days, on two days that touch over the week's end": (
        patch(72, Weekdays(frozenset({1, 7}))),
        "days",
    ),
    "a patch of a week, at both ends of a month": (
        patch(168, MonthDays(frozenset({1, 31}))),
        "days",
    ),
    "a patch for a month": (patch(241), "wear_hours"),
    "as needed, once a fortnight": (as_needed(minutes=14 * 1440), "min_interval_minutes"),
    "as needed, looked at two days later": (as_needed(effect_minutes=2880), "effect_minutes"),
    "a cure of no day": (daily("matin", days=Cycle(0, 7, MONDAY)), "days"),
    "a cure with less than no day without": (daily("matin", days=Cycle(1, -1, MONDAY)), "days"),
    "no scale": (sliding(), "scale"),
    "a scale without an end": (sliding(SCALE[0]), "scale"),
    "a scale that ends in its middle": (sliding(SCALE[2], SCALE[2]), "scale"),
    "a scale upside down": (sliding(SCALE[1], SCALE[0], SCALE[2]), "scale"),
    "a rung below zero": (sliding(Rung(None, Decimal(-1))), "scale"),
    "a rung that is no number": (sliding(Rung(None, Decimal("NaN"))), "scale"),
    "no step": (Tapering(()), "steps"),
    "steps in disorder": (
        Tapering((Step(MONDAY, takes("matin")), Step(MONDAY, takes("soir")))),
        "steps",
    ),
    "steps that give nothing": (Tapering((Step(MONDAY, ()),)), "takes"),
    "a step on no day": (
        Tapering((Step(MONDAY, takes("matin"), Weekdays(frozenset())),)),
        "days",
    ),
    "an empty calendar": (Calendar("soir", {}), "amounts"),
    "a calendar below zero": (Calendar("soir", {MONDAY: Decimal(-1)}), "amounts"),
    "a calendar at no hour": (Calendar("tard", {MONDAY: ONE}), "takes"),
    "a target upside down": (
        Calendar("soir", {MONDAY: ONE}, (Decimal(3), Decimal(2))),
        "target",
    ),
    "a patch of no amount": (Patch("matin", Decimal(0), 72), "amount"),
    "a patch of no hour": (patch(0), "wear_hours"),
    "a patch at no moment": (patch(24, at="tôt"), "takes"),
    "a patch on no day": (patch(24, Weekdays(frozenset())), "days"),
    "as needed, of no amount": (as_needed("0"), "amount"),
    "as needed, for nothing": (as_needed().__class__(ONE, " ", 240, ONE), "indication"),
    "as needed, before the last": (as_needed(minutes=-1), "min_interval_minutes"),
    "as needed, less a day than a time": (as_needed("2", "1"), "max_per_day"),
    "as needed, no number a day": (as_needed("1", "NaN"), "max_per_day"),
    "as needed, looked at too soon": (as_needed(effect_minutes=0), "effect_minutes"),
}


@pytest.mark.parametrize("case", WRONG)
def test_it_refuses(case):
    scheme, field = WRONG[case]
    found = scheme_problems(scheme)
    assert field in [name for name, _ in found]
    assert all(says[0].isupper() or says[0] == "«" for _, says in found)
    assert all(says[-1] in ".…" for _, says in found)


def test_more_than_24_takings_is_a_typing_error():
    hours = [f"{hour:02d}:00" for hour in range(24)] + ["08:30"]
    [(field, says)] = scheme_problems(daily(*hours))
    assert (field, says) == ("takes", "Plus de 24 prises par jour : vérifiez les heures.")


def test_a_patch_put_on_before_the_last_one_is_off_is_told_with_the_rhythm_that_suits_it():
    [(field, says)] = scheme_problems(patch(72))
    assert field == "days"
    assert says == (
        "Posé ainsi, le patch suivant arrive avant le retrait du précédent : "
        "gardé 72 h, il se pose au plus un jour sur 3."
    )
