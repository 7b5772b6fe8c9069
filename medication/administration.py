"""What stands of a dose: from everything that was recorded of it, in whatever order it arrived.

Sources: features.md, M8 and M15; HAS, "Outils de sécurisation et d'auto-évaluation de l'administration
des médicaments" (2013): what is recorded is what was done, by whoever did it, and a correction leaves
what it corrects readable. Nothing here depends on arrival: tablets meet late, and in any order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, Literal
from uuid import UUID

from medication.outcomes import counts
from medication.schedule import Absence, Act, Dose
from medication.tolerances import punctuality

State = Literal["due", "early", "open", "late", "untraced", "done", "absent", "perhaps_given"]

NEAR: Final = timedelta(hours=2)
"""A dose whose tolerance begins within that is shown as "trop tôt" rather than as one to come."""


@dataclass(frozen=True, slots=True)
class Administration:
    """One fact about one dose (`dose` None: as needed). `at` is when it was done, `recorded_at` when
    somebody wrote it.

    An amendment is a whole administration that `amends` another; it `withdraws` it where it was
    another person's. `retracted`: its author took this very one back. `doubtful`: what arrived could
    not be verified. `offered`: which offer of the dose it answers; whoever comes back after a refusal
    that they know of makes it one more.
    """

    id: UUID
    dose: UUID | None
    chain: UUID
    line: UUID
    act: Act
    outcome: str
    amount: Decimal | None
    at: datetime
    recorded_at: datetime
    author: UUID
    amends: UUID | None = None
    retracted: bool = False
    doubtful: bool = False
    withdraws: bool = False
    offered: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for the dose now. `others` are the facts that contradict it, or that a resolution set
    aside. Nothing recorded: all empty."""

    outcome: str | None = None
    administration: Administration | None = None
    is_conflict: bool = False
    others: tuple[Administration, ...] = ()


def effective(administrations: Iterable[Administration]) -> list[Administration]:
    """Each fact as it was last amended, by time; none that was taken back or withdrawn.

    Of two amendments of the same fact, the one written last holds. Taking an amendment back brings
    back what it amended; taking back what was amended since leaves the amendment.
    """
    last: dict[UUID, Administration] = {}
    told = {one.id: one for one in administrations}
    for one in told.values():
        root = _root(one, told)
        if not one.retracted and (root not in last or _written(one) > _written(last[root])):
            last[root] = one
    return sorted((one for one in last.values() if not one.withdraws), key=_done)


def standing(
    administrations: Iterable[Administration],
    resolved_keeps: UUID | None = None,
    *,
    judged: Collection[UUID] | None = None,
) -> Standing:
    """What holds of one dose. Two outcomes of the same offer are a conflict where they differ, or
    where both say that it was taken, the same author on two tablets too; what was taken prevails
    until a nurse resolves it.

    `resolved_keeps` is the fact that the nurse kept, `judged` those that she saw (None: all): one that
    arrives afterwards is a conflict again. A resolution in favour of what was then taken back is none.
    """
    every = {one.id: one for one in administrations}
    facts = effective(every.values())
    kept = next((one for one in facts if _is_of(one, resolved_keeps, every)), None)
    if kept is None:
        open_ones = _unanswered(facts)
    else:
        seen = set(every) if judged is None else set(judged)
        open_ones = [kept] + [
            one for one in facts if one is not kept and _root(one, every) not in seen
        ]
    if not open_ones:
        return Standing()
    prevails = kept if kept and len(open_ones) == 1 else max(open_ones, key=_prevails)
    others = facts if kept else open_ones
    return Standing(
        prevails.outcome,
        prevails,
        _contradict(open_ones),
        tuple(one for one in others if one is not prevails),
    )


def state_of(
    dose: Dose,
    stands: Standing,
    absences: Sequence[Absence] | None,
    now: datetime,
    *,
    known_until: datetime | None = None,
) -> State:
    """How the dose stands for whoever comes to give it.

    `absences` are those known now, also one noted afterwards; None leaves it to what the dose says.
    `known_until`: until when the asker knows what others recorded (None: all of it). Past its
    tolerance a dose is "late" where somebody else may have recorded it, "untraced" where nobody did:
    never "not given", which only a person can say.
    """
    if stands.administration is not None:
        return "perhaps_given" if stands.administration.doubtful else "done"
    is_away = (
        dose.is_absent if absences is None else any(one.covers(dose.due_at) for one in absences)
    )
    if is_away:
        return "absent"
    return clock_state(dose, now, known_until)


def clock_state(dose: Dose, now: datetime, known_until: datetime | None = None) -> State:
    """By the hour alone, as if nothing had been recorded."""
    early, late = dose.early_minutes, dose.late_minutes
    match punctuality(dose.due_at, now, early=early, late=late):
        case "on_time":
            return "open"
        case "early":
            opens_at = dose.due_at - timedelta(minutes=early)
            return "early" if now >= opens_at - NEAR else "due"
    closes_at = dose.due_at + timedelta(minutes=late)
    return "late" if known_until is not None and known_until <= closes_at else "untraced"


def _root(one: Administration, every: dict[UUID, Administration]) -> UUID:
    """The first fact that it amends, through others; also one that has not arrived."""
    seen = {one.id}
    while one.amends is not None and one.amends not in seen:
        seen.add(one.amends)
        following = every.get(one.amends)
        if following is None:
            return one.amends
        one = following
    return one.id if one.amends is None else min(seen)


def _is_of(one: Administration, kept: UUID | None, every: dict[UUID, Administration]) -> bool:
    if kept is None:
        return False
    named = every.get(kept)
    return _root(one, every) == (kept if named is None else _root(named, every))


def _unanswered(facts: Sequence[Administration]) -> list[Administration]:
    """Without those that say it was not taken, and that a later offer followed."""
    most = max((one.offered for one in facts), default=1)
    return [one for one in facts if _counts(one) or one.offered == most]


def _contradict(facts: Sequence[Administration]) -> bool:
    if len(facts) < 2:
        return False
    return any(map(_counts, facts)) or len({one.outcome for one in facts}) > 1


def _counts(one: Administration) -> bool:
    return counts(one.outcome)


def _prevails(one: Administration) -> tuple[bool, bool, datetime, int]:
    """What was taken; then what is sure; then the latest, which holds the next dose up longest."""
    return _counts(one), not one.doubtful, one.at, one.id.int


def _written(one: Administration) -> tuple[datetime, int]:
    return one.recorded_at, one.id.int


def _done(one: Administration) -> tuple[datetime, int]:
    return one.at, one.id.int
