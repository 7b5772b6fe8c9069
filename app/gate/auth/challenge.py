"""What a passkey signs at an unlock: this device, this person, this session key, this nonce, and nothing else."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping


def length_prefixed(*parts: bytes) -> bytes:
    """Each part behind its length (4 bytes, big-endian), so that no two lists of parts spell the same bytes."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def unlock_challenge(
    *, nonce: bytes, device_id: uuid.UUID, staff_id: uuid.UUID, thumbprint: bytes
) -> bytes:
    """The 32 bytes of the challenge of one unlock."""
    parts = (b"chevet-unlock-1", nonce, device_id.bytes, staff_id.bytes, thumbprint)
    return hashlib.sha256(length_prefixed(*parts)).digest()


def quick_challenge(
    *,
    nonce: bytes,
    device_id: uuid.UUID,
    staff_id: uuid.UUID,
    thumbprint: bytes,
    strong_id: uuid.UUID,
) -> bytes:
    """The same for a quick unlock, bound to the strong one it leans on."""
    named = (device_id.bytes, staff_id.bytes, thumbprint, strong_id.bytes)
    return hashlib.sha256(length_prefixed(b"chevet-quick-1", nonce, *named)).digest()


def thumbprint(jwk: Mapping[str, str]) -> bytes:
    """The 32 bytes of an EC key's thumbprint (RFC 7638, SHA-256)."""
    members = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
    return hashlib.sha256(json.dumps(members, separators=(",", ":")).encode()).digest()
