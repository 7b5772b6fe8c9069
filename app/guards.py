"""What is checked before anything is read: the host, where a writing request comes from, how large it is."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import g, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from app.gate.auth import access, form_tokens, lapsed
from app.gate.auth.actors import current_actor
from app.gate.auth.lapsed import KEPT, Lapsed
from app.ground import clock
from app.ground.database import WritesHeld, holding_writes
from app.ground.errors import ChevetError, Refused
from app.ground.house import current_house

_READING = ("GET", "HEAD", "OPTIONS")


# Nothing is read of what another app shares, whatever page it comes from.
_UNREAD = ("front.shared",)


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
    if request.method in _READING or request.endpoint in _UNREAD:
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
    """A form carries the token of its page, made for whoever sends it; JSON cannot be posted by another site's form."""
    if request.method in _READING or request.endpoint in (None, *_UNREAD) or is_api():
        return
    try:
        csrf.protect()
    except CSRFError as error:
        raise _stale() from error
    if not _is_public() and KEPT not in request.form:
        _check_author()


def _is_public() -> bool:
    return access.ACCESS[request.endpoint or ""].audience != "session"


def _stale() -> ChevetError:
    """The token is not this browser's. What was typed comes back where the page was made for its reader."""
    actor, whose = current_actor(), form_tokens.author()
    if _is_public() or actor is None or (whose != actor.staff_id and KEPT not in request.form):
        return Refused(
            "Cette page est restée ouverte trop longtemps : rechargez-la, puis recommencez.",
            code="stale_form",
        )
    title = "Cette page est restée ouverte trop longtemps"
    return Lapsed(title, status=403, kept=lapsed.keep(current_house()), signs_in=False)


def _check_author() -> None:
    """What one person typed is not carried out in the name of another who has signed in since. Raises Lapsed."""
    actor = current_actor()
    if actor is None or form_tokens.author() != actor.staff_id:
        title = "Cette page a été ouverte par quelqu’un d’autre"
        raise Lapsed(title, status=409, kept=lapsed.keep(current_house()))


def take_back() -> None:
    """A form that waited for its author is shown as it was typed; nothing is carried out. Raises Lapsed, WritesHeld."""
    if request.method in _READING or is_api() or KEPT not in request.form:
        return
    actor = current_actor()
    if actor is None:
        return
    house, address = current_house(), request.full_path.rstrip("?")
    typed = lapsed.open_for(house, actor, request.form[KEPT], address, now=clock.now())
    if typed is None:
        raise Lapsed("Cette saisie ne peut pas être montrée", status=403, kept=request.form[KEPT])
    lapsed.take_in(typed)
    g.tenancy.enter_context(holding_writes())
    if request.url_rule is not None and "GET" not in (request.url_rule.methods or ()):
        raise WritesHeld(
            "Rien n’est encore fait."
        )  # a gesture has no page of its own to come back to
