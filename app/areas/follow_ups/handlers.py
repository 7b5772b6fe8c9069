"""The synced command types of the follow-ups: what tablets say about what remains to be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from app.areas.follow_ups import erasing, standing
from app.areas.follow_ups.bodies import (
    AcknowledgeBody,
    CloseBody,
    OpenBody,
    PostponeBody,
    ReopenBody,
    instant,
)
from app.areas.follow_ups.commands import answered, by_command
from app.areas.follow_ups.kinds import KINDS
from app.areas.follow_ups.models import FollowUp
from app.areas.follow_ups.rows import Asked, Done, Row, follow_up_row, step_row, subject_in
from app.gate.sync import quarantine
from app.gate.sync.registry import CommandType, Reading, Received, register_command
from app.gate.sync.verdicts import Refusal, Waits
from app.gate.sync.writing import Writing
from transmissions.follow_up_texts import validate_close, validate_reason, validate_what
from transmissions.validation import Problem

assert erasing  # whoever erases a person erases what remained to be done about them

PARENT_AWAITED = timedelta(days=90)
"""How long a step waits for its follow-up, which another tablet may still hold."""


def _prepare_open(reading: Reading, command: Received) -> Row:
    body: OpenBody = command.body
    kind = KINDS.get(body.kind)
    if kind is None or not kind.from_bedside:
        raise Refusal("invalid", "Cette sorte de suivi n’est pas connue du serveur.")
    _refuse(validate_what(body.what))
    asked = Asked(
        due_at=instant(body.due_at),
        kind=kind.name,
        what=body.what,
        role=body.role,
        urgent=body.urgent,
        entry=body.entry,
    )
    assert command.person_id is not None
    by = by_command(command)
    return follow_up_row(reading.vault, by, asked, id=command.id, person=command.person_id)


def _open(writing: Writing, command: Received) -> tuple[str, ...]:
    writing.insert(FollowUp, command.prepared)
    return _news(command, command.prepared["flags"])


def _prepare(done: Callable[[Received], Done]) -> Callable[[Reading, Received], Row]:
    """Steps differ only in what is done."""

    def prepare(reading: Reading, command: Received) -> Row:
        assert command.person_id is not None
        return step_row(
            reading.vault,
            by_command(command),
            done(command),
            id=command.id,
            follow_up=command.body.follow_up,
            person=command.person_id,
        )

    return prepare


def _closing(command: Received) -> Done:
    body: CloseBody = command.body
    _refuse(validate_close(body.outcome, body.result, body.chips))
    return Done("close", outcome=body.outcome, result=body.result, chips=body.chips)


def _postponing(command: Received) -> Done:
    body: PostponeBody = command.body
    _refuse(validate_reason(body.reason))
    return Done("postpone", due_at=instant(body.due_at), reason=body.reason)


def _apply(done: Callable[[Received], Done]) -> Callable[[Writing, Received], tuple[str, ...]]:
    """Adds the step to its follow-up, and tells whoever asked."""

    def apply(writing: Writing, command: Received) -> tuple[str, ...]:
        found, flags = _add(writing, command)
        told = answered.Answered(
            found.id,
            found.person_id,
            subject_in(found),
            done(command),
            command.actor,
            by_command(command),
        )
        answered.tell(writing.session, writing.vault, found.kind, told)
        return flags

    return apply


def _add(writing: Writing, command: Received) -> tuple[Any, tuple[str, ...]]:
    """The follow-up, which nobody else changes before the commit. Raises Waits or Refusal."""
    writing.settle()
    wanted = command.body.follow_up
    found = standing.find(writing.session, wanted)
    if found is None:
        raise _absent(writing, command)
    mine = (command.actor.establishment_id, command.person_id)
    if (found.establishment_id, found.person_id) != mine:
        raise Refusal("unknown_follow_up")
    flags = standing.add(writing.session, found, command.prepared)
    return found, _news(command, [*(command.prepared["flags"] or ()), *flags])


def _absent(writing: Writing, command: Received) -> Refusal | Waits:
    """A step waits with its follow-up, wherever that is held up, and not for ever."""
    if command.received_at - command.at > PARENT_AWAITED:
        return Refusal("unknown_follow_up")
    about = (writing.session, writing.establishment_id, command.body.follow_up)
    if quarantine.put_aside(*about):
        return Refusal("parent_settled")
    if quarantine.holds(*about):
        return Waits("parent_quarantined", "Le suivi visé est en quarantaine.")
    return Waits("parent_missing", "Le suivi visé n’est pas encore arrivé.")


def _news(command: Received, flags: list[str] | None) -> tuple[str, ...]:
    """The flags that the command does not bear already."""
    return tuple(flag for flag in dict.fromkeys(flags or ()) if flag not in command.flags)


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Refusal("invalid", " ".join(message for _, message in problems))


_STEPS = (
    ("follow_up.acknowledge", AcknowledgeBody, lambda _command: Done("acknowledge")),
    ("follow_up.close", CloseBody, _closing),
    ("follow_up.postpone", PostponeBody, _postponing),
    ("follow_up.reopen", ReopenBody, lambda command: Done("reopen", close=command.body.close)),
)

register_command(
    CommandType("follow_up.open", OpenBody, "follow_up.write", True, _open, _prepare_open)
)
for name, body, done in _STEPS:
    register_command(CommandType(name, body, "follow_up.write", True, _apply(done), _prepare(done)))
