"""The homes of the demo world, their units and rooms."""

from __future__ import annotations

from app.demo.values import Room, Unit, demo_id

TIMEZONE = "Europe/Paris"

TILLEULS_UNITS = (
    Unit(demo_id("unit", "glycines"), "glycines", "Glycines", "unit", 1),
    Unit(demo_id("unit", "capucines"), "capucines", "Capucines", "unit", 2),
    Unit(demo_id("unit", "jasmin"), "jasmin", "Jasmin, unité protégée", "unit", 3),
    Unit(demo_id("unit", "domicile"), "domicile", "Domicile Val-de-Brenne", "home_care", 4),
)
BELLEVUE_UNITS = (Unit(demo_id("unit", "iris"), "iris", "Iris", "unit", 1),)

SIZES = {"glycines": 28, "capucines": 28, "jasmin": 24, "domicile": 30, "iris": 6}
"""Persons in each unit."""

_FIRST_NUMBER = {"glycines": 1, "capucines": 101, "jasmin": 201, "iris": 1}


def rooms_of(units: tuple[Unit, ...]) -> tuple[Room, ...]:
    """One room a person, numbered in walking order; nobody has a room in a home-care team."""
    return tuple(
        Room(demo_id("room", unit.key, n), unit.id, str(_FIRST_NUMBER[unit.key] + n), n + 1)
        for unit in units
        if unit.kind == "unit"
        for n in range(SIZES[unit.key])
    )
