"""What is checked before anything is read: the host, where a writing request comes from, how large it is."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request
from flask_wtf.csrf import CSRFError, CSRFProtect

from app.gate.auth import access
from app.ground.errors import ChevetError, Refused
from app.ground.house import current_house

_READING = ("GET", "HEAD", "OPTIONS")


class WrongHost(ChevetError):
    """The request names a host that this server is not."""

    status = 421
    code = "wrong_host"


def is_api() -> bool:
    """Whether whoever asks reads JSON: a path of the API, or a JSON body."""
    return request.path.startswith("/api/") or request.mimetype == "application/json"


def check_host() -> None:
    """Only our own host is answered; probes of /healthz may use any."""
    origin = current_house().settings.origin
    if request.path != "/healthz" and request.host != urlsplit(origin).netloc.lower():
        raise WrongHost(f"Chevet répond à l’adresse {origin}.")


def check_origin() -> None:
    """A request that writes comes from our own pages. A form that says neither still has its token."""
    if request.method in _READING:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        allowed = site == "same-origin"
    elif origin is not None:
        allowed = origin == current_house().settings.origin
    else:
        allowed = not is_api()
    if not allowed:
        raise Refused("Cette demande ne vient pas d’une page de Chevet.", code="cross_site")


def limit_body() -> None:
    """Nothing larger than declared is read from the socket."""
    limit = access.body_limit(request.endpoint, request.path)
    request.max_content_length = limit
    if request.content_length is not None and request.content_length > limit:
        raise TooLarge(f"L’envoi dépasse {limit // 1024} Kio.")


class TooLarge(ChevetError):
    """A body is over its limit; nothing of it was read."""

    status = 413
    code = "too_large"


def check_form(csrf: CSRFProtect) -> None:
    """A form carries the token of its page; JSON cannot be posted by another site's form."""
    if request.method in _READING or request.endpoint is None or is_api():
        return
    try:
        csrf.protect()
    except CSRFError as error:
        raise Refused(
            "Cette page est restée ouverte trop longtemps : rechargez-la, puis recommencez.",
            code="stale_form",
        ) from error
