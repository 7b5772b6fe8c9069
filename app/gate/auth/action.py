"""What a passkey signs when it confirms a command: this very action, on this device, by this person.

The body goes in as canonical JSON: members in order, no spaces, whole numbers only. For such bodies that is RFC 8785,
without the one part of it that needs a library (how fractions are written), which no command carries.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass
from typing import Any

from app.gate.auth.challenge import length_prefixed

_LARGEST = 2**53 - 1
_DEEPEST = 20


class NotCanonical(ValueError):
    """A body that has no one way of being written: fractions, members that are not ASCII, too deep."""


@dataclass(frozen=True, slots=True)
class Action:
    """What is confirmed, as the command says it; `at` is the text of its time, letter by letter."""

    type: str
    id: uuid.UUID
    person: uuid.UUID | None
    at: str
    device: uuid.UUID
    session: uuid.UUID
    body: dict[str, Any]

    def digest(self) -> bytes:
        """32 bytes that no other action has. Raises NotCanonical."""
        parts = (
            self.type.encode(),
            self.id.bytes,
            self.person.bytes if self.person else b"",
            self.at.encode(),
            self.device.bytes,
            self.session.bytes,
            canonical(self.body).encode(),
        )
        return hashlib.sha256(length_prefixed(*parts)).digest()


def action_challenge(
    *, nonce: bytes, device_id: uuid.UUID, staff_id: uuid.UUID, digest: bytes
) -> bytes:
    """The 32 bytes of the challenge by which one person confirms one action."""
    parts = (b"chevet-action-1", nonce, device_id.bytes, staff_id.bytes, digest)
    return hashlib.sha256(length_prefixed(*parts)).digest()


def canonical(body: Any) -> str:
    """The one text of a body, as JavaScript writes it too. Raises NotCanonical."""
    _check(body, _DEEPEST)
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("half a character") from error
    return text


def _check(value: Any, depth: int) -> None:
    if depth == 0:
        raise NotCanonical("too deep")
    if value is None or isinstance(value, str | bool):
        return
    if isinstance(value, int):
        if abs(value) > _LARGEST:
            raise NotCanonical("a number beyond what JavaScript counts")
    elif isinstance(value, list):
        for one in value:
            _check(one, depth - 1)
    elif isinstance(value, dict) and all(isinstance(k, str) and k.isascii() for k in value):
        for one in value.values():
            _check(one, depth - 1)
    else:
        raise NotCanonical(type(value).__name__)
