"""What a scheme says of one day."""

from decimal import Decimal

from medication.prescription import (
    Calendar,
    EveryDay,
    EveryDays,
    Rung,
    Sliding,
    Step,
    Take,
    Tapering,
    Weekdays,
)
from medication.takes import takes_on
from tests.medication.lines import as_needed, daily, day, patch, takes

FIRST, SECOND, THIRD = day("2026-11-02"), day("2026-11-05"), day("2026-11-08")


def test_a_regular_scheme_has_its_takings_on_its_days():
    scheme = daily("matin", "soir", days=Weekdays(frozenset({1})))
    assert takes_on(scheme, FIRST) == takes("matin", "soir")
    assert takes_on(scheme, SECOND) == ()


def test_a_tapering_has_the_step_that_began_last():
    """Prednisolone: 20 mg, 10 mg from the fifth, 5 mg every other day from the eighth, then none."""
    scheme = Tapering(
        (
            Step(FIRST, takes("matin", amount="20")),
            Step(SECOND, takes("matin", amount="10")),
            Step(THIRD, takes("matin", amount="5"), EveryDays(2, THIRD)),
            Step(day("2026-11-12"), ()),
        )
    )
    days = ("2026-11-01", "2026-11-02", "2026-11-05", "2026-11-08", "2026-11-09", "2026-11-10")
    told = [takes_on(scheme, day(one)) for one in days]
    assert [[int(take.amount or 0) for take in one] for one in told] == [
        *([], [20], [10], [5], [], [5])
    ]
    assert takes_on(scheme, day("2026-11-12")) == ()


def test_insulin_by_glycaemia_has_its_hours_and_no_more_than_its_fixed_part_before_the_measure():
    scale = (Rung(Decimal("1.5"), Decimal(4)), Rung(None, Decimal(8)))
    scheme = Sliding((Take("matin"), Take("soir", Decimal(6))), EveryDay(), scale)
    assert takes_on(scheme, FIRST) == (Take("matin"), Take("soir", Decimal(6)))
    weekly = Sliding(takes("matin"), Weekdays(frozenset({2})), scale)
    assert takes_on(weekly, FIRST) == ()


def test_an_anticoagulant_calendar_has_its_amount_and_nothing_on_a_day_of_zero_or_without_one():
    scheme = Calendar("soir", {FIRST: Decimal("0.75"), SECOND: Decimal(0)})
    assert takes_on(scheme, FIRST) == (Take("soir", Decimal("0.75")),)
    assert takes_on(scheme, SECOND) == takes_on(scheme, THIRD) == ()


def test_a_patch_is_put_on_its_days():
    scheme = patch(72, EveryDays(3, FIRST))
    assert takes_on(scheme, SECOND) == takes("matin")
    assert takes_on(scheme, day("2026-11-06")) == ()


def test_what_is_given_as_needed_is_never_due():
    assert takes_on(as_needed(), FIRST) == ()
