"""What the person expects, in their words: written, written otherwise, withdrawn."""

from __future__ import annotations

import uuid
from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.areas.family.values import Shown
from app.areas.persons.file.own import expectations_of, say_expectation, withdraw_expectation
from app.areas.persons.file.reading import Fact
from app.areas.persons.file.words import ABOUTS
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.errors import Conflict, Invalid, NotFound, TooMuch
from app.ground.house import current_house
from app.portal import sessions
from app.portal.access import opens
from app.portal.own.typed import readable
from app.portal.views.blueprint import blueprint
from app.portal.views.home import shown_now

_SAID = {"dit": "C’est noté. L’équipe le lit dans votre dossier.", "retire": "C’est retiré."}


@opens(blueprint, "/moi/attentes", "person", "GET", "POST")
def expectations() -> ResponseReturnValue:
    shown = shown_now()
    if request.method != "POST":
        return _page(shown)
    return _say(shown, None) or redirect(url_for("portal.expectations", fait="dit"), 303)


@opens(blueprint, "/moi/attentes/<uuid:expectation_id>", "person", "GET", "POST")
def expecting(expectation_id: uuid.UUID) -> ResponseReturnValue:
    """Only what the person wrote is theirs to write otherwise."""
    shown = shown_now()
    mine = next((one for one in _kept(shown) if one.id == expectation_id), None)
    if mine is None or not mine.is_own_words:
        raise NotFound()
    if request.method != "POST":
        return render_template(
            "portal/own/expecting.html", shown=shown, abouts=ABOUTS, one=mine, typed=mine.said or {}
        )
    return _say(shown, mine) or redirect(url_for("portal.expectations", fait="dit"), 303)


@opens(blueprint, "/moi/attentes/<uuid:expectation_id>/retirer", "person", "POST")
def expecting_no_more(expectation_id: uuid.UUID) -> ResponseReturnValue:
    seen, shown, house = sessions.current_person(), shown_now(), current_house()
    with house.database.write() as session:
        withdraw_expectation(
            session,
            house.vault,
            seen.establishment_id,
            shown.person_id,
            expectation_id,
            now=clock.now(),
        )
    return redirect(url_for("portal.expectations", fait="retire"), 303)


def _say(shown: Shown, mine: Fact | None) -> ResponseReturnValue | None:
    """Keeps what was typed; None when it is kept, else the page again with what was typed."""
    seen, house, now = sessions.current_person(), current_house(), clock.now()
    typed = {
        "about": request.form.get("about", ""),
        "words": " ".join(readable(request.form.get("words", "")).split()),
    }
    try:
        with house.database.write() as session:
            say_expectation(
                session,
                house.vault,
                seen.establishment_id,
                shown.person_id,
                typed,
                chain_id=mine.id if mine else None,
                today=_today(shown),
                now=now,
            )
    except (Invalid, TooMuch, Conflict) as error:
        problem = next(iter(error.fields.values())) if isinstance(error, Invalid) else error.message
        if mine is None:
            return _page(shown, problem=problem, typed=typed), error.status
        page = {"shown": shown, "abouts": ABOUTS, "one": mine, "typed": typed}
        return render_template("portal/own/expecting.html", **page, problem=problem), error.status
    return None


def _page(shown: Shown, **typed: object) -> str:
    house, seen = current_house(), sessions.current_person()
    with house.database.read() as session:
        staff = names_of(session, house, seen.establishment_id)
    said = _SAID.get(request.args.get("fait", ""))
    kept = _kept(shown)
    return render_template(
        "portal/own/expectations.html",
        shown=shown,
        kept=kept,
        abouts=ABOUTS,
        staff=staff,
        said=said,
        **typed,
    )


def _kept(shown: Shown) -> list[Fact]:
    house = current_house()
    with house.database.read() as session:
        return expectations_of(session, house.vault, shown.person_id)


def _today(shown: Shown) -> date:
    return shown.at.astimezone(shown.zone).date()
