"""One message per blob: AES-256-GCM under a key of its own, 12 bytes of iv, nothing beside (decision 0041).

A key is made for one message and never used again, so an iv cannot repeat under it. The name of the result is its hash,
which proves it bit by bit before anything is opened.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.gate.auth import b64
from app.ground.files import name_of


class NotOpened(Exception):
    """The key does not open these bytes: they are another's, or were altered."""


@dataclass(frozen=True, slots=True)
class SealedBytes:
    """What is kept, and what opens it: `key` and `iv` in base64url, as rows keep them."""

    data: bytes = field(repr=False)
    key: str = field(repr=False)
    iv: str = field(repr=False)

    @property
    def name(self) -> str:
        return name_of(self.data)


def seal(data: bytes) -> SealedBytes:
    """`data` under a fresh key."""
    key, iv = AESGCM.generate_key(256), os.urandom(12)
    return SealedBytes(AESGCM(key).encrypt(iv, data, None), b64.encode(key), b64.encode(iv))


def opened(data: bytes, key: str, iv: str) -> bytes:
    """What was sealed. Raises NotOpened."""
    try:
        return AESGCM(b64.decode(key)).decrypt(b64.decode(iv), data, None)
    except (InvalidTag, ValueError, OverflowError) as error:
        raise NotOpened from error
