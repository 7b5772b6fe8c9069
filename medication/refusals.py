"""When refusals are told to the prescriber: at once for a critical class, else three in seven days.

Sources: features.md, M18; `facts_tables/critical.csv` for the classes whose interruption harms (each
row names its summary); HAS, "Outils de sécurisation … de l'administration des médicaments" (2013):
a refusal is traced and told. Numbers are settings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from medication.facts import Refusal
from medication.facts_tables.critical import Critical, critical_class
from medication.prescription import Line
from medication.settings import Settings
from medication.spoken import drug_words
from medication.tasks import Task


@dataclass(frozen=True, slots=True)
class Told:
    """`count` refusals of a line in the days looked at, the latest at `last_at`; `critical` is the
    class for which one is enough."""

    line: Line
    count: int
    last_at: datetime
    critical: Critical | None


def to_tell(
    lines: Iterable[Line], refusals: Iterable[Refusal], now: datetime, settings: Settings
) -> list[Told]:
    """The lines whose refusals must be told, in the order of the lines; each chain once."""
    since = now - timedelta(days=settings.refusals_days)
    recent = [one for one in refusals if since < one.at <= now]
    found: dict[object, Told] = {}
    for line in lines:
        mine = [one.at for one in recent if one.chain == line.chain]
        if not mine or line.chain in found:
            continue
        critical = critical_class(line.drug.substances, line.route)
        if critical or len(mine) >= settings.refusals_count:
            found[line.chain] = Told(line, len(mine), max(mine), critical)
    return list(found.values())


def words(told: Told, settings: Settings) -> str:
    """What happened, in French."""
    times = "une fois" if told.count == 1 else f"{told.count} fois"
    why = f" ({told.critical.label})" if told.critical else ""
    return f"{drug_words(told.line)}{why} : refusé {times} en {settings.refusals_days} jours."


def tasks(
    lines: Iterable[Line], refusals: Iterable[Refusal], now: datetime, settings: Settings
) -> list[Task]:
    """One call for each line, from the latest refusal on: another refusal asks again."""
    return [
        Task(
            "refusals",
            f"refusals {one.line.chain} {one.last_at.isoformat()}",
            f"{words(one, settings)} Le signaler au prescripteur.",
            one.last_at,
            "nurse",
            (one.line.chain,),
        )
        for one in to_tell(lines, refusals, now, settings)
    ]
