"""The portal's one cookie: whose session this is. The server keeps only the SHA-256 of its secret."""

from __future__ import annotations

import uuid

from werkzeug.wrappers import Response

COOKIE = "__Host-chevet-famille"


def set_session(response: Response, session_id: uuid.UUID, secret: str) -> None:
    """Opens the session in the browser, until it is closed."""
    response.set_cookie(
        COOKIE, f"{session_id}.{secret}", path="/", secure=True, httponly=True, samesite="Strict"
    )


def clear_session(response: Response) -> None:
    """Forgets the session in the browser."""
    response.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Strict")
