"""The confirmations that a command carries, judged as the rest of it is: what is believed, and what does not fit.

A fact stands without them, with a flag: it happened. What gives a right does not, and waits in quarantine. Which it is,
each type says where it is registered.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.gate.auth import confirmations
from app.gate.auth.action import Action
from app.gate.auth.confirmations import Confirmation, Confirmed
from app.gate.auth.passkeys import NotBelieved
from app.gate.auth.presence import SeenDevice
from app.gate.sync.claims import Claims
from app.gate.sync.registry import CommandType, Reading
from app.gate.sync.rights import Author
from app.gate.sync.verdicts import Refusal
from app.ground.house import House

UNCONFIRMED = "unconfirmed"
NOT_BELIEVED = "confirmation_refused"
MOST = 4


@dataclass(frozen=True, slots=True)
class Judged:
    """What the confirmations of one command come to."""

    believed: tuple[Confirmed, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One command, as far as its confirmations are concerned; `may_witness` refuses whoever has no right there then."""

    kind: CommandType
    claims: Claims
    at: datetime
    now: datetime
    witnesses: Mapping[uuid.UUID, Author]
    may_witness: Callable[[Author], object]


def staff_named(claims: Claims) -> set[uuid.UUID]:
    """Whoever the confirmations name, for one query over a whole batch."""
    named = set()
    for told in claims.confirmations[:MOST]:
        try:
            named.add(confirmations.read(told).staff)
        except NotBelieved:
            continue
    return named


def judge(reading: Reading, house: House, device: SeenDevice, asked: Question) -> Judged:
    """What is believed of the confirmations, and flags for the rest. Raises Refusal where there must be one."""
    offered = asked.claims.confirmations
    if not offered and not asked.kind.confirmed:
        return Judged()
    believed: dict[str, Confirmed] = {}
    reason: str | None = None
    for told in offered[:MOST]:
        try:
            one = _believe(reading, house, device, asked, told)
        except NotBelieved as error:
            reason = error.message
        else:
            believed.setdefault(one.role, one)
    flags = [NOT_BELIEVED] if reason is not None or len(offered) > MOST else []
    if any(role not in believed for role in asked.kind.confirmed):
        if asked.kind.unconfirmed == "refused":
            raise Refusal(UNCONFIRMED, reason)
        flags.append(UNCONFIRMED)
    return Judged(tuple(believed.values()), tuple(flags))


def _believe(
    reading: Reading, house: House, device: SeenDevice, asked: Question, told: object
) -> Confirmed:
    read = confirmations.read(told)
    _is_who_it_says(read, asked)
    claims = asked.claims
    action = Action(
        claims.type,
        claims.id,
        claims.person,
        claims.at,
        claims.device,
        claims.session,
        claims.body,
    )
    return confirmations.believe(
        reading.session, house, device, read, action, at=asked.at, now=asked.now
    )


def _is_who_it_says(read: Confirmation, asked: Question) -> None:
    """The author confirms their own action; a witness is somebody else, who had the right to it. Raises NotBelieved."""
    is_author = read.staff == asked.claims.author
    if is_author != (read.role == "author"):
        raise NotBelieved("Il faut la clé d’une deuxième personne.", code="role")
    if is_author:
        return
    witness = asked.witnesses.get(read.staff)
    if witness is None or witness.establishment_id != asked.claims.establishment:
        raise NotBelieved("Le témoin n’est pas de cet établissement.", code="witness")
    try:
        asked.may_witness(witness)
    except Refusal as error:
        raise NotBelieved(
            "Le témoin n’avait pas ce droit ici, à ce moment-là.", code="witness"
        ) from error
