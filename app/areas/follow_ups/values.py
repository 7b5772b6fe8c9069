"""Follow-ups as pages see them: plain values, opened and safe to pass around."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.areas.follow_ups.kinds import Kind, kind_of
from app.areas.follow_ups.standing import opened, step_of
from app.areas.follow_ups.telling import Words, words_of
from app.gate.auth.policy import ROLES
from app.ground.vault import Vault
from transmissions.follow_up import FLAG_LABELS, Postponed, Step, state
from transmissions.follow_up_times import IMPLAUSIBLE_DUE, Listed
from transmissions.visibility import FLAG_LABELS as TIME_LABELS

OUTCOME_LABELS = {"done": "Fait", "not_needed": "Pas nécessaire"}
_LABELS = {
    **TIME_LABELS,
    **FLAG_LABELS,
    IMPLAUSIBLE_DUE: "L’heure demandée était impossible : à faire tout de suite.",
    "unknown_role": "Le métier demandé n’est pas connu : à faire par n’importe qui.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered, and in which words."""

    by: uuid.UUID | None
    at: datetime
    outcome: str
    chips: tuple[str, ...]
    text: str

    @property
    def outcome_label(self) -> str:
        return OUTCOME_LABELS.get(self.outcome, self.outcome)


@dataclass(frozen=True, slots=True)
class Delay:
    """That somebody put it off."""

    by: uuid.UUID | None
    at: datetime
    since: datetime
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class FollowUpValue:
    """A follow-up, opened. `answer` is the one that counts; `others` came after it."""

    id: uuid.UUID
    person_id: uuid.UUID
    entry_id: uuid.UUID | None
    kind: Kind
    what: str
    label: str
    role: str | None
    is_urgent: bool
    author_id: uuid.UUID | None
    opened_at: datetime
    due_at: datetime
    escalates_at: datetime | None
    acknowledged_by: uuid.UUID | None
    acknowledged_at: datetime | None
    answer: Answer | None
    others: tuple[Answer, ...]
    delays: tuple[Delay, ...]
    flags: tuple[str, ...]

    @property
    def listed(self) -> Listed:
        return Listed(self.id, self.due_at, self.is_urgent, self.answer is not None)

    @property
    def title(self) -> str:
        """What there is to do, in one line."""
        return self.what or (f"Réévaluer : {self.label}" if self.label else self.kind.label)

    @property
    def role_label(self) -> str:
        return ROLES.get(self.role or "", "")

    @property
    def remarks(self) -> list[str]:
        """What a reader must know of how it came to be so."""
        return [_LABELS[flag] for flag in self.flags if flag in _LABELS]


def value_of(vault: Vault, row: Any, steps: Sequence[Any]) -> FollowUpValue:
    """The value of a row of `telling.COLUMNS` and its steps. Raises KeyGone for an erased person's."""
    content = vault.open(row.person_id, "follow_up", row.id, row.sealed)
    words = words_of(vault, steps)
    then = state(opened(row), map(step_of, steps))
    seen = then.acknowledged
    return FollowUpValue(
        id=row.id,
        person_id=row.person_id,
        entry_id=row.entry_id,
        kind=kind_of(row.kind),
        what=content["what"] or "",
        label=content["label"] or "",
        role=row.role,
        is_urgent=row.is_urgent,
        author_id=row.author_id,
        opened_at=row.opened_at,
        due_at=row.due_at,
        escalates_at=row.escalates_at,
        acknowledged_by=seen.by if seen else None,
        acknowledged_at=seen.at if seen else None,
        answer=_answer(then.closed, words) if then.closed else None,
        others=tuple(_answer(one, words) for one in then.also_closed),
        delays=tuple(_delay(one, words) for one in then.postponed),
        flags=tuple(row.flags or ()),
    )


def _answer(close: Step, words: Words) -> Answer:
    said = words[close.id]
    outcome = close.outcome or ""
    return Answer(close.by, close.at, outcome, tuple(said["chips"]), said["result"] or "")


def _delay(one: Postponed, words: Words) -> Delay:
    reason = words[one.step.id]["reason"] or ""
    return Delay(one.step.by, one.step.at, one.since, one.until, reason)
