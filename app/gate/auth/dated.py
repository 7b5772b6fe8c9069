"""Nonces that carry their own time under a signature, so that they can be believed when the database has lost them.

A nonce is 39 bytes: a format byte, the milliseconds of its issue (6), 16 random ones, and 16 of an HMAC-SHA256 over
purpose, subject and the rest. The key comes from the establishment's signing key, which the vault keeps under the
master key. The row in the database still decides whatever it can: see `believing.py`.
"""

from __future__ import annotations

import hmac
import secrets
import uuid
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.gate.auth import signing
from app.gate.auth.challenge import length_prefixed
from app.ground.backup.restorations import was_lost
from app.ground.house import House

_FORMAT = b"\x01"
_TIME, _RANDOM, _TAG = 6, 16, 16
_BODY = len(_FORMAT) + _TIME + _RANDOM
_MS = timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def make(key: bytes, purpose: str, subject: uuid.UUID, *, now: datetime) -> bytes:
    """A fresh nonce of that purpose and subject, issued now."""
    issued = ((now - _EPOCH) // _MS).to_bytes(_TIME, "big")
    body = _FORMAT + issued + secrets.token_bytes(_RANDOM)
    return body + _tag(key, purpose, subject, body)


def issued_at(key: bytes, purpose: str, subject: uuid.UUID, nonce: bytes) -> datetime | None:
    """When this very nonce was issued for that purpose and subject; None when it never was."""
    body, tag = nonce[:_BODY], nonce[_BODY:]
    if len(nonce) != _BODY + _TAG or body[:1] != _FORMAT:
        return None
    if not hmac.compare_digest(tag, _tag(key, purpose, subject, body)):
        return None
    return _EPOCH + int.from_bytes(body[1 : 1 + _TIME], "big") * _MS


def key_of(house: House, establishment_id: uuid.UUID) -> bytes:
    """The key that dates the nonces of an establishment."""
    return _derived(signing.secret(house, establishment_id))


def lost(
    house: House,
    establishment_id: uuid.UUID,
    purpose: str,
    subject: uuid.UUID,
    nonce: bytes,
    *,
    lifetime: timedelta,
) -> datetime | None:
    """When the nonce was issued, if it is ours and a restore has lost what became of it in its `lifetime`."""
    at = issued_at(key_of(house, establishment_id), purpose, subject, nonce)
    return at if at is not None and was_lost(house.vault, at, slack=lifetime) else None


@lru_cache(maxsize=64)
def _derived(secret: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"chevet-nonce-1").derive(secret)


def _tag(key: bytes, purpose: str, subject: uuid.UUID, body: bytes) -> bytes:
    told = length_prefixed(b"chevet-nonce-1", purpose.encode(), subject.bytes, body)
    return hmac.digest(key, told, "sha256")[:_TAG]
