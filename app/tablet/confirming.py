"""Confirming a command with a passkey: the author's own, or that of a witness whose keys stay closed.

Written from the protocol (docs/tablet.md), not from the server's code: that both find the same bytes is tested.
"""

from __future__ import annotations

import hashlib
import json
import struct
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.tablet import base64url
from app.tablet.authenticator import Authenticator, without_secret
from app.tablet.challenge import credential_options
from app.tablet.wall import allowed_credentials, find_staff, lease_nonce

if TYPE_CHECKING:
    from app.tablet.tablet import Tablet

Claims = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Key:
    """Who shows a key over an action (`author` or `witness`, by id or first name), and which."""

    role: str
    staff: str | uuid.UUID
    authenticator: Authenticator


def nonce_of(tablet: Tablet, *, offline: bool) -> str:
    """A fresh nonce, or the lease's where there is no network."""
    if offline:
        return lease_nonce(tablet.known_wall, tablet.timing.estimate())
    return str(tablet.connection.post("/api/v1/confirmations/nonce", {})["nonce"])


def action_digest(claims: Claims) -> bytes:
    """32 bytes: SHA-256 over the seven parts of the action, each behind its length (4 bytes, big-endian)."""
    person = claims["person"]
    return _hashed(
        claims["type"].encode(),
        uuid.UUID(claims["id"]).bytes,
        uuid.UUID(person).bytes if person else b"",
        claims["at"].encode(),
        uuid.UUID(claims["device"]).bytes,
        uuid.UUID(claims["session"]).bytes,
        written(claims["body"]).encode(),
    )


def written(body: Any) -> str:
    """The body as everybody writes it: members in order, nothing between them."""
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def action_challenge(*, nonce: bytes, device: uuid.UUID, staff: uuid.UUID, digest: bytes) -> bytes:
    """32 bytes: what one person's passkey signs to confirm one action."""
    return _hashed(b"chevet-action-1", nonce, device.bytes, staff.bytes, digest)


def confirmation(tablet: Tablet, claims: Claims, key: Key, nonce: str) -> dict[str, Any]:
    """What goes with the command. The passkey's user is verified, and no PRF is asked for."""
    wall = tablet.known_wall
    staff = find_staff(wall, key.staff)
    signed = action_challenge(
        nonce=base64url.decode(nonce),
        device=uuid.UUID(claims["device"]),
        staff=uuid.UUID(staff["id"]),
        digest=action_digest(claims),
    )
    options = credential_options(
        signed, rp_id=wall["rp_id"], allowed=allowed_credentials(staff), with_prf=False
    )
    shown = without_secret(key.authenticator.get(options, origin=tablet.connection.origin))
    return {
        "role": key.role,
        "staff": staff["id"],
        "credential": shown["id"],
        "nonce": nonce,
        "at": claims["at"],
        "assertion": shown,
    }


def _hashed(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(struct.pack(">I", len(part)) + part for part in parts)).digest()
