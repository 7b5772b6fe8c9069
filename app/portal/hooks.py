"""What every request to the portal passes, in this order: host, origin, size, session, access, form; then headers."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request

from app import shell
from app.ground.errors import NotFound, Refused
from app.ground.house import current_house
from app.guards import TooLarge, WrongHost
from app.portal import form_tokens, problems, sessions
from app.portal.access import ACCESS, BODY_LIMIT

_READING = ("GET", "HEAD", "OPTIONS")
_CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _CSP,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


def install(portal: Flask) -> None:
    """Puts the hooks on the portal, in the order in which a request meets them."""
    portal.config.update(MAX_FORM_MEMORY_SIZE=BODY_LIMIT, MAX_FORM_PARTS=50, JSON_SORT_KEYS=False)
    portal.json.ensure_ascii = False  # type: ignore[attr-defined]
    portal.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    portal.before_request(shell.begin)
    for hook in (
        _check_host,
        _check_origin,
        _limit_body,
        sessions.load,
        _check_access,
        _check_form,
    ):
        portal.before_request(hook)
    portal.jinja_env.globals.update(form_token=form_tokens.token, is_person=sessions.is_person)
    portal.after_request(_add_headers)
    portal.after_request(shell.tell)
    portal.teardown_request(shell.end)
    problems.install(portal)


def _check_host() -> None:
    """Only the host of the families is answered here, whoever let the request in."""
    origin = current_house().settings.family_origin
    if origin is None or request.host.lower() != urlsplit(origin).netloc:
        raise WrongHost("Cette adresse n’est pas celle de l’espace famille.")


def _check_origin() -> None:
    """A request that writes comes from a page of the portal: not even from one of the professionals."""
    if request.method in _READING:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is None:
        site = "same-origin" if origin == current_house().settings.family_origin else "another"
    if site != "same-origin":
        raise Refused("Cette demande ne vient pas d’une page de l’espace famille.")


def _limit_body() -> None:
    request.max_content_length = BODY_LIMIT
    if request.content_length is not None and request.content_length > BODY_LIMIT:
        raise TooLarge(f"L’envoi dépasse {BODY_LIMIT // 1024} Kio.")


def _check_access() -> None:
    """Closed by default. Raises NotFound, SignInNeeded."""
    if request.endpoint is None:
        return  # no such route: Flask answers
    audience = ACCESS.get(request.endpoint)
    if audience is None:
        raise NotFound()
    if audience == "person":
        sessions.current_person()
    elif audience == "relative":
        sessions.current_relative()


def _check_form() -> None:
    """A form of whoever is signed in carries the token of that very session; JSON is no form."""
    audience = ACCESS.get(request.endpoint or "")
    if request.method in _READING or audience in (None, "anybody"):
        return
    form_tokens.check()


def _add_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
    if current_house().settings.origin.startswith("https://"):
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return response
