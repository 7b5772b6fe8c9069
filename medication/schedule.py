"""From lines to doses due: what is to be done for a person, act by act, with its hour.

`doses` is a function of what is written, never of when it is asked: asked for two halves of a
window it gives what it gives for the whole, and the same dose has the same identity for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID, uuid5

from medication.patch_acts import patch_acts
from medication.prescription import Line
from medication.schemes import Amount
from medication.settings import Settings
from medication.slots import days_between
from medication.spans import Span, spans
from medication.tolerances import tolerance
from medication.unfolding import slots

Act = Literal["give", "remove", "check"]
"""Giving (and putting on) a drug; taking a patch off; looking whether it is in place."""

Window = tuple[datetime, datetime]
"""From (included), until (excluded); aware."""

_RANKS: Final[dict[Act, int]] = {"remove": 0, "check": 1, "give": 2}
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Absence:
    """The person is away from `from_at`, until `until_at` excluded or until further notice."""

    from_at: datetime
    until_at: datetime | None
    kind: str

    def covers(self, at: datetime) -> bool:
        return self.from_at <= at and (self.until_at is None or at < self.until_at)


@dataclass(frozen=True, slots=True)
class Dose:
    """One act due. `id` comes from the chain and the nominal slot, so it outlives a change of
    version, of the moment's hour, of the window asked for; `line` is the version then in force,
    or, for a patch, the one that it was put on under. `on` is a local day, `due_at` in UTC;
    `amount` is None where nothing is given, or where it all depends on a measure; of a `Sliding`
    scheme it is the fixed part. A person who is away keeps their doses, each `is_absent`.
    """

    id: UUID
    chain: UUID
    line: UUID
    person: UUID
    act: Act
    on: date
    at: str
    due_at: datetime
    early_minutes: int
    late_minutes: int
    amount: Amount | None
    is_absent: bool


def dose_id(chain: UUID, on: date, at: str, act: Act) -> UUID:
    """The identity of the act of that slot. A taking off bears the slot of its putting on: brought
    forward, it remains the same act."""
    return uuid5(chain, f"{on}/{at}/{act}")


def doses(
    versions: Sequence[Line],
    absences: Sequence[Absence],
    window: Window,
    settings: Settings,
) -> list[Dose]:
    """Every act due in the window for one person, in order of time.

    `versions` are those of all her lines, past ones too: a patch put on before the window comes
    off in it. Raises ValueError where a line has an hour that `prescription.problems` refuses.
    """
    found = [
        dose
        for chain in spans(versions)
        for dose in (
            *_given(chain, absences, window, settings),
            *_of_patches(chain, absences, window, settings),
        )
    ]
    found.sort(key=lambda one: (one.due_at, _RANKS[one.act], one.at, one.chain.int))
    return found


def _given(
    chain: Iterable[Span], absences: Sequence[Absence], window: Window, settings: Settings
) -> Iterator[Dose]:
    from_at, until_at = window
    for span in chain:
        line, minutes = span.line, tolerance(span.line, settings)
        for slot in slots(span, _days(span, window, settings), settings):
            if from_at <= slot.due_at < until_at:
                yield Dose(
                    dose_id(line.chain, slot.on, slot.at, "give"),
                    line.chain,
                    line.id,
                    line.person,
                    "give",
                    slot.on,
                    slot.at,
                    slot.due_at,
                    minutes,
                    minutes,
                    slot.amount,
                    any(one.covers(slot.due_at) for one in absences),
                )


def _of_patches(
    chain: Sequence[Span], absences: Sequence[Absence], window: Window, settings: Settings
) -> Iterator[Dose]:
    for one in patch_acts(chain, window, settings):
        minutes = tolerance(one.line, settings)
        named_on, named_at = (one.put.on, one.put.at) if one.act == "remove" else (one.on, one.at)
        yield Dose(
            dose_id(one.line.chain, named_on, named_at, one.act),
            one.line.chain,
            one.line.id,
            one.line.person,
            one.act,
            one.on,
            one.at,
            one.due_at,
            minutes,
            minutes,
            None,
            any(away.covers(one.due_at) for away in absences),
        )


def _days(span: Span, window: Window, settings: Settings) -> list[date]:
    """The local days of the window in which the version holds, and the one before, whose last hour
    may be moved past midnight where clocks change then."""
    from_at = max(window[0], span.from_at) - _DAY
    until_at = window[1] if span.until_at is None else min(window[1], span.until_at)
    return days_between(from_at, until_at, settings.zone)
