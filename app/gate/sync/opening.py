"""One envelope, from its outside to the claims that its author signed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from app.gate.auth import b64
from app.gate.auth.intake import private
from app.gate.auth.presence import SeenDevice
from app.gate.sync import quarantine
from app.gate.sync.claims import read_claims
from app.gate.sync.envelope import (
    Header,
    as_id,
    digest,
    id_of,
    open_sealed,
    read_header,
    strict_json,
    verify,
)
from app.gate.sync.quarantine import Arrival
from app.gate.sync.sessions import KnownSession
from app.gate.sync.understanding import Opened
from app.gate.sync.verdicts import Held, Refusal, Waits
from app.ground.house import House
from app.ground.vault import KeyGone


@dataclass(slots=True)
class Envelope:
    """One envelope of a batch. `header` is None when its outside could not be used: `held` says why.
    `author` is whoever signed it, once the signature was verified.
    """

    arrival: Arrival
    header: Header | None = None
    held: Held | None = None
    author: uuid.UUID | None = None


def look(content: object, device: SeenDevice) -> Envelope:
    """The outside of one element of a batch, whatever it is."""
    text = content if isinstance(content, str) else quarantine.as_bytes(content).decode()
    arrival = Arrival(
        content,
        digest(text),
        id_of(content),
        None,
        device.establishment_id,
        device.id,
        handed_in_by=device.handed_in_by,
    )
    try:
        if not isinstance(content, str):
            raise Refusal("malformed")
        header = read_header(content)
    except Held as held:
        return Envelope(arrival, held=held)
    arrival = replace(
        arrival, id=header.id, session_id=header.session, install=header.install, seq=header.seq
    )
    envelope = Envelope(arrival, header)
    if header.establishment != device.establishment_id:
        envelope.held = Refusal("wrong_establishment")
    elif header.device != device.id:
        envelope.held = Refusal("wrong_device")
    return envelope


def open_envelope(
    house: House,
    device: SeenDevice,
    envelope: Envelope,
    sessions: dict[uuid.UUID, KnownSession],
    refused_sessions: dict[uuid.UUID, str],
) -> Opened:
    """The claims, signed by their author's session on this device. Raises Held."""
    if envelope.held is not None:
        raise envelope.held
    header, text = envelope.header, envelope.arrival.content
    assert header is not None and isinstance(text, str)
    try:
        key = private(house, device.establishment_id, header.kid)
    except KeyGone as error:
        raise Waits("unknown_key") from error
    author = sessions.get(header.session)
    if author is None and header.session in refused_sessions:
        raise Refusal("session_refused", refused_sessions[header.session])
    if author is None:
        raise Waits("unknown_session")
    signing_key = author.key_on(device)
    signed = open_sealed(text, key)
    if len(signed) != header.size:
        raise Refusal("header_mismatch")
    payload = verify(signed, signing_key, header.session)
    envelope.author = author.staff_id
    claims = read_claims(payload, header)
    if claims.author != author.staff_id:
        envelope.author = None
        raise Refusal("wrong_session")
    return Opened(claims, signed, envelope.arrival.digest, author)


def attributed(house: House, envelope: Envelope) -> Arrival:
    """The arrival of a refused envelope, with whoever signed it and whom it names, as far as can be told.

    Whom it names is for the day that person is erased: nothing of them may stay, believed or not.
    """
    arrival = envelope.arrival
    if envelope.header is None or not isinstance(arrival.content, str):
        return arrival
    try:
        key = private(house, arrival.establishment_id, envelope.header.kid)
        told = strict_json(b64.decode(open_sealed(arrival.content, key).split(b".")[1].decode()))
    except (KeyGone, Held, ValueError, IndexError):
        return replace(arrival, author_id=envelope.author)
    person = as_id(told.get("person")) if isinstance(told, dict) else None
    return replace(arrival, author_id=envelope.author, person_id=person)
