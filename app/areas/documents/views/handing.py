"""Forms about one document: handed over, hidden, moved to whose it is, withdrawn."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.documents.commands import withdraw
from app.areas.documents.forms import HandingForm, MaskingForm, MovingForm, WithdrawingForm
from app.areas.documents.masking import mask
from app.areas.documents.masks import OUTSIDE, maskable
from app.areas.documents.moving import move
from app.areas.documents.owning import hand_over
from app.areas.documents.queries import DocumentValue, document_of
from app.areas.documents.views.blueprint import FILE, MASK, Desk, blueprint, reached, ward
from app.areas.persons.queries import unit_of
from app.gate.auth.actor import Subject
from app.gate.auth.policy import ROLES, allows, may
from app.gate.auth.routes import page
from app.gate.directory.team import team_of
from app.ground.database import take_revision
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.folding import fold
from app.ground.pages.fields import choices
from app.ground.pages.undo import say

Answer = Response | tuple[str, int]
_NOBODY = Invalid({"person": "Choisissez une personne de vos unités."})


@page(blueprint, "/documents/<uuid:document_id>/confier", FILE)
def handing(document_id: uuid.UUID) -> Answer:
    here, person, one = reached(document_id, FILE)
    form = HandingForm()
    with here.house.database.read() as session:
        team = team_of(session, here.house, here.home)
    who = [
        (each.id, f"{each.listed_name}, {ROLES[each.role].lower()}")
        for each in team
        if each.left_at is None
        and allows(each.role, FILE)
        and each.role not in one.hidden_from
        and each.id != one.owner_id
    ]
    form.to.choices = choices(who, first="Choisir…")
    if form.carry(
        _upon(
            here,
            one,
            lambda session: hand_over(
                session, here.actor, document_id, form.chosen(), now=here.now
            ),
        )
    ):
        return _done(
            document_id,
            "Confié : il attend cette personne dans « À moi ».",
            "documents.giving_back",
        )
    return _shown("handing", form, person=person, one=one)


@page(blueprint, "/documents/<uuid:document_id>/masquer", MASK)
def masking(document_id: uuid.UUID) -> Answer:
    here, person, one = reached(document_id, MASK)
    form = MaskingForm()
    roles = [role for role in maskable(one.kind) if role != here.actor.role]
    if form.carry(
        _upon(
            here,
            one,
            lambda session: mask(
                session,
                here.house,
                here.actor,
                document_id,
                form.roles.data or (),
                form.reason.data,
                now=here.now,
            ),
        )
    ):
        say(
            "Document masqué : il n’est plus sur leurs écrans, ni sur les tablettes qu’ils partagent."
        )
        return redirect(url_for("documents.document", document_id=document_id))
    return _shown("masking", form, person=person, one=one, roles=roles, outside=OUTSIDE)


@page(blueprint, "/documents/<uuid:document_id>/deplacer", FILE)
def moving(document_id: uuid.UUID) -> Answer:
    here, person, one = reached(document_id, FILE)
    form = MovingForm()
    _units, persons = ward(here)
    form.person.choices = choices(
        (
            (each.id, ", ".join(filter(None, (each.listed_name, each.room, each.unit))))
            for each in sorted(persons.values(), key=lambda each: fold(each.listed_name))
            if each.id != person.id
        ),
        first="Choisir…",
    )
    if form.carry(_upon(here, one, lambda session: _move(session, here, one, form))):
        say("Document déplacé. Qui l’avait ouvert est noté sur sa page.")
        return redirect(url_for("documents.document", document_id=document_id))
    return _shown("moving", form, person=person, one=one)


@page(blueprint, "/documents/<uuid:document_id>/retirer", FILE)
def withdrawing(document_id: uuid.UUID) -> Answer:
    here, person, one = reached(document_id, FILE)
    form = WithdrawingForm()
    if form.carry(
        _upon(
            here,
            one,
            lambda session: withdraw(
                session, here.house, here.actor, document_id, form.why.data or "", now=here.now
            ),
        )
    ):
        undo = url_for("documents.restoring", document_id=document_id)
        say("Document retiré : il n’est plus dans aucune liste.", undo=undo)
        return redirect(url_for("documents.of_person", person_id=person.id))
    return _shown("withdrawing", form, person=person, one=one)


def _upon(
    here: Desk, one: DocumentValue, act: Callable[[Session], Any]
) -> Callable[[Session], Any]:
    """`act`, if what was judged still holds. It raises NotFound, and Conflict once the document is somebody else's."""

    def acted(session: Session) -> Any:
        take_revision(session, here.home)
        now = document_of(session, here.house.vault, here.actor, one.id)
        if now.person_id != one.person_id:
            raise Conflict("Ce document a été déplacé entre-temps : rien n’a été changé.")
        return act(session)

    return acted


def _move(session: Session, here: Desk, one: DocumentValue, form: MovingForm) -> None:
    """To somebody about whom the actor may file too. Raises Invalid."""
    to = form.chosen()
    try:
        unit_id = unit_of(session, here.home, to) if to else None
    except NotFound as error:
        raise _NOBODY from error
    if to is None or unit_id is None or not may(here.actor, FILE, Subject(here.home, unit_id)):
        raise _NOBODY
    move(session, here.house, here.actor, one.id, to, form.why.data, now=here.now)


def _done(document_id: uuid.UUID, said: str, undo: str) -> Response:
    say(said, undo=url_for(undo, document_id=document_id))
    return redirect(url_for("documents.index"))


def _shown(template: str, form: object, **about: object) -> Answer:
    return render_template(f"documents/{template}.html", form=form, **about), form.status  # type: ignore[attr-defined]
