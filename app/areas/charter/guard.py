"""No page of the office before the charter is accepted; what was typed under an older version is not lost for it.

Tablets ask by themselves, over what they already hold: their own page does, with no network too, and nothing that was
noted at a bedside waits for a signature.
"""

from __future__ import annotations

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.gate.auth.access import ACCESS
from app.gate.auth.actors import current_actor
from app.gate.auth.charter.accepting import last_accepted
from app.gate.auth.charter.texts import CURRENT
from app.ground.house import current_house

_OPEN = ("charter.reading", "charter.accepting", "pages.signout")


def register(app: Flask) -> None:
    """Asked once the access table has let the request in."""
    app.before_request(_check)


def _check() -> ResponseReturnValue | None:
    """Leads to the charter whoever has yet to accept it."""
    if request.endpoint in _OPEN or not _is_office():
        return None
    actor = current_actor()
    if actor is None:
        return None
    with current_house().database.read() as session:
        last = last_accepted(session, actor.staff_id)
    if last >= CURRENT or (last and request.method == "POST"):
        return None
    path = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("charter.reading", suite=path), 303)


def _is_office() -> bool:
    access = ACCESS.get(request.endpoint or "")
    return (
        request.path.startswith("/bureau") and access is not None and access.audience == "session"
    )
