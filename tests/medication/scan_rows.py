"""The rows of the vectors, which are those of tablets, as values of the rules. Identities are short
there ("a1"), and in the same order here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from medication.administration import Administration
from medication.datamatrix import PackCode
from medication.recalls import Recall
from medication.scan_context import Contained, Context, DueLine, Packs, Scanned
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


def scanned_of(told: Row) -> Scanned:
    code = told.get("code")
    return Scanned(told["kind"], told.get("digest"), code and pack_code(code))


def pack_code(told: Row) -> PackCode:
    expiry_on = told["expiry_on"]
    return PackCode(
        gtin=told["gtin"],
        cip13=told["cip13"],
        batch=told["batch"],
        expiry_on=expiry_on and date.fromisoformat(expiry_on),
    )


def context_of(told: Row) -> Context:
    """What a tablet holds, from its rows."""
    chains = {row["id"]: row["chain"] for row in told["lines"]}
    in_round = told.get("in_round")
    return Context(
        person=named(told["person"]),
        doses=[dose_of({**row, "chain": chains[row["line"]]}) for row in told["doses"]],
        lines=[_line(row) for row in told["lines"]],
        drugs={row["id"]: _packs(row) for row in told["drugs"]},
        administrations=[administration_of(row) for row in told["administrations"]],
        recalls=[_recall(row) for row in told["recalls"]],
        labels={row["id"]: identity(row["person"]) for row in told["labels"]},
        containers=[contained_of(row) for row in told["containers"]],
        now=instant(told["now"]),
        today=date.fromisoformat(told["today"]),
        apart={
            identity(row["id"]): {identity(chain): each for chain, each in row["apart"].items()}
            for row in told["doses"]
        },
        asked=named(told.get("asked")),
        in_round=None if in_round is None else frozenset(map(identity, in_round)),
    )


def _line(row: Row) -> DueLine:
    return DueLine(
        identity(row["id"]),
        identity(row["chain"]),
        identity(row["person"]),
        row["drug"],
        row["as_needed"] is not None,
        row["over"] is None,
    )


def _packs(row: Row) -> Packs:
    return Packs(
        frozenset(row["packs"]), frozenset(row["generics"]), frozenset(row["other_strengths"])
    )


def _recall(row: Row) -> Recall:
    ended = row["ended"]
    return Recall(
        identity(row["id"]),
        row["cip13"],
        row["gtin"],
        row["batch"],
        row["reason"],
        date.fromisoformat(row["since"]),
        ended and date.fromisoformat(ended),
    )


def contained_of(row: Row) -> Contained:
    items = [item for slot in row["slots"] for item in slot["items"]]
    return Contained(
        identity(row["id"]),
        row["digest"],
        identity(row["person"]),
        row["state"] != "non_conform",
        tuple(identity(item["dose"]) for item in items),
    )
