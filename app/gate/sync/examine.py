"""Examination of a batch, before anything is locked: opened, verified, understood, judged.

Each envelope comes out as a verified command, as a refusal, or with its verdict already known.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, null, select, union_all
from sqlalchemy.orm import Session

from app.gate.auth.presence import SeenDevice
from app.gate.sync.failures import is_passing
from app.gate.sync.inbox import Item
from app.gate.sync.models import Command, Quarantine
from app.gate.sync.opening import Envelope, attributed, open_envelope
from app.gate.sync.quarantine import Arrival, Said
from app.gate.sync.sessions import known_sessions
from app.gate.sync.understanding import Opened, Understanding
from app.gate.sync.verdicts import Held, Refusal, Verdict
from app.ground import logs
from app.ground.house import House

_log = logs.logger("chevet.outbox")
_COMMAND, _REFUSED = Command.__table__, Quarantine.__table__


def examine(
    session: Session,
    house: House,
    device: SeenDevice,
    envelopes: Sequence[Envelope],
    refused_sessions: dict[uuid.UUID, str],
    now: datetime,
) -> list[Item | Verdict]:
    """What each envelope is, in order: an item for the inbox, or the verdict it already has."""
    found: list[Item | Verdict | None] = _answered_before(session, device, envelopes)
    sessions = known_sessions(
        session, {e.header.session for e in envelopes if e.header and not e.held}
    )
    opened: dict[int, Opened] = {}
    for place, envelope in enumerate(envelopes):
        if found[place] is not None:
            continue
        try:
            opened[place] = open_envelope(house, device, envelope, sessions, refused_sessions)
        except Held as held:
            if isinstance(held, Refusal):
                envelope.arrival = attributed(house, envelope)
            found[place] = _held(envelope, held)
    understanding = Understanding(session, house, device, list(opened.values()), now)
    for place, one in opened.items():
        found[place] = _understood(understanding, envelopes[place], one)
    return [one for one in found if one is not None]


_BEFORE = union_all(
    select(_COMMAND.c.id, _COMMAND.c.digest, _COMMAND.c.flags, null(), null()).where(
        _COMMAND.c.id.in_(bindparam("ids", expanding=True))
    ),
    select(_REFUSED.c.id, _REFUSED.c.digest, null(), _REFUSED.c.code, _REFUSED.c.reason).where(
        _REFUSED.c.device_id == bindparam("device"),
        _REFUSED.c.digest.in_(bindparam("digests", expanding=True)),
    ),
)


def _answered_before(
    session: Session, device: SeenDevice, envelopes: Sequence[Envelope]
) -> list[Item | Verdict | None]:
    """The stored answers: applied before, in quarantine before, or an id that another envelope has taken."""
    rows = session.connection().execute(
        _BEFORE,
        {
            "ids": [one.arrival.id for one in envelopes if one.header is not None],
            "device": device.id,
            "digests": [one.arrival.digest for one in envelopes],
        },
    )
    applied: dict[uuid.UUID, tuple[bytes, Sequence[str]]] = {}
    refused: dict[bytes, tuple[str, str]] = {}
    for id_, digest_, flags, code, reason in rows:
        if code is None:
            applied[id_] = (digest_, flags or ())
        else:
            refused[digest_] = (code, reason)
    return [_stored_answer(one.arrival, applied, refused) for one in envelopes]


def _stored_answer(
    arrival: Arrival,
    applied: dict[uuid.UUID, tuple[bytes, Sequence[str]]],
    refused: dict[bytes, tuple[str, str]],
) -> Item | Verdict | None:
    before = applied.get(arrival.id) if arrival.id else None
    if before is not None and before[0] == arrival.digest:
        return Verdict(arrival.id, "duplicate", flags=tuple(before[1]))
    if arrival.digest in refused:
        return Verdict(arrival.id, "quarantined", *refused[arrival.digest])
    return Item(arrival, refusal=Refusal("id_conflict")) if before is not None else None


def _understood(understanding: Understanding, envelope: Envelope, opened: Opened) -> Item | Verdict:
    claims = opened.claims
    said = Said(claims.type, claims.at, claims.body)
    envelope.arrival = replace(
        envelope.arrival, author_id=claims.author, person_id=claims.person, said=said
    )
    try:
        command = understanding.command(opened)
    except Held as held:
        return _held(envelope, held)
    except Exception as error:
        if is_passing(error):
            raise
        _log.error("outbox.handler_failed", command=opened.claims.type, exc_info=error)
        return Item(envelope.arrival, refusal=Refusal("internal"))
    return Item(envelope.arrival, command)


def _held(envelope: Envelope, held: Held) -> Item | Verdict:
    if isinstance(held, Refusal):
        return Item(envelope.arrival, refusal=held)
    return held.verdict(envelope.arrival.id)
