"""/bureau/effacements: what cannot be undone, for who answers for the protection of data.

They may not browse names. Whoever asks to be erased is found by the identity that came with the request.
"""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.persons.commands import destroy_key, erase
from app.areas.persons.erasure import KEY_BACKUPS
from app.areas.persons.forms import ErasureForm, LookupForm
from app.areas.persons.lookups import erasures_of, find_by_identity, stay_of
from app.areas.persons.models import Erasure
from app.areas.persons.views.blueprint import blueprint
from app.gate.audit.record import record
from app.gate.auth import confirming
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.ground import clock
from app.ground.errors import Invalid
from app.ground.house import current_house
from app.ground.pages.undo import say

WORD = "EFFACER"


@page(blueprint, "/effacements", "person.erase")
def erasures() -> Response | tuple[str, int]:
    actor = require("person.erase")
    form = LookupForm()
    if form.carry(lambda session: _look_up(session, actor, form)):
        if form.outcome is not None:
            return redirect(url_for("persons.erasing", person_id=form.outcome))
        form.refuse("family_name", "Personne n’est connu ici sous cette identité exacte.")
    with current_house().database.read() as session:
        done = erasures_of(session, actor.establishment_id)
    return render_template("office/erasures.html", form=form, done=done), form.status


def _look_up(session: Session, actor: Actor, form: LookupForm) -> uuid.UUID | None:
    """A search by identity is told to the trail, found or not: its answer says who is accompanied here."""
    home = actor.establishment_id
    found = find_by_identity(session, current_house(), home, **form.values)
    record(session, "person.looked_up", at=clock.now(), actor=actor, person_id=found)
    return found


@page(blueprint, "/effacements/<uuid:person_id>", "person.erase")
def erasing(person_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, now = require("person.erase"), clock.now()
    with current_house().database.read() as session:
        stay = stay_of(session, actor.establishment_id, person_id)
    form = ErasureForm()
    if form.carry(lambda session: _erase(session, actor, person_id, form)):
        destroy_key(current_house(), person_id)
        say("Effacé : la clé est détruite, les lignes sont supprimées.")
        return redirect(url_for("persons.erasures"))
    until = now + KEY_BACKUPS
    return render_template(
        "office/erasing.html", form=form, stay=stay, until=until, word=WORD
    ), form.status


def _erase(session: Session, actor: Actor, person_id: uuid.UUID, form: ErasureForm) -> Erasure:
    if (form.confirmation.data or "").strip().upper() != WORD:
        raise Invalid({"confirmation": f"Écrivez {WORD} pour confirmer, ou quittez cette page."})
    done = erase(session, current_house(), actor, person_id, now=clock.now())
    confirming.demand(session, actor, "Effacer définitivement cette personne")
    return done
