"""Lines short to write, for the tests of schemes and doses: Mme Lenoir's, told apart by a name."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from medication.given import Given
from medication.prescription import (
    AsNeeded,
    DayRule,
    EveryDay,
    Line,
    Patch,
    Prescribed,
    Regular,
    Scheme,
    Take,
)
from medication.schedule import Absence, Dose, doses
from medication.settings import Settings

SPACE = UUID("0d2b0f2c-5b0e-4c0e-9a0e-7a9f4c1f3d10")
PARIS = ZoneInfo("Europe/Paris")
SETTINGS = Settings()
BEFORE = datetime(2020, 1, 1, tzinfo=UTC)


def paris(text: str) -> datetime:
    """ "2026-03-29 08:00" as the clock on the wall says it, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def takes(*slots: str, amount: str = "1") -> tuple[Take, ...]:
    return tuple(Take(at, Decimal(amount)) for at in slots)


def daily(*slots: str, days: DayRule | None = None) -> Regular:
    return Regular(takes(*slots), days or EveryDay())


def patch(wear_hours: int, days: DayRule | None = None, at: str = "matin") -> Patch:
    return Patch(at, Decimal(1), wear_hours, days or EveryDay())


def as_needed(amount: str = "1", most: str = "4", minutes: int = 240, **more: Any) -> AsNeeded:
    return AsNeeded(Decimal(amount), "douleur", minutes, Decimal(most), **more)


def drug(named: str = "paracétamol", *keys: str, form: str = "comprimé", **more: Any) -> Prescribed:
    told: dict[str, Any] = {
        "label": named.upper(),
        "cis": None,
        "substances": keys or (named,),
        "named": named,
        "form": form,
        "strength": "",
    }
    return Prescribed(**(told | more))


def line(scheme: Scheme, name: str = "", version: int = 1, **changes: Any) -> Line:
    said: dict[str, Any] = {
        "id": uuid5(SPACE, f"version {name} {version}"),
        "chain": uuid5(SPACE, f"chain {name}"),
        "version": version,
        "person": uuid5(SPACE, "Mme Lenoir"),
        "drug": drug(),
        "route": "orale",
        "unit": "comprimé",
        "scheme": scheme,
        "starts_at": BEFORE,
    }
    return Line(**(said | changes))


def given(
    of: Line, at: str, amount: str | None = "1", outcome: str = "given", **more: Any
) -> Given:
    told: dict[str, Any] = {
        "id": uuid5(SPACE, f"given {of.chain} {at}"),
        "chain": of.chain,
        "line": of.id,
        "substances": of.drug.substances,
        "amount": None if amount is None else Decimal(amount),
        "milligrams": None,
        "at": paris(at),
        "outcome": outcome,
    }
    return Given(**(told | more))


def due(
    lines: Line | list[Line], from_at: str, until_at: str, *away: Absence, **settings: Any
) -> list[Dose]:
    """The doses between two hours of the wall."""
    versions = lines if isinstance(lines, list) else [lines]
    return doses(versions, away, (paris(from_at), paris(until_at)), Settings(**settings))


def walls(found: list[Dose], act: str = "give") -> list[str]:
    """When each is due, as the clock on the wall says it: "29/03 08:00"."""
    return [one.due_at.astimezone(PARIS).strftime("%d/%m %H:%M") for one in found if one.act == act]
