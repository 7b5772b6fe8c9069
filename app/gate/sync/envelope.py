"""An envelope from the outside in: its header, its seal, its signature. JOSE by joserfc, nothing home-made.

Nothing here knows what a command means, and nothing here touches a database.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from dataclasses import dataclass
from typing import Any, NoReturn

from joserfc import jwe, jws
from joserfc.jwk import ECKey

from app.gate.auth import b64
from app.gate.sync.verdicts import Refusal, Waits

LARGEST = 64 * 1024
ENVELOPE_TYP, PROOF_TYP, COMMAND_TYP = (
    "chevet-envelope+jwe",
    "chevet-session+jwe",
    "chevet-command+jws",
)
_FORBIDDEN = frozenset({"zip", "jwk", "jku", "x5c", "x5u", "crit", "b64"})
_SEALS = jwe.JWERegistry(algorithms=["ECDH-ES", "A256GCM"], strict_check_header=False)
_SIGNATURES = jws.JWSRegistry(algorithms=["ES256"], strict_check_header=False)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch
_LARGEST_NUMBER = 2**53 - 1


@dataclass(frozen=True, slots=True)
class Header:
    """What the outside of an envelope says, as it was written: every value must equal the claim's."""

    kid: str
    id: uuid.UUID
    establishment: uuid.UUID
    device: uuid.UUID
    install: uuid.UUID
    session: uuid.UUID
    seq: int
    size: int


def digest(text: str) -> bytes:
    """SHA-256 of the compact text: with the id, the identity of what was sent."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def protected(text: str, typ: str) -> dict[str, Any]:
    """The protected header of a compact JWE of ours. Raises Refusal (`malformed`)."""
    head, dot, _ = text.partition(".")
    if not dot or text.count(".") != 4 or not text.isascii():
        raise Refusal("malformed")
    try:
        header = strict_json(b64.decode(head))
    except ValueError as error:
        raise Refusal("malformed") from error
    sealed_our_way = (
        isinstance(header, dict)
        and header.get("alg") == "ECDH-ES"
        and header.get("enc") == "A256GCM"
        and header.get("typ") == typ
        and isinstance(header.get("kid"), str)
        and len(header["kid"]) <= 100
        and not _FORBIDDEN & header.keys()
    )
    if not sealed_our_way:
        raise Refusal("malformed")
    assert isinstance(header, dict)
    return header


def id_of(text: object) -> uuid.UUID | None:
    """The id that the outside tells, for the answer, even when nothing else can be used."""
    if not isinstance(text, str) or len(text) > 200 * LARGEST:
        return None
    head = text[:4096].partition(".")[0]
    try:
        header = strict_json(b64.decode(head))
    except ValueError:
        return None
    return as_id(header.get("id")) if isinstance(header, dict) else None


def read_header(text: str) -> Header:
    """The header of an envelope. Raises Refusal, or Waits for a format newer than this server."""
    if len(text) > LARGEST:
        raise Refusal("too_large")
    header = protected(text, ENVELOPE_TYP)
    version = header.get("v")
    if type(version) is int and version > 1:
        raise Waits("newer_format")
    ids = [as_id(header.get(name)) for name in ("id", "est", "dev", "ins", "ses")]
    seq, size = header.get("seq"), header.get("size")
    if type(version) is not int or version != 1 or None in ids:
        raise Refusal("malformed")
    if not _counts(seq) or not _counts(size):
        raise Refusal("malformed")
    assert seq is not None and size is not None
    id_, establishment, device, install, session = (one for one in ids if one is not None)
    return Header(header["kid"], id_, establishment, device, install, session, seq, size)


def open_sealed(text: str, key: ECKey) -> bytes:
    """What was sealed to the intake key. Raises Refusal (`unreadable`)."""
    try:
        plaintext = jwe.decrypt_compact(text, key, registry=_SEALS).plaintext
    except Exception as error:  # whatever the library chokes on, it does not open
        raise Refusal("unreadable") from error
    if plaintext is None:
        raise Refusal("unreadable")
    return plaintext


def verify(signed: bytes, key: ECKey, session_id: uuid.UUID) -> bytes:
    """The payload that the session signed. Raises Refusal (`bad_signature`)."""
    try:
        token = jws.deserialize_compact(signed, key, registry=_SIGNATURES)
    except Exception as error:
        raise Refusal("bad_signature") from error
    header = token.headers()
    if header.get("kid") != str(session_id) or header.get("typ") != COMMAND_TYP:
        raise Refusal("bad_signature")
    return token.payload


def strict_json(raw: bytes) -> Any:
    """JSON as RFC 8259 has it. Raises ValueError, whatever the bytes."""
    try:
        return json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def as_id(text: object) -> uuid.UUID | None:
    """The UUID in its one canonical form, else None."""
    return uuid.UUID(text) if isinstance(text, str) and _UUID(text) else None


def _counts(number: object) -> bool:
    return type(number) is int and 0 <= number <= _LARGEST_NUMBER


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
