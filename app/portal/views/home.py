"""The one page of the portal, and its pictures. What is shown is asked for at every request."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.areas.documents.queries import Which
from app.areas.family.queries import page_for, picture_for
from app.areas.family.values import PARTS, Shown, Window
from app.ground import clock
from app.ground.errors import NotFound, SignInNeeded
from app.ground.house import current_house
from app.portal import form_tokens, reading, sessions
from app.portal.access import opens
from app.portal.views.blueprint import blueprint

_ALL_OF_LATE = Window()


@dataclass(frozen=True, slots=True)
class Places:
    """Where the page's pictures are, and where its words go: the preview of the desk has others."""

    writing: bool = True

    @property
    def write_action(self) -> str:
        return url_for("portal.writing")

    @property
    def token(self) -> str:
        return form_tokens.token()

    def page(self, part: str | None = None, before: date | None = None) -> str:
        return url_for("portal.home", partie=part, avant=before)

    def picture(self, item_id: uuid.UUID, page_id: uuid.UUID, which: str) -> str:
        return url_for("portal.picture", item_id=item_id, page_id=page_id, which=which)


def shown_now(window: Window = _ALL_OF_LATE) -> Shown:
    """What the relative sees now. Whoever is to see nothing any more is signed out, and told what a stranger is told.

    Raises SignInNeeded.
    """
    seen, house, now = sessions.current_relative(), current_house(), clock.now()
    with house.database.read() as session:
        shown = page_for(session, house, seen.relative_id, now, window)
    if shown is not None:
        return shown
    with house.database.write() as session:
        sessions.end(session, seen, now=now)
    raise SignInNeeded("Entrez avec votre clé pour continuer.")


@opens(blueprint, "/", "relative")
def home() -> ResponseReturnValue:
    shown = shown_now(_window())
    if sessions.is_person():
        return redirect(url_for("portal.own_home"))
    reading.tell_opened(sessions.current_relative(), now=clock.now())
    is_sent = "envoye" in request.args
    return render_template("portal/home.html", shown=shown, places=Places(), is_sent=is_sent)


def _window() -> Window:
    """Which part of the page the address asks for. Raises NotFound."""
    part, day = request.args.get("partie"), request.args.get("avant")
    try:
        before = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise NotFound() from error
    if part is not None and part not in PARTS:
        raise NotFound()
    return Window(before, part)


@opens(blueprint, "/images/<uuid:item_id>/<uuid:page_id>/<which>", "relative")
def picture(item_id: uuid.UUID, page_id: uuid.UUID, which: str) -> ResponseReturnValue:
    size: Which = "legible" if which == "legible" else "thumb"
    if which != size:
        raise NotFound()
    seen, house, now = sessions.current_relative(), current_house(), clock.now()
    with house.database.read() as session:
        seen_picture = picture_for(session, house, seen.relative_id, item_id, page_id, size, now)
    if which == "legible":
        reading.tell_document(seen, item_id, now=now)
    return Response(seen_picture, mimetype="image/webp")
