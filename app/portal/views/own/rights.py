"""Asking for one's rights over one's own data: what each is, asking for it, and what became of it."""

from __future__ import annotations

from typing import Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.areas.privacy.asking import MOST_WORDS
from app.areas.privacy.own_asking import ask_oneself, own_requests_of
from app.areas.privacy.rules import OBJECTS, RIGHTS
from app.ground import clock
from app.ground.errors import Invalid, NotFound, TooMuch
from app.ground.house import current_house
from app.portal import sessions
from app.portal.access import opens
from app.portal.own.typed import readable
from app.portal.views.blueprint import blueprint
from app.portal.views.home import shown_now

PLAIN: Final = {
    "access": ("Lire tout mon dossier", "L’équipe prépare une copie pour vous."),
    "rectification": ("Corriger une erreur", "Dites ce qui est faux. Dites ce qui est vrai."),
    "opposition": ("Dire non", "Par exemple, ne plus montrer votre photo."),
    "limitation": ("Mettre une note de côté", "Seules quelques personnes la liront encore."),
    "portability": ("Emporter mes données", "L’équipe prépare un fichier pour vous."),
}
"""Each right as it is said to whoever asks for it, in the order of `RIGHTS`."""

OBJECTIONS: Final = {
    "sharing": "Que des professionnels se parlent de moi",
    "relatives": "Ce que mes proches voient",
    "picture": "Ma photo",
    "national_record": "L’envoi vers Mon espace santé",
    "record": "Le dossier lui-même",
    "trail": "La liste de qui lit mon dossier",
}
"""The same for what one may oppose (`OBJECTS`)."""


@opens(blueprint, "/moi/droits", "person")
def own_rights() -> ResponseReturnValue:
    shown, house = shown_now(), current_house()
    with house.database.read() as session:
        asked = own_requests_of(session, house.vault, shown.person_id)
    is_said = "demande" in request.args
    page = {"shown": shown, "rights": PLAIN, "asked": asked, "is_said": is_said}
    return render_template("portal/own/rights.html", **page)


@opens(blueprint, "/moi/droits/<right>", "person", "GET", "POST")
def asking_right(right: str) -> ResponseReturnValue:
    if right not in RIGHTS:
        raise NotFound()
    seen, shown, house = sessions.current_person(), shown_now(), current_house()
    is_opposing = right == "opposition"
    page = {
        "shown": shown,
        "plain": PLAIN[right],
        "objections": OBJECTIONS if is_opposing else {},
        "most": MOST_WORDS,
    }
    if request.method != "POST":
        return render_template("portal/own/asking.html", **page)
    subject = request.form.get("subject", "")
    typed = readable(request.form.get("words", ""))
    try:
        with house.database.write() as session:
            ask_oneself(
                session,
                house.vault,
                seen.establishment_id,
                shown.person_id,
                name=shown.person_name,
                right=right,
                words=typed,
                subject=subject if is_opposing and subject in OBJECTS else None,
                today=shown.at.astimezone(shown.zone).date(),
                now=clock.now(),
            )
    except (Invalid, TooMuch) as error:
        problem = next(iter(error.fields.values())) if isinstance(error, Invalid) else error.message
        again = render_template(
            "portal/own/asking.html", **page, problem=problem, typed=typed, chosen=subject
        )
        return again, error.status
    return redirect(url_for("portal.own_rights", demande=1), 303)
