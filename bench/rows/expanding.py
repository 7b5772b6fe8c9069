"""(ab) Seven days of doses for a whole home, rules only: 80 persons with eight lines each, nothing read or written.

The week holds the night when clocks change. Each person has the schemes of a nursing home: daily lines, a weekly one,
insulin, an anticoagulant calendar, a patch with its removal and checks, a tapering, an as-needed line.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid5

from bench.table import Figure, at_most, middle
from medication.prescription import (
    AsNeeded,
    Calendar,
    EveryDay,
    EveryDays,
    Line,
    Patch,
    Prescribed,
    Regular,
    Rung,
    Scheme,
    Sliding,
    Step,
    Take,
    Tapering,
    Weekdays,
)
from medication.schedule import doses
from medication.settings import Settings

PERSONS = 80
ROUNDS = 15
SPACE = UUID("a27d9f5e-6f7b-4a0e-8c55-0f9b3f1f6a20")
MONDAY = date(2026, 3, 23)
WINDOW = (datetime(2026, 3, 25, 12, tzinfo=UTC), datetime(2026, 4, 1, 12, tzinfo=UTC))


def run(_folder: Path) -> list[Figure]:
    settings = Settings()
    home = [list(lines_of(number)) for number in range(PERSONS)]
    found = sum(len(doses(lines, (), WINDOW, settings)) for lines in home)
    rounds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        for lines in home:
            doses(lines, (), WINDOW, settings)
        rounds.append((time.perf_counter() - started) * 1000)
    detail = f"{found} doses; slowest {max(rounds):.0f} ms"
    what = "seven days of doses, 80 persons × 8 lines, rules only, median"
    return [at_most("ab", what, middle(rounds), 250, "ms", detail)]


def lines_of(person: int) -> Iterator[Line]:
    for number, scheme in enumerate(_schemes()):
        name = f"{person} {number}"
        yield Line(
            id=uuid5(SPACE, f"line {name}"),
            chain=uuid5(SPACE, f"chain {name}"),
            version=1,
            person=uuid5(SPACE, f"person {person}"),
            drug=Prescribed(
                f"Médicament {name}", None, (f"substance {name}",), name, "comprimé", ""
            ),
            route="orale",
            unit="comprimé",
            scheme=scheme,
            starts_at=datetime(2026, 1, 1, tzinfo=UTC),
        )


def _schemes() -> tuple[Scheme, ...]:
    one = Decimal(1)
    amounts = {MONDAY + timedelta(days=count): one for count in range(30)}
    scale = (Rung(Decimal("1.5"), Decimal(4)), Rung(None, Decimal(8)))
    return (
        Regular(_takes("matin")),
        Regular(_takes("matin", "midi", "soir", "coucher")),
        Regular(_takes("matin"), Weekdays(frozenset({1}))),
        Sliding(_takes("matin", "midi", "soir"), EveryDay(), scale),
        Calendar("soir", amounts),
        Patch("matin", one, 72, EveryDays(3, MONDAY)),
        Tapering(
            (Step(MONDAY, _takes("matin")), Step(MONDAY + timedelta(days=5), _takes("matin")))
        ),
        AsNeeded(one, "douleur", 240, Decimal(4)),
    )


def _takes(*slots: str) -> tuple[Take, ...]:
    return tuple(Take(at, Decimal(1)) for at in slots)
