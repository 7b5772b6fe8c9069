"""Whether what was scanned is to be given now: the fifth right, and that it was not given already.

Sources: features.md, M4 and M6; HAS, "Outils de sécurisation et d'auto-évaluation de l'administration
des médicaments" (2013), "au bon moment". A dose that was refused, or of somebody who slept, may be
offered again; one that was spat out may not, because nobody knows what was swallowed; one that was
withheld waits for whoever decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from medication.administration import Administration, clock_state, effective, standing
from medication.given import Given
from medication.outcomes import counts
from medication.scan_context import Context, DueLine
from medication.schedule import Dose
from medication.too_early import held_up

Closed = Literal["already_given", "too_early", "not_due", "as_needed"]

Outcome = Literal["waiting", "taken", "withheld"]
"""Of a dose: to be given still, given or perhaps, not to be given."""

_CLOSED: Final[Mapping[Outcome, Closed]] = {"taken": "already_given", "withheld": "not_due"}
_BEHIND: Final = timedelta(hours=12)
"""A dose whose hour is farther behind is not the one that a box is taken out for."""


@dataclass(frozen=True, slots=True)
class When:
    """`kind` is "now" where `dose` may be given, `is_open` at its hour; else `closed` says why not."""

    kind: Literal["now", "closed"]
    closed: Closed = "not_due"
    dose: UUID | None = None
    line: DueLine | None = None
    allowed_at: datetime | None = None
    is_open: bool = False


def when(lines: Sequence[DueLine], context: Context) -> When:
    """Which dose of these lines, all of one person, a box would be for."""
    by_chain = {one.chain: one for one in lines}
    found = of_doses([one for one in context.doses if one.chain in by_chain], context)
    as_needed = next((one for one in lines if one.is_as_needed), None)
    if found.closed == "not_due" and found.kind == "closed" and as_needed is not None:
        return When("closed", "as_needed", line=as_needed)
    chain = next((one.chain for one in context.doses if one.id == found.dose), None)
    return replace(found, line=by_chain.get(chain) if chain else None)


def _waiting(doses: Iterable[Dose], context: Context) -> list[Dose]:
    """Those around now that are still to be given, by their hour."""
    return [one for one in _near(doses, context) if _outcome(one.id, context) == "waiting"]


def at_hand(doses: Iterable[Dose], context: Context) -> list[Dose]:
    """Those to be given now: at their hour, else those of the last hour behind. What was taken at a
    later hour closes the hours before it."""
    near = _near(doses, context)
    to_give = _waiting(near, context)
    if at_their_hour := [one for one in to_give if _is_open(one, context)]:
        return at_their_hour
    taken = [one.due_at for one in near if _outcome(one.id, context) == "taken"]
    last = max(taken, default=context.now - _BEHIND)
    behind = [one for one in to_give if last < one.due_at <= context.now]
    return [one for one in behind if one.due_at == behind[-1].due_at]


def of_doses(doses: Iterable[Dose], context: Context) -> When:
    """Which of these doses is to be given now: the one at its hour, else the last one behind."""
    near = _near(doses, context)
    now = at_hand(near, context)
    if now and _is_open(now[0], context):
        return _unless_held_up(now[0], context)
    outcomes = {one.id: _outcome(one.id, context) for one in near}
    for one in near:
        if outcomes[one.id] != "waiting" and clock_state(one, context.now) in ("open", "early"):
            return When("closed", _CLOSED[outcomes[one.id]], one.id)
    if now:
        return _unless_held_up(now[0], context)
    return _ahead_or_over(near, outcomes, context)


def is_held_up(dose: Dose, context: Context) -> bool:
    """Whether what was given of its substance holds it up."""
    return _held_up(dose, context) is not None


def _is_open(dose: Dose, context: Context) -> bool:
    """Whether it is at its hour."""
    return clock_state(dose, context.now) == "open"


def _ahead_or_over(
    near: Sequence[Dose], outcomes: Mapping[UUID, Outcome], context: Context
) -> When:
    for one in near:
        if outcomes[one.id] == "waiting" and one.due_at > context.now:
            opens_at = one.due_at - timedelta(minutes=one.early_minutes)
            held = _held_up(one, context)
            return When("closed", "too_early", one.id, None, max(opens_at, held or opens_at))
    taken = [one.id for one in near if outcomes[one.id] == "taken"]
    if taken:
        return When("closed", "already_given", taken[-1])
    return When("closed", "not_due", near[0].id if near else None)


def _near(doses: Iterable[Dose], context: Context) -> list[Dose]:
    found = [one for one in doses if one.act == "give" and _is_near(one, context.now)]
    return sorted(found, key=lambda one: (one.due_at, one.id.int))


def _is_near(dose: Dose, now: datetime) -> bool:
    return clock_state(dose, now) != "due" and dose.due_at > now - _BEHIND


def _outcome(dose: UUID, context: Context) -> Outcome:
    stands = standing(one for one in context.administrations if one.dose == dose).administration
    if stands is None:
        return "waiting"
    if counts(stands.outcome) or stands.doubtful or stands.outcome == "spat_out":
        return "taken"
    return "withheld" if stands.outcome == "withheld" else "waiting"


def _unless_held_up(dose: Dose, context: Context) -> When:
    until_at = _held_up(dose, context)
    if until_at is None:
        return When("now", dose=dose.id, is_open=_is_open(dose, context))
    return When("closed", "too_early", dose.id, None, until_at)


def _held_up(dose: Dose, context: Context) -> datetime | None:
    """Until when what was given of its substance holds it up."""
    given = map(_given, effective(context.administrations))
    found = held_up(given, context.apart.get(dose.id, {}), context.now)
    return None if found is None else found.allowed_at


def _given(one: Administration) -> Given:
    return Given(one.id, one.chain, one.line, (), one.amount, None, one.at, one.outcome)
