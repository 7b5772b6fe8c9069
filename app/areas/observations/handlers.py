"""The synced command types of the measures: what tablets say was measured, and what they undo."""

from __future__ import annotations

from datetime import timedelta

from app.areas.observations import erasing, standing
from app.areas.observations.bodies import MeasureBody, MeasureRetractBody
from app.areas.observations.models import Observation
from app.areas.observations.rows import Measure, Row, flags_of, observation_row, place_taken
from app.areas.observations.telling_nurses import answer_for, ask_nurse, found_beyond
from app.gate.sync import quarantine
from app.gate.sync.registry import CommandType, Reading, Received, register_command
from app.gate.sync.verdicts import Refusal, Waits
from app.gate.sync.writing import Writing
from app.ground import clock
from transmissions.observations import BY_NAME, Judgement, judge
from transmissions.observations.judging import KEPT
from transmissions.observations.missing import text_problem
from transmissions.observations.thresholds import Beyond

assert erasing  # whoever erases a person erases what was measured

PARENT_AWAITED = timedelta(days=90)
"""How long an undo waits for its measure, which another tablet may still hold."""


def _prepare(reading: Reading, command: Received) -> tuple[Row, Beyond | None]:
    """The measure as a row, sealed, and what a nurse must hear of it. Refuses only what says nothing."""
    assert command.person_id is not None
    body: MeasureBody = command.body
    measure, flags = _judged(body)
    told = clock.from_text(body.taken_at) if body.taken_at else None
    taken_at, odd = place_taken(told, command.at, command.shift)
    if body.taken_at and told is None:
        raise Refusal("invalid", "La date de la mesure est illisible.")
    row = observation_row(
        reading.vault,
        command.actor,
        measure,
        id=command.id,
        person_id=command.person_id,
        taken_at=taken_at,
        occurred_at=command.at,
        received_at=command.received_at,
        flags=(*command.flags, *flags, *odd),
    )
    beyond = found_beyond(
        reading.session,
        reading.vault,
        command.actor,
        measure,
        person_id=command.person_id,
        taken_at=taken_at,
        at=command.at,
    )
    return row, beyond if row["counts"] or not measure.values else None


def _judged(body: MeasureBody) -> tuple[Measure, tuple[str, ...]]:
    """The measure, and what does not fit in it. Raises Refusal for what no reader could make anything of."""
    kind = BY_NAME.get(body.kind)
    if kind is None:
        raise Refusal("invalid", "Cette sorte de mesure n’est pas connue du serveur.")
    missing = body.missing_value()
    judged: Judgement = judge(
        kind,
        body.values,
        contexts=body.contexts,
        missing=missing,
        is_confirmed=body.confirmed,
    )
    unkept = [one.says for one in judged.problems if one.code not in KEPT]
    unkept += [
        found[1]
        for text in (body.note, body.source, body.typed)
        if (found := text_problem(text or ""))
    ]
    if unkept:
        raise Refusal("invalid", " ".join(unkept))
    measure = Measure(
        kind=kind,
        values=judged.values,
        contexts=tuple(body.contexts),
        missing=missing,
        note=body.note,
        source=body.source,
        typed=body.typed,
        is_confirmed=body.confirmed,
    )
    return measure, flags_of(judged)


def _record(writing: Writing, command: Received) -> tuple[str, ...]:
    row, beyond = command.prepared
    writing.insert(Observation, row)
    if beyond is not None:
        assert command.person_id is not None
        ask_nurse(
            writing.session,
            writing.vault,
            command.actor,
            beyond,
            observation_id=command.id,
            person_id=command.person_id,
            at=command.at,
            now=command.received_at,
        )
    return tuple(flag for flag in row["flags"] or () if flag not in command.flags)


def _retract(writing: Writing, command: Received) -> None:
    """Undoes the author's own measure, and what a nurse was asked because of it."""
    writing.settle()
    wanted = command.body.observation
    found = standing.find(writing.session, wanted)
    if found is None:
        raise _absent(writing, command)
    mine = (command.actor.establishment_id, command.person_id)
    if (found.establishment_id, found.person_id) != mine:
        raise Refusal("unknown_observation")
    why_not = standing.refusal_to_retract(found, by=command.actor.staff_id, at=command.at)
    if why_not is not None:
        raise Refusal("never_allowed", why_not)
    standing.retract(writing.session, found, command.at)
    answer_for(
        writing.session,
        writing.vault,
        command.actor,
        found.root_id or found.id,
        because="Mesure annulée.",
        at=command.at,
        now=command.received_at,
    )


def _absent(writing: Writing, command: Received) -> Refusal | Waits:
    """An undo waits with its measure, wherever that is held up, and not for ever."""
    if command.received_at - command.at > PARENT_AWAITED:
        return Refusal("unknown_observation")
    about = (writing.session, writing.establishment_id, command.body.observation)
    if quarantine.put_aside(*about):
        return Refusal("parent_settled")
    if quarantine.holds(*about):
        return Waits("parent_quarantined", "La mesure visée est en quarantaine.")
    return Waits("parent_missing", "La mesure visée n’est pas encore arrivée.")


for kind in (
    CommandType("observation.record", MeasureBody, "observation.write", True, _record, _prepare),
    CommandType("observation.retract", MeasureRetractBody, "observation.write", True, _retract),
):
    register_command(kind)
