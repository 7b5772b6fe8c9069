"""The unlock challenge, which ties a passkey's answer to one device, one person and one session key."""

from __future__ import annotations

import hashlib
import json
import struct
import uuid
from collections.abc import Mapping
from typing import Any

from app.tablet import base64url

PRF_INPUT = hashlib.sha256(b"chevet-prf-1").digest()
_UNLOCK, _QUICK = b"chevet-unlock-1", b"chevet-quick-1"


def unlock_challenge(
    *, nonce: bytes, device: uuid.UUID, staff: uuid.UUID, thumbprint: bytes
) -> bytes:
    """32 bytes: SHA-256 over the five parts, each behind its length (4 bytes, big-endian)."""
    parts = (_UNLOCK, nonce, device.bytes, staff.bytes, thumbprint)
    return hashlib.sha256(b"".join(struct.pack(">I", len(part)) + part for part in parts)).digest()


def quick_challenge(
    *, nonce: bytes, device: uuid.UUID, staff: uuid.UUID, thumbprint: bytes, strong: uuid.UUID
) -> bytes:
    """The same for a quick unlock, over the strong one it leans on too."""
    parts = (_QUICK, nonce, device.bytes, staff.bytes, thumbprint, strong.bytes)
    return hashlib.sha256(b"".join(struct.pack(">I", len(part)) + part for part in parts)).digest()


def thumbprint(jwk: Mapping[str, Any]) -> bytes:
    """The 32 bytes of an EC key's thumbprint (RFC 7638)."""
    members = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
    return hashlib.sha256(
        json.dumps(members, separators=(",", ":"), sort_keys=True).encode()
    ).digest()


def credential_options(
    challenge: bytes,
    *,
    rp_id: str,
    allowed: list[dict[str, Any]],
    with_prf: bool,
    verification: str = "required",
) -> dict[str, Any]:
    """What `navigator.credentials.get` is asked for at an unlock, as JSON."""
    options: dict[str, Any] = {
        "challenge": base64url.encode(challenge),
        "rpId": rp_id,
        "allowCredentials": allowed,
        "userVerification": verification,
        "timeout": 60_000,
    }
    if with_prf:
        options["extensions"] = {"prf": {"eval": {"first": base64url.encode(PRF_INPUT)}}}
    return options
