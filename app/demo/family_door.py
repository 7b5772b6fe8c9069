"""The demo's door on the families' side: Mme Lenoir and those close to her, without a passkey. No other portal has one.

It stands behind the same fence as the professionals' (`fence.py`), on the host of the families. A relative who was set
aside is answered what the portal answers a stranger.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.areas.family.models import Relative
from app.areas.family.queries import own_access_of, page_for, relatives_of
from app.demo.family import FAMILY, PERSON
from app.demo.fence import keep_out
from app.demo.guests import HOME
from app.demo.unheld_key import unheld_key
from app.demo.values import demo_id
from app.gate.auth.passkeys import NotBelieved
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import House, current_house
from app.ground.ids import parse_id
from app.ground.tenancy import acting_for
from app.portal import cookies, sessions
from app.portal.access import opens

blueprint = Blueprint("demo_family", __name__, template_folder="templates")
_HOST: Final = "famille.localhost"
_THEM: Final = {demo_id("relative", one.key) for one in FAMILY}


@dataclass(frozen=True, slots=True)
class Visitor:
    """One line of the page: who they are to her, and what is open to them now."""

    id: uuid.UUID
    name: str
    link: str
    topics: str


def install(portal: Flask) -> None:
    """Adds the door to the portal of a demo."""
    portal.register_blueprint(blueprint)


@blueprint.before_request
def _fence() -> None:
    keep_out(_HOST)


@opens(blueprint, "/demo", "anybody")
def door() -> ResponseReturnValue:
    house, now = current_house(), clock.now()
    with acting_for(HOME), house.database.read() as session:
        found = _visitors(session, house, now)
    return render_template("demo/family_door.html", visitors=found)


@opens(blueprint, "/demo/entrer", "anybody", "POST")
def enter() -> ResponseReturnValue:
    relative_id = parse_id(request.form.get("relative", ""))
    house, now = current_house(), clock.now()
    with acting_for(HOME), house.database.write() as session:
        if relative_id not in _them(session, house):
            raise NotFound()
        assert relative_id is not None
        if page_for(session, house, relative_id, now) is None:
            raise NotBelieved("Cette clé n’ouvre rien ici. Demandez une invitation à l’équipe.")
        relative = session.get_one(Relative, relative_id)
        key = unheld_key(session, relative, now=now)
        opened, secret = sessions.open_for(session, relative, key, now=now)
    response = redirect(url_for("portal.home"), 303)
    cookies.set_session(response, opened.id, secret)
    return response


def _them(session: Session, house: House) -> set[uuid.UUID]:
    own = own_access_of(session, house, _person())
    return _THEM | ({own.id} if own else set())


def _visitors(session: Session, house: House, now: datetime) -> list[Visitor]:
    """Herself, then those close to her."""
    own = own_access_of(session, house, _person())
    found = [Visitor(own.id, own.name, "elle-même", "Son propre espace")] if own else []
    for one in relatives_of(session, house, HOME, _person()):
        if one.id in _THEM:
            shown = page_for(session, house, one.id, now)
            topics = ", ".join(shown.topic_labels).capitalize() if shown else "Accès fermé"
            found.append(Visitor(one.id, one.name, one.link, topics))
    return found


def _person() -> uuid.UUID:
    unit, place = PERSON.rsplit("-", 1)
    return demo_id("person", unit, int(place))
