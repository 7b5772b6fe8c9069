"""Forms about allergies: one found and described, one said otherwise, one withdrawn, none known, words answered."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.drugs.queries import current
from app.areas.medical.allergens import Allergen, allergen_of, search
from app.areas.medical.commands import (
    add_allergy,
    answer_words,
    change_allergy,
    say_no_allergy,
    withdraw,
)
from app.areas.medical.file import Chain, MedicalFile
from app.areas.medical.forms import AllergyEdit, AllergyForm, NoneKnownForm, WithdrawingForm
from app.areas.medical.views.blueprint import WRITE, blueprint, file_about, reached
from app.areas.persons.queries import PersonValue
from app.gate.auth.routes import button, page
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.undo import press, say

Answer = Response | tuple[str, int]


@page(blueprint, "/personnes/<uuid:person_id>/sante/allergies/ajouter", WRITE)
def allergy_adding(person_id: uuid.UUID) -> Answer:
    actor, person = reached(person_id, WRITE)
    house, file, sent = current_house(), file_about(person), request.form
    chosen = allergen_of(current(house), sent.get("add") or sent.get("allergen", ""))
    if chosen is None:
        return _searched(person, file)
    form = _described(chosen, file)

    def act(session: Session) -> None:
        now = clock.now()
        add_allergy(session, house.vault, actor, person_id, form.draft(chosen), now=now)
        if file.words and form.takes_words.data:
            answer = {"text": file.words, "how": "coded"}
            answer_words(session, house.vault, actor, person_id, now=now, **answer)

    if "add" not in sent and form.carry(act):
        return _back(person_id, "Allergie notée : les tablettes la montrent.")
    return _shown("allergy", form, person=person, chosen=chosen, words=file.words)


@page(blueprint, "/personnes/<uuid:person_id>/sante/allergies/<uuid:allergy_id>", WRITE)
def allergy_changing(person_id: uuid.UUID, allergy_id: uuid.UUID) -> Answer:
    actor, person = reached(person_id, WRITE)
    one = _standing(file_about(person), allergy_id)
    if one.is_broken or "code" not in one.said:
        raise NotFound()
    chosen = Allergen(one.said["kind"], one.said["code"], one.said["label"])
    shown = {name: one.said[name] for name in ("severity", "reaction", "since", "said_by")}
    form = AllergyEdit.over(shown, stamped={"version": one.last.row.version})
    if form.carry(
        lambda session: change_allergy(
            session,
            current_house().vault,
            actor,
            person_id,
            allergy_id,
            form.draft(chosen),
            why=form.reason.data,
            seen=form.seen.data,
            now=clock.now(),
        )
    ):
        return _back(person_id, "Allergie modifiée : ce qui était noté reste lisible.")
    return _shown("allergy", form, person=person, chosen=chosen, one=one)


@page(blueprint, "/personnes/<uuid:person_id>/sante/allergies/<uuid:allergy_id>/retirer", WRITE)
def allergy_withdrawing(person_id: uuid.UUID, allergy_id: uuid.UUID) -> Answer:
    actor, person = reached(person_id, WRITE)
    one, form = _standing(file_about(person), allergy_id), WithdrawingForm()
    vault = current_house().vault
    if form.carry(
        lambda session: withdraw(
            session, vault, actor, person_id, allergy_id, why=form.reason.data, now=clock.now()
        )
    ):
        return _back(person_id, "Retirée : elle reste lisible, avec la raison.")
    return _shown("withdrawing", form, person=person, one=one)


@page(blueprint, "/personnes/<uuid:person_id>/sante/allergies/aucune", WRITE)
def none_known(person_id: uuid.UUID) -> Answer:
    actor, person = reached(person_id, WRITE)
    words, form, vault = file_about(person).words, NoneKnownForm(), current_house().vault
    if form.carry(
        lambda session: say_no_allergy(
            session,
            vault,
            actor,
            person_id,
            by=form.said_by.data,
            waiting=words,
            now=clock.now(),
        )
    ):
        return _back(person_id, "Noté : aucune allergie connue.")
    return _shown("none_known", form, person=person)


@button(blueprint, "/personnes/<uuid:person_id>/sante/allergies/repere", WRITE)
def words_answering(person_id: uuid.UUID) -> Response:
    actor, _person = reached(person_id, WRITE)
    vault, sent = current_house().vault, request.form
    return press(
        lambda session: answer_words(
            session,
            vault,
            actor,
            person_id,
            text=sent.get("text", ""),
            how=sent.get("how", ""),
            now=clock.now(),
        ),
        back=url_for("medical.health", person_id=person_id),
        said="Noté : ce repère n’est plus à coder.",
    )


def _searched(person: PersonValue, file: MedicalFile) -> Answer:
    asked = request.form.get("q", "").strip()
    found, total = search(current(current_house()), asked)
    shown = render_template(
        "office/medical/allergen.html",
        person=person,
        words=file.words,
        asked=asked,
        found=found if asked else None,
        total=total,
    )
    return shown, 200


def _described(chosen: Allergen, file: MedicalFile) -> AllergyForm:
    """The form about what was just chosen, or as it was sent."""
    first = {"allergen": chosen.value, "takes_words": True}
    form = AllergyForm(formdata=None, data=first) if "add" in request.form else AllergyForm()
    form.takes_words.label.text = f"Ceci reprend le repère « {file.words} » : ne plus le montrer"
    return form


def _standing(file: MedicalFile, chain_id: uuid.UUID) -> Chain:
    """An allergy in force, or the answer that none is known. Raises NotFound."""
    for one in (*file.allergies, file.none_known):
        if one is not None and one.id == chain_id:
            return one
    raise NotFound()


def _back(person_id: uuid.UUID, said: str) -> Response:
    say(said)
    return redirect(url_for("medical.health", person_id=person_id))


def _shown(template: str, form: object, **about: object) -> Answer:
    told = {"words": None, "one": None, **about}
    return render_template(f"office/medical/{template}.html", form=form, **told), form.status  # type: ignore[attr-defined]
