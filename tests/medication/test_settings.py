"""What a home may change, and what holds until it does (features M4, M10, M11, M18)."""

from datetime import time
from decimal import Decimal

from medication.settings import MOMENTS, Settings, settings_from_json


def test_a_home_that_set_nothing_has_the_defaults():
    settings = Settings()
    assert (settings.tight_minutes, settings.usual_minutes, settings.loose_minutes) == (30, 60, 720)
    assert settings.change_shown_hours == 72
    assert (settings.inr_hold, settings.hypoglycaemia) == (Decimal("5.0"), Decimal("0.70"))
    assert settings.methotrexate_days == 6
    assert (settings.refusals_count, settings.refusals_days) == (3, 7)
    assert settings.moments is MOMENTS


def test_settings_come_back_as_they_were():
    settings = Settings(
        moments={**MOMENTS, "matin": time(7, 30)},
        tolerance={"levodopa": 15},
        inr_hold=Decimal("4.5"),
        crush={"morphine": "non"},
        protocols=("Paracétamol",),
    )
    assert settings_from_json(settings.to_json()) == settings
    assert settings.to_json()["moments"]["matin"] == "07:30"


def test_settings_of_last_year_have_the_defaults_of_what_came_since():
    assert settings_from_json({"moments": {"matin": "07:00"}}) == Settings(
        moments={**MOMENTS, "matin": time(7)}
    )


def test_what_nobody_knows_any_more_is_left_aside():
    assert settings_from_json({"pill_colour": "bleu"}) == Settings()
