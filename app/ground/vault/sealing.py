"""Sealing of one value: AES-256-GCM, its place in the database as associated data.

Layout: one format byte (1), 12 bytes of nonce, ciphertext with its 16-byte tag.
"""

from __future__ import annotations

import json
import os
import uuid
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_FORMAT = b"\x01"


class VaultError(Exception):
    """Something the vault cannot do."""


class SealBroken(VaultError):
    """A sealed value was altered, moved to another row, or sealed for another owner."""


class KeyGone(VaultError):
    """The owner's key was destroyed, or never existed."""


def place(table: str, row_id: uuid.UUID, owner_id: uuid.UUID) -> bytes:
    """The associated data that ties a sealed value to its table, row and owner."""
    return b"chevet-row-1|" + table.encode() + b"|" + row_id.bytes + b"|" + owner_id.bytes


def seal_bytes(key: bytes, data: bytes, associated: bytes) -> bytes:
    nonce = os.urandom(12)
    return _FORMAT + nonce + AESGCM(key).encrypt(nonce, data, associated)


def open_bytes(key: bytes, sealed: bytes, associated: bytes) -> bytes:
    """The plaintext. Raises SealBroken when key, place or content do not agree."""
    if len(sealed) < 29 or sealed[:1] != _FORMAT:
        raise SealBroken("unknown format")
    try:
        return AESGCM(key).decrypt(sealed[1:13], sealed[13:], associated)
    except InvalidTag as error:
        raise SealBroken("does not open") from error


def keyed_digest(key: bytes, data: bytes) -> str:
    """HMAC-SHA256 under a key of its own, drawn from the data key; in hexadecimal."""
    mac = HMAC(HKDF(SHA256(), 32, salt=None, info=b"chevet-fingerprint-1").derive(key), SHA256())
    mac.update(data)
    return mac.finalize().hex()


def to_json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def from_json(data: bytes) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(data)
    return value
