"""As-needed above its allowance. Source: features.md, M10 and M12; the rule is in `as_needed.py`."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from medication.as_needed import Given
from tests.medication.treatments import NOW, as_needed, checked, facts, kinds, line, of_kind

DOLIPRANE, DAFALGAN = "60234100", "63264636"
TABLET = line(DOLIPRANE, as_needed("1", "3", 240))


def given(hours, of=TABLET, milligrams=1000):
    held = None if milligrams is None else {"paracetamol": Decimal(milligrams)}
    at = NOW - timedelta(hours=hours)
    return Given(UUID(int=hours), of.chain, of.id, ("paracetamol",), Decimal(1), held, at, "given")


def stopped(*doses, lines=(TABLET,), stage="giving"):
    return of_kind(checked(lines, facts(given=doses), stage), "as_needed_allowance")


def test_beyond_the_allowance_of_the_day_the_gesture_stops():
    (found,) = stopped(given(20), given(12), given(6))
    assert found.level == "hard_stop"
    assert found.says.startswith("DOLIPRANE 1000 mg : maximum des 24 h atteint (3 comprimés)")
    assert found.for_aide == "Ne pas donner, appeler l’infirmière."


def test_within_it_nothing_stops():
    assert not stopped(given(20), given(12))


def test_what_another_brand_gave_counts():
    other = line(DAFALGAN)
    assert stopped(given(20), given(12), given(6, of=other), lines=(TABLET, other))


def test_too_soon_after_the_last_is_beyond_it_too():
    (found,) = stopped(given(2))
    assert "trop tôt" in found.says


def test_what_could_not_be_measured_is_said():
    other = line(DAFALGAN)
    (found,) = stopped(given(2, of=other, milligrams=None), lines=(TABLET,))
    assert "sans milligrammes" in found.because


def test_it_is_asked_at_the_gesture_only():
    assert not stopped(given(2), stage="prescribing")


def test_a_scheduled_line_has_no_allowance():
    assert not kinds(checked([line(DOLIPRANE)], facts(given=(given(1),)), "giving"))
