"""The rows of the vectors, which are those of tablets, as values of the rules. Identities are short
there ("a1"), and in the same order here."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from medication.administration import Administration
from medication.schedule import Absence, Dose
from tests.medication.vector_lines import instant

Row = Mapping[str, Any]


def named(name: str | None) -> UUID | None:
    return None if name is None else identity(name)


def identity(name: str) -> UUID:
    return UUID(int=int(name, 16))


def short(found: UUID | None) -> str | None:
    return None if found is None else f"{found.int:x}"


def administration_of(row: Row) -> Administration:
    amount = row.get("amount")
    return Administration(
        identity(row["id"]),
        named(row.get("dose", "d1")),
        identity(row.get("chain", "c1")),
        identity(row.get("line", "b1")),
        row.get("act", "give"),
        row["outcome"],
        None if amount is None else Decimal(amount),
        instant(row["at"]),
        instant(row["recorded_at"]),
        identity(row["by"]),
        named(row.get("amends")),
        row.get("retracted", False),
        row.get("doubtful", False),
        row.get("withdraws", False),
        row.get("offered", 1),
    )


def dose_of(row: Row) -> Dose:
    due_at = instant(row["due_at"])
    return Dose(
        identity(row.get("id", "d1")),
        identity(row.get("chain", "c1")),
        identity(row.get("line", "b1")),
        identity(row.get("person", "f1")),
        row.get("act", "give"),
        due_at.date(),
        "midi",
        due_at,
        row["early"],
        row["late"],
        Decimal(1),
        row["absent"],
    )


def absences_of(told: list[list[str | None]] | None) -> list[Absence] | None:
    if told is None:
        return None
    return [
        Absence(instant(str(from_at)), until_at and instant(until_at), "family")
        for from_at, until_at in told
    ]
