"""The synced command types of wounds: what tablets say was seen, answered, closed, and what they undo."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from app.areas.documents.commands import on_wound
from app.areas.wounds import bodies, erasing, keeping, saying
from app.areas.wounds.keeping import Doing
from app.areas.wounds.queries import owner_of
from app.areas.wounds.taken import place_taken
from app.areas.wounds.values import WoundValue
from app.gate.auth.policy import allows
from app.gate.sync import quarantine
from app.gate.sync.registry import CommandType, Reading, Received, register_command
from app.gate.sync.verdicts import Refusal, Waits
from app.gate.sync.writing import Writing
from app.ground import clock
from app.ground.errors import NotFound
from transmissions.entry import UNDO_ACCEPTED
from transmissions.wounds import judge, judge_described
from transmissions.wounds.consent import consent_problems
from transmissions.wounds.judging import KEPT, Problem, text_problems
from transmissions.wounds.naming import ENDINGS, UNKNOWN

assert erasing  # whoever erases a person erases what was said of her wounds

PARENT_AWAITED = timedelta(days=90)
"""How long what is said of a wound waits for it, which another tablet may still hold."""

Flags = tuple[str, ...]


def _refuse(problems: Iterable[Problem]) -> None:
    """Puts aside what nobody could make anything of."""
    unkept = [one.says for one in problems if one.code not in KEPT]
    if unkept:
        raise Refusal("invalid", " ".join(unkept)[:300])


def _judge_open(_reading: Reading, command: Received) -> None:
    body: bodies.OpenBody = command.body
    tomorrow = (command.at + timedelta(days=1)).date()
    consent = consent_problems(body.consent.to_value()) if body.consent else ()
    _refuse((*judge_described(body.to_value(), today=tomorrow), *consent))


def _judge_assess(_reading: Reading, command: Received) -> None:
    body: bodies.AssessBody = command.body
    _refuse(judge(UNKNOWN, body.to_value()).problems)
    _moment(body.taken_at)


def _judge_note(_reading: Reading, command: Received) -> None:
    body: bodies.NoteBody = command.body
    if not body.text.strip() and body.photo is None:
        raise Refusal("invalid", "La note est vide.")
    _refuse(text_problems("text", body.text))
    _moment(body.taken_at)


def _judge_consent(_reading: Reading, command: Received) -> None:
    _refuse(consent_problems(command.body.to_value()))


def _judge_ending(_reading: Reading, command: Received) -> None:
    body: bodies.CloseBody = command.body
    if body.ending not in ENDINGS:
        raise Refusal("invalid", "Cette raison de clore n’est pas connue.")
    _refuse(text_problems("note", body.note))


def _judge_words(_reading: Reading, command: Received) -> None:
    _refuse(text_problems("note", command.body.note))


def _moment(told: str | None) -> None:
    if told and clock.from_text(told) is None:
        raise Refusal("invalid", "La date de l’évaluation est illisible.")


def _open(writing: Writing, command: Received) -> Flags:
    writing.settle()
    body: bodies.OpenBody = command.body
    doing, odd = _doing(writing, command)
    consent = body.consent.to_value() if body.consent else None
    more = saying.open_wound(
        doing,
        body.to_value(),
        consent,
        id=command.id,
        may_assess=allows(command.actor.role, "wound.assess"),
        flags=(*command.flags, *odd),
    )
    return (*odd, *more)


def _assess(writing: Writing, command: Received) -> Flags:
    writing.settle()
    body: bodies.AssessBody = command.body
    doing, odd = _doing(writing, command, body.taken_at)
    one = saying.Assessed(
        body.to_value(),
        photo=body.photo,
        next_days=body.next_days,
        is_confirmed=body.confirmed,
    )
    wound = _wound(writing, command, doing)
    return (*odd, *saying.assess(doing, wound, one, id=command.id, flags=(*command.flags, *odd)))


def _note(writing: Writing, command: Received) -> Flags:
    writing.settle()
    body: bodies.NoteBody = command.body
    doing, odd = _doing(writing, command, body.taken_at)
    wound, flags = _wound(writing, command, doing), (*command.flags, *odd)
    return (*odd, *saying.note(doing, wound, body.text, body.photo, id=command.id, flags=flags))


def _consent(writing: Writing, command: Received) -> None:
    writing.settle()
    doing, _ = _doing(writing, command)
    wound, said = _wound(writing, command, doing), command.body.to_value()
    saying.answer_consent(doing, wound.id, said, id=command.id, flags=command.flags)


def _close(writing: Writing, command: Received) -> None:
    writing.settle()
    body: bodies.CloseBody = command.body
    doing, _ = _doing(writing, command)
    wound = _wound(writing, command, doing)
    saying.close(doing, wound, body.ending, body.note, id=command.id, flags=command.flags)


def _reopen(writing: Writing, command: Received) -> None:
    writing.settle()
    doing, _ = _doing(writing, command)
    wound = _wound(writing, command, doing)
    saying.reopen(doing, wound, command.body.note, id=command.id, flags=command.flags)


def _retract(writing: Writing, command: Received) -> None:
    """Undoes the author's own act; nobody is asked to look at it any more."""
    writing.settle()
    wanted = command.body.act
    found = keeping.find_act(writing.session, wanted)
    if found is None:
        raise _absent(writing, command, wanted)
    if (found.establishment_id, found.person_id) != (
        command.actor.establishment_id,
        command.person_id,
    ):
        raise Refusal("unknown_wound")
    if found.author_id != command.actor.staff_id:
        raise Refusal("never_allowed", "Seul son auteur peut annuler ce qu’il a écrit.")
    if abs(command.at - found.occurred_at) > UNDO_ACCEPTED:
        raise Refusal("never_allowed", "Le délai d’annulation est passé : corrigez au bureau.")
    if found.id == found.wound_id and keeping.others_said(writing.session, found):
        raise Refusal(
            "never_allowed",
            "Quelqu’un d’autre a parlé de cette plaie : elle se clôt, et ne s’annule plus.",
        )
    if found.retracted_at is None:
        saying.take_back(_doing(writing, command)[0], found, "Saisie annulée.")


