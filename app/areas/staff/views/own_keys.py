"""/bureau/mes-cles: every professional's own passkeys, and what happened to them."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import StringField

from app.areas.staff.own_keys import KeyLine, key_lines, own_notices
from app.areas.staff.views.blueprint import blueprint
from app.gate.auth import confirming, cookies, notices, own_keys
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.own_keys import OWN
from app.gate.auth.routes import button, page, reading
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.forms import Form
from app.ground.pages.undo import press, say


class NameForm(Form):
    """What a key is called in lists."""

    label = StringField("Nom de la clé")


@reading(blueprint, "/mes-cles", OWN)
def mine() -> str:
    actor, house = require(OWN), current_house()
    with house.database.read() as session:
        current = confirming.current_credential(session)
        return render_template(
            "office/own_keys.html",
            keys=key_lines(session, actor, now=clock.now()),
            current_id=current.id if current else None,
            notices=own_notices(session, house, actor),
        )


@reading(blueprint, "/mes-cles/ajouter", OWN)
def own_key_adding() -> str:
    """The gestures are the browser's: this page only says them, and `own_keys_api` judges what they gave."""
    actor = require(OWN)
    with current_house().database.read() as session:
        keys = key_lines(session, actor, now=clock.now())
    return render_template("office/own_key_adding.html", keys=keys, is_demo=confirming.is_demo())


@page(blueprint, "/mes-cles/<uuid:credential_id>/renommer", OWN)
def own_key_renaming(credential_id: uuid.UUID) -> Response | tuple[str, int]:
    actor = require(OWN)
    key = _own(actor, credential_id)
    form = NameForm(data={"label": key.label})

    def rename(session: Session) -> None:
        own_keys.rename(session, actor, credential_id, form.label.data or "", now=clock.now())

    if form.carry(rename):
        say("Clé renommée.")
        return redirect(url_for("staff.mine"))
    return render_template("office/own_key_renaming.html", key=key, form=form), form.status


@page(blueprint, "/mes-cles/<uuid:credential_id>/retirer", OWN)
def own_key_withdrawing(credential_id: uuid.UUID) -> str | Response:
    """First what will follow, then the gesture. It asks for no key: whoever lost theirs has none to show."""
    actor, now = require(OWN), clock.now()
    key = _own(actor, credential_id)
    is_lost = request.values.get("perdue") == "1"
    with current_house().database.read() as session:
        keys = key_lines(session, actor, now=now)
        current = confirming.current_credential(session)
    is_current = current is not None and current.id == credential_id
    if request.method == "GET":
        others = [one for one in keys if one.id != credential_id]
        return render_template(
            "office/own_key_withdrawing.html",
            key=key,
            others=others,
            is_lost=is_lost,
            is_current=is_current,
        )
    with current_house().database.write() as session:
        own_keys.withdraw(session, actor, credential_id, is_lost=is_lost, now=now)
    if not is_lost and not is_current:
        say("Clé retirée : elle n’ouvre plus rien.")
        return redirect(url_for("staff.mine"))
    return _gone(key.label, is_lost=is_lost, is_closed=is_current, left=len(keys) - 1)


@button(blueprint, "/mes-cles/avis/<uuid:notice_id>/vu", OWN)
def notice_seen(notice_id: uuid.UUID) -> Response:
    actor = require(OWN)

    def acknowledge(session: Session) -> None:
        shown = confirming.current_credential(session)
        notices.acknowledge(session, actor, notice_id, shown=shown, now=clock.now())

    return press(
        acknowledge,
        back=url_for("staff.mine"),
        said="Noté.",
    )


@button(blueprint, "/mes-cles/avis/<uuid:notice_id>/pas-moi", OWN)
def notice_disputed(notice_id: uuid.UUID) -> str | Response:
    """What was done in one's name is undone at once, and whoever manages the team is alerted."""
    actor, now = require(OWN), clock.now()
    with current_house().database.write() as session:
        current = confirming.current_credential(session)
        gone = notices.dispute(session, actor, notice_id, now=now)
        left = len(own_keys.live(session, actor.staff_id))
    if current is not None and current.id in gone:
        return _gone("", is_lost=False, is_closed=True, left=left)
    say(
        "C’est signalé à la direction. "
        + ("La clé contestée n’ouvre plus rien." if gone else "Rien d’autre n’a changé.")
    )
    return redirect(url_for("staff.mine"))


def _own(actor: Actor, credential_id: uuid.UUID) -> KeyLine:
    with current_house().database.read() as session:
        keys = key_lines(session, actor, now=clock.now())
    found = next((one for one in keys if one.id == credential_id), None)
    if found is None:
        raise NotFound()
    return found


def _gone(label: str, *, is_lost: bool, is_closed: bool, left: int) -> Response:
    """What to do next, said while it can still be: this very session may just have ended."""
    text = render_template(
        "gate/key_gone.html", label=label, is_lost=is_lost, is_closed=is_closed, left=left
    )
    answer = make_response(text)
    if is_closed:
        cookies.clear_session(answer)
    return answer
