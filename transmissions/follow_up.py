"""A follow-up: something due that stays on the list until somebody closes the loop.

« Réévaluer la douleur à 15 h » (T3 of the product's feature list) is one; so are a task and, later, an alert. A
follow-up is opened once and never rewritten. Whatever is done about it is a step: somebody takes charge of it
(`acknowledge`), puts it off (`postpone`), closes it (`close`), or takes such a close back at once (`reopen`).

Steps come from several tablets, in any order. How a follow-up stands is told by `state` from all of its steps and
the times at the bedside, so that it never depends on the order of arrival. Nothing is refused here: what does not
fit together (two closes, a postponement after the close) is kept and flagged. When something is late, for whom and
in which order it is shown, is in `follow_up_times`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

StepKind = Literal["acknowledge", "close", "postpone", "reopen"]
OUTCOMES: Final = ("done", "not_needed")

REOPEN_ACCEPTED: Final = timedelta(minutes=2)
"""How far apart, at the bedside, a close and its undo may be. Ours, as for an entry's undo: later than that, a
colleague relies on the close, and a new follow-up says better what remains to be done."""

NURSING: Final = frozenset({"nurse", "lead_nurse"})
"""Who may always close in place of the role that was asked for. Ours: a nurse answers for what she asks of others,
so what she does herself is not out of place."""

ALREADY_CLOSED: Final = "already_closed"
POSTPONED_AFTER_CLOSE: Final = "postponed_after_close"
NOT_THE_ROLE: Final = "not_the_role"
NOT_REOPENED: Final = "not_reopened"

FLAG_LABELS: Final = {
    ALREADY_CLOSED: "Plusieurs personnes ont répondu : la première réponse compte, les autres sont gardées.",
    POSTPONED_AFTER_CLOSE: "Reporté alors que c’était déjà fait.",
    NOT_THE_ROLE: "La réponse vient d’un autre métier que celui demandé.",
    NOT_REOPENED: "Une annulation n’a pas été retenue : elle n’était pas de la même personne, ou trop tardive.",
}
"""What a reader is told, in French."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was asked: for when, of which role (None: of anybody), and whether it is urgent."""

    due_at: datetime
    role: str | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did about it, at the bedside time `at`.

    `by` is None for the product itself; `role` is the author's at that time. A postponement has `due_at`, a close
    its `outcome`, a reopening the id of the `close` that it takes back.
    """

    id: UUID
    kind: StepKind
    at: datetime
    by: UUID | None = None
    role: str | None = None
    due_at: datetime | None = None
    outcome: str | None = None
    close: UUID | None = None


@dataclass(frozen=True, slots=True)
class Postponed:
    """A postponement: `since` is when it was due until then, `until` when it is due from then on."""

    step: Step
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class State:
    """How a follow-up stands. `closed` is the close that counts; `also_closed` are those that came after it."""

    due_at: datetime
    acknowledged: Step | None = None
    closed: Step | None = None
    also_closed: tuple[Step, ...] = ()
    postponed: tuple[Postponed, ...] = ()
    flags: tuple[str, ...] = ()


def state(opened: Opened, steps: Iterable[Step]) -> State:
    """How the follow-up stands after these steps, whatever order they are given in.

    Of several closes the first at the bedside counts, and of two at the same instant the one with the smaller id.
    A close that was taken back does not count at all. Due is what the last postponement before the close says.
    """
    told = sorted(steps, key=_moment)
    taken_back, refused = _taken_back(told)
    closes = [one for one in told if one.kind == "close" and one.id not in taken_back]
    closed = closes[0] if closes else None
    postponed, too_late = _postponed(opened.due_at, told, closed)
    flags = {
        ALREADY_CLOSED: len(closes) > 1,
        POSTPONED_AFTER_CLOSE: too_late,
        NOT_THE_ROLE: closed is not None and not answers_for(opened.role, closed),
        NOT_REOPENED: refused,
    }
    return State(
        due_at=postponed[-1].until if postponed else opened.due_at,
        acknowledged=next((one for one in told if one.kind == "acknowledge"), None),
        closed=closed,
        also_closed=tuple(closes[1:]),
        postponed=tuple(postponed),
        flags=tuple(name for name, holds in flags.items() if holds),
    )


def flags_of(step: Step, opened: Opened, then: State) -> tuple[str, ...]:
    """What is out of place in one step, given how the follow-up stands with it (`then`)."""
    found = {
        ALREADY_CLOSED: step.kind == "close" and bool(then.also_closed) and _counts(step.id, then),
        POSTPONED_AFTER_CLOSE: step.kind == "postpone"
        and all(one.step.id != step.id for one in then.postponed),
        NOT_THE_ROLE: step.kind == "close" and not answers_for(opened.role, step),
        NOT_REOPENED: step.kind == "reopen" and _counts(step.close, then),
    }
    return tuple(name for name, holds in found.items() if holds)


def answers_for(role: str | None, step: Step) -> bool:
    """Whether that step comes from the role that was asked for: that role, or a nurse, or the product itself."""
    return role is None or step.by is None or step.role == role or step.role in NURSING


def _moment(step: Step) -> tuple[datetime, bytes]:
    return step.at, step.id.bytes


def _counts(close: UUID | None, then: State) -> bool:
    """Whether that close is here, and was not taken back."""
    return any(one is not None and one.id == close for one in (then.closed, *then.also_closed))


def _taken_back(told: Sequence[Step]) -> tuple[set[UUID], bool]:
    """The closes that their author took back in time, and whether another reopening was out of place.

    A reopening whose close has not arrived yet is not judged: it will be, with it.
    """
    closes = {one.id: one for one in told if one.kind == "close"}
    taken_back: set[UUID] = set()
    refused = False
    for one in told:
        close = closes.get(one.close) if one.kind == "reopen" and one.close else None
        if close is None:
            continue
        if one.by == close.by and abs(one.at - close.at) <= REOPEN_ACCEPTED:
            taken_back.add(close.id)
        else:
            refused = True
    return taken_back, refused


def _postponed(
    due_at: datetime, told: Sequence[Step], closed: Step | None
) -> tuple[list[Postponed], bool]:
    """The postponements that count, in order, and whether another came after the close."""
    found: list[Postponed] = []
    too_late = False
    for one in told:
        if one.kind != "postpone" or one.due_at is None:
            continue
        if closed is not None and _moment(one) > _moment(closed):
            too_late = True
            continue
        found.append(Postponed(one, due_at, one.due_at))
        due_at = one.due_at
    return found, too_late