def _doing(writing: Writing, command: Received, told: str | None = None) -> tuple[Doing, Flags]:
    """Who, and when it was seen: told by the tablet's clock, which the command's shift puts right."""
    assert command.person_id is not None
    moment = clock.from_text(told) if told else None
    taken_at, odd = place_taken(moment, command.at, command.shift)
    doing = Doing(
        writing.session,
        writing.vault,
        command.actor,
        command.person_id,
        taken_at,
        command.at,
        command.received_at,
    )
    return doing, odd


def _wound(writing: Writing, command: Received, doing: Doing) -> WoundValue:
    """The wound that is spoken of. Raises Refusal, Waits."""
    wanted: uuid.UUID = command.body.wound
    found: Any = keeping.find_wound(writing.session, wanted)
    if found is None:
        raise _absent(writing, command, wanted)
    mine = (command.actor.establishment_id, command.person_id)
    if (found.establishment_id, found.person_id) != mine:
        raise Refusal("unknown_wound")
    try:
        return keeping.opened(doing, wanted)
    except NotFound as gone:
        says = "La plaie visée a été retirée par la personne qui l’avait ouverte."
        raise Refusal("unknown_wound", says) from gone


def _absent(writing: Writing, command: Received, wanted: uuid.UUID) -> Refusal | Waits:
    """What is said of a wound waits with it, wherever that is held up, and not for ever."""
    if command.received_at - command.at > PARENT_AWAITED:
        return Refusal("unknown_wound")
    about = (writing.session, writing.establishment_id, wanted)
    if quarantine.put_aside(*about):
        return Refusal("parent_settled")
    if quarantine.holds(*about):
        return Waits("parent_quarantined", "La plaie visée est en quarantaine.")
    return Waits("parent_missing", "La plaie visée n’est pas encore arrivée.")


on_wound(owner_of)
SEE, ASSESS = "wound.note", "wound.assess"
for one in (
    CommandType("wound.open", bodies.OpenBody, SEE, True, _open, _judge_open),
    CommandType("wound.note", bodies.NoteBody, SEE, True, _note, _judge_note),
    CommandType("wound.consent", bodies.ConsentBody, SEE, True, _consent, _judge_consent),
    CommandType("wound.assess", bodies.AssessBody, ASSESS, True, _assess, _judge_assess),
    CommandType("wound.close", bodies.CloseBody, ASSESS, True, _close, _judge_ending),
    CommandType("wound.reopen", bodies.ReopenBody, ASSESS, True, _reopen, _judge_words),
    CommandType("wound.retract", bodies.RetractBody, SEE, True, _retract),
):
    register_command(one)
