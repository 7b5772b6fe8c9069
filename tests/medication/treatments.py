"""Lines, facts and knowledge for the tests of safety, short to write: Mme Lenoir's treatment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from medication.alerts import Alert, Stage
from medication.facts import Facts, Knowledge, Measure
from medication.names import fold
from medication.prescription import (
    AsNeeded,
    Line,
    Prescribed,
    Regular,
    Scheme,
    Take,
)
from medication.safety import check
from medication.settings import Settings
from tests.medication.references import builtin_reference

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
STARTED = datetime(2026, 11, 1, 7, 0, tzinfo=UTC)
SPACE = UUID("5f4f0d0e-2f0a-4b57-8f2e-6f2a0f6a1b11")
LENOIR = uuid5(SPACE, "Mme Lenoir")

HOURS = ("matin", "midi", "soir", "coucher")


def knowledge(**settings: Any) -> Knowledge:
    return Knowledge(builtin_reference(), Settings(**settings))


def times(*amounts: str) -> Regular:
    """Each day: these amounts, in the order of the day."""
    return Regular(
        tuple(Take(at, Decimal(one)) for at, one in zip(HOURS, amounts, strict=False) if one != "0")
    )


def as_needed(amount: str = "1", most: str = "3", minutes: int = 360) -> AsNeeded:
    return AsNeeded(Decimal(amount), "douleur", minutes, Decimal(most))


def line(cis: str, scheme: Scheme | None = None, name: str = "", **changes: Any) -> Line:
    """A line of a specialty of the built-in reference; `name` tells two lines of one apart."""
    product = builtin_reference().products[cis]
    drug = Prescribed(
        label=product.name,
        cis=cis,
        substances=product.substances,
        named="",
        form=product.form,
        strength="",
    )
    return _line(drug, scheme, name or cis, {"route": fold(product.routes[0]), **changes})


def by_name(*keys: str, named: str = "", scheme: Scheme | None = None, **changes: Any) -> Line:
    """A line by substance, as a prescriber writes it without a brand."""
    said = named or " ".join(keys)
    cis, form, strength = (changes.pop(name, "") for name in ("cis", "form", "strength"))
    drug = Prescribed(said, cis or None, keys, said, form, strength)
    return _line(drug, scheme, changes.pop("name", said), changes)


def _line(drug: Prescribed, scheme: Scheme | None, name: str, changes: dict[str, Any]) -> Line:
    said: dict[str, Any] = {
        "id": uuid5(SPACE, f"line {name}"),
        "chain": uuid5(SPACE, f"chain {name}"),
        "version": 1,
        "person": LENOIR,
        "drug": drug,
        "route": "orale",
        "unit": "comprimé",
        "scheme": scheme or times("1"),
        "starts_at": STARTED,
    }
    return Line(**(said | changes))


def facts(**changes: Any) -> Facts:
    """A woman of 88 of whom the usual was recorded: no allergy, swallows well."""
    said: dict[str, Any] = {
        "now": NOW,
        "born_on": date(1938, 5, 2),
        "sex": "F",
        "allergies": (),
        "weight": Measure(Decimal("58"), "kg", datetime(2026, 11, 2, tzinfo=UTC)),
        "creatinine": Measure(Decimal("70"), "µmol/L", datetime(2026, 9, 15, tzinfo=UTC)),
    }
    return Facts(**(said | changes))


def checked(
    lines: Sequence[Line],
    known: Facts | None = None,
    stage: Stage = "prescribing",
    about: Sequence[Line] | None = None,
    **settings: Any,
) -> tuple[Alert, ...]:
    """What the door answers."""
    return check(
        lines,
        known or facts(),
        knowledge(**settings),
        stage,
        about=None if about is None else frozenset(one.chain for one in about),
    )


def of_kind(alerts: Sequence[Alert], kind: str) -> list[Alert]:
    return [one for one in alerts if one.kind == kind]


def kinds(alerts: Sequence[Alert]) -> set[str]:
    """What was raised, apart from what was not verified."""
    return {one.kind for one in alerts} - {"unverified"}
