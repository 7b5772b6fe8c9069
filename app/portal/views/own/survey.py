"""/moi/avis: the survey, one question a page, large buttons, with one's name or without."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.areas.survey.commands import MOST_WORDS, Answered, answer, has_answered, open_of
from app.areas.survey.models import Survey
from app.areas.survey.questions import ANSWERS
from app.ground import clock
from app.ground.errors import Conflict, Invalid
from app.ground.house import current_house
from app.portal import sessions
from app.portal.access import opens
from app.portal.own.survey import Sheet, read
from app.portal.own.typed import readable
from app.portal.views.blueprint import blueprint
from app.portal.views.home import shown_now


@opens(blueprint, "/moi/avis", "person")
def own_survey() -> ResponseReturnValue:
    """What it is about, and the choice of saying one's name or not."""
    shown, found, is_done = shown_now(), *running()
    page = {"shown": shown, "is_open": found is not None, "is_done": is_done}
    return render_template("portal/own/survey.html", **page, is_sent="merci" in request.args)


@opens(blueprint, "/moi/avis/question", "person", "POST")
def own_question() -> ResponseReturnValue:
    """The next question, once one was answered; the last page is what will be sent."""
    shown, (found, is_done) = shown_now(), running()
    if found is None or is_done:
        return redirect(url_for("portal.own_survey"), 303)
    sheet = _sheet(found).step(request.form.get("press", ""))
    page = {"shown": shown, "sheet": sheet, "answers": ANSWERS, "most": MOST_WORDS}
    name = "review" if sheet.is_over else "question"
    return render_template(f"portal/own/{name}.html", **page)


@opens(blueprint, "/moi/avis/envoyer", "person", "POST")
def sending_survey() -> ResponseReturnValue:
    seen, shown, house = sessions.current_person(), shown_now(), current_house()
    found, is_done = running()
    if found is None or is_done:
        return redirect(url_for("portal.own_survey"), 303)
    sheet, words = _sheet(found), readable(request.form.get("words", ""))
    said = Answered(sheet.answers, sheet.is_named, words if sheet.is_named else "")
    try:
        with house.database.write() as session:
            answer(
                session,
                house.vault,
                seen.establishment_id,
                shown.person_id,
                found.id,
                said,
                now=clock.now(),
            )
    except Invalid as error:
        page = {"shown": shown, "sheet": sheet, "answers": ANSWERS, "most": MOST_WORDS}
        problem = next(iter(error.fields.values()))
        name = "review" if sheet.is_over else "question"
        again = render_template(f"portal/own/{name}.html", **page, problem=problem, typed=words)
        return again, error.status
    except Conflict:
        return redirect(
            url_for("portal.own_survey"), 303
        )  # closed or answered meanwhile: it says so
    return redirect(url_for("portal.own_survey", merci=1), 303)


def running() -> tuple[Survey | None, bool]:
    """The survey that is open, and whether the person has answered it."""
    seen, house = sessions.current_person(), current_house()
    with house.database.read() as session:
        found = open_of(session, seen.establishment_id)
        return found, found is not None and has_answered(session, found.id, seen.person_id)


def _sheet(found: Survey) -> Sheet:
    is_named = request.form.get("name") == "yes"
    return read(found.version, request.form.get("given", ""), is_named)
