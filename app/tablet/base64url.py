"""Base64url without padding: how binary travels in JSON and in cookies."""

from __future__ import annotations

import base64


def encode(data: bytes) -> str:
    """The text of `data`, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode(text: str) -> bytes:
    """The bytes that `text` spells, padded or not."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
