"""One's own keys and the browsers where one is signed in, each to be closed."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.ground import clock
from app.ground.house import current_house
from app.portal import cookies, sessions
from app.portal import keys as doing
from app.portal.access import opens
from app.portal.views.blueprint import blueprint


@opens(blueprint, "/mes-cles", "relative")
def own_keys() -> ResponseReturnValue:
    seen, now = sessions.current_relative(), clock.now()
    with current_house().database.read() as session:
        kept = doing.keys_of(session, seen.relative_id)
        opened = sessions.open_of(session, seen.relative_id, now=now)
    return render_template("portal/keys.html", kept=kept, opened=opened, seen=seen, now=now)


@opens(blueprint, "/mes-cles/<uuid:key_id>/retirer", "relative", "POST")
def removing(key_id: uuid.UUID) -> ResponseReturnValue:
    """Whoever removes the key that opened this session leaves with it."""
    seen = sessions.current_relative()
    with current_house().database.write() as session:
        doing.withdraw_own(session, seen, key_id, now=clock.now())
    if key_id != seen.credential_id:
        return redirect(url_for("portal.own_keys"), 303)
    response = redirect(url_for("portal.entering"), 303)
    cookies.clear_session(response)
    return response


@opens(blueprint, "/mes-cles/fermer-ailleurs", "relative", "POST")
def closing_others() -> ResponseReturnValue:
    seen = sessions.current_relative()
    with current_house().database.write() as session:
        sessions.end_others(session, seen, now=clock.now())
    return redirect(url_for("portal.own_keys"), 303)
