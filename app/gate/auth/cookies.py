"""The two cookies: which device this is, and whose session. The server keeps only the SHA-256 of their secrets."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid

from werkzeug.wrappers import Response

from app.ground.ids import parse_id

DEVICE_COOKIE = "__Host-chevet-device"
SESSION_COOKIE = "__Host-chevet-session"
_DEVICE_COOKIE_DAYS = 400  # browsers keep no cookie longer


def new_secret() -> str:
    """32 random bytes as base64url: the secret of a cookie or of a one-time link."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).digest()


def matches(secret: str, kept: bytes | None) -> bool:
    """Whether `secret` is the one whose digest was kept; takes the same time either way."""
    return kept is not None and hmac.compare_digest(digest(secret), kept)


def split(value: str | None) -> tuple[uuid.UUID, str] | None:
    """The id and the secret that a cookie spells, else None."""
    if not value or len(value) > 120:
        return None
    name, _, secret = value.partition(".")
    identity = parse_id(name)
    return (identity, secret) if identity and secret else None


def set_device(response: Response, device_id: uuid.UUID, secret: str) -> None:
    """Makes the browser this device."""
    _set(response, DEVICE_COOKIE, f"{device_id}.{secret}", _DEVICE_COOKIE_DAYS * 86_400)


def set_session(response: Response, session_id: uuid.UUID, secret: str) -> None:
    """Opens the session in the browser until it is closed."""
    _set(response, SESSION_COOKIE, f"{session_id}.{secret}", None)


def clear_session(response: Response) -> None:
    """Forgets the session in the browser."""
    response.delete_cookie(SESSION_COOKIE, path="/", secure=True, httponly=True, samesite="Strict")


def _set(response: Response, name: str, value: str, max_age: int | None) -> None:
    response.set_cookie(
        name, value, max_age=max_age, path="/", secure=True, httponly=True, samesite="Strict"
    )
