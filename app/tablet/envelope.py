"""A command's way out: claims, signed by the session, sealed to the home's intake key.

The functions are pure, and `header` lets a test say something else than the claims do.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joserfc import jwe
from joserfc.jwk import ECKey

from app.ground import clock
from app.tablet.session import COMMAND_TYP, Session

ENVELOPE_TYP = "chevet-envelope+jwe"
PROOF_TYP = "chevet-session+jwe"
_REGISTRY = jwe.JWERegistry(algorithms=["ECDH-ES", "A256GCM"], strict_check_header=False)


@dataclass(frozen=True, slots=True)
class Intake:
    """The public half of the key that lets a tablet seal, never read."""

    kid: str
    key: ECKey

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Intake:
        return cls(value["kid"], ECKey.import_key(value["jwk"]))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a command comes from: home, device, local store, and how wrong the clock was last found."""

    establishment: uuid.UUID
    install: uuid.UUID
    offset_ms: int | None = None
    measured_at: datetime | None = None


def command(
    origin: Origin,
    session: Session,
    *,
    id: uuid.UUID,
    seq: int,
    type: str,
    at: datetime,
    person: uuid.UUID | None,
    body: dict[str, Any],
) -> dict[str, Any]:
    """The claims of one command, in the order of the protocol."""
    measured = origin.measured_at
    return {
        "v": 1,
        "id": str(id),
        "type": type,
        "at": clock.to_text(at),
        "clock": {
            "offset_ms": origin.offset_ms,
            "measured_at": clock.to_text(measured) if measured else None,
        },
        "establishment": str(origin.establishment),
        "device": str(session.device),
        "author": str(session.staff),
        "session": str(session.id),
        "install": str(origin.install),
        "seq": seq,
        "person": str(person) if person else None,
        "body": body,
    }


def header_of(claims: dict[str, Any]) -> dict[str, Any]:
    """What the envelope says outside: no person, no type; every value equals the claim's."""
    return {
        "v": claims["v"],
        "id": claims["id"],
        "est": claims["establishment"],
        "dev": claims["device"],
        "ins": claims["install"],
        "seq": claims["seq"],
        "ses": claims["session"],
    }


def seal_command(
    claims: dict[str, Any],
    session: Session,
    intake: Intake,
    header: dict[str, Any] | None = None,
) -> str:
    """The compact envelope of a command: JWS by the session, inside a JWE to the intake key."""
    signed = session.sign(_written(claims), COMMAND_TYP)
    outside = {**header_of(claims), "size": len(signed), **(header or {})}
    return seal(signed.encode(), intake, ENVELOPE_TYP, outside)


def seal_proof(session: Session, establishment: uuid.UUID, intake: Intake) -> str:
    """The proof of an unlock, sealed so that nothing of it rests readable on the tablet."""
    outside = {
        "est": str(establishment),
        "dev": str(session.device),
        "ses": str(session.id),
    }
    return seal(json.dumps(session.proof).encode(), intake, PROOF_TYP, outside)


def seal(plain: bytes, intake: Intake, typ: str, header: dict[str, Any]) -> str:
    """`plain` as a compact JWE (ECDH-ES, A256GCM) to the intake key."""
    protected = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": intake.kid, "typ": typ, **header}
    return jwe.encrypt_compact(protected, plain, intake.key, registry=_REGISTRY)


def _written(claims: dict[str, Any]) -> bytes:
    """The claims as JSON.stringify writes them: text as it is, an unpaired surrogate as an escape."""
    try:
        return json.dumps(claims, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(claims, separators=(",", ":")).encode()


def digest(envelope: str) -> bytes:
    """SHA-256 of the compact text: with the id, the identity of what was sent."""
    return hashlib.sha256(envelope.encode()).digest()
