"""Files handed in at a desk: they go the way of a tablet's, and are checked like them."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.documents import measure
from app.areas.documents.bodies import PartBody
from app.areas.documents.commands import Given, capture, sealed_files
from app.areas.documents.forms import UploadForm, offered
from app.areas.documents.kinds import KINDS
from app.areas.documents.views.blueprint import CAPTURE, Desk, blueprint, reached_person
from app.gate.auth.access import MIB
from app.gate.auth.routes import page
from app.ground.errors import Invalid, NotFound
from app.ground.pages.asked import asked_choice, asked_id
from app.ground.pages.undo import say

LARGEST = 48 * MIB
"""What one form may carry: several files of 12 MiB at most each."""
_ONE, _NOTE = 12 * MIB, 2000


@page(blueprint, "/personnes/<uuid:person_id>/documents/ajouter", CAPTURE, body_limit=LARGEST + MIB)
def uploading(person_id: uuid.UUID) -> Response | tuple[str, int]:
    here, person = reached_person(person_id, CAPTURE)
    if person.unit_id is None:
        raise NotFound()  # nothing new is put in the file of somebody who left
    form = UploadForm(data={"kind": asked_choice("sorte", KINDS)})
    form.kind.choices = offered(None)
    sealed = _Sealed(here, form)
    if form.carry(lambda session: _keep(session, here, person_id, form, sealed)):
        older = asked_id("remplace")
        say("Reçu. Les pages seront lisibles dès qu’elles auront été vérifiées.")
        return redirect(url_for("documents.document", document_id=form.outcome, remplace=older))
    return render_template("documents/adding.html", person=person, form=form), form.status


class _Sealed:
    """The files of the form, sealed and kept before anything is written; or why they are refused."""

    def __init__(self, here: Desk, form: UploadForm) -> None:
        self._parts: list[PartBody] = []
        self._refusal: Invalid | None = None
        if form.validate_on_submit():
            try:
                self._parts = _kept(here)
            except Invalid as refusal:
                self._refusal = refusal

    @property
    def parts(self) -> list[PartBody]:
        """Raises Invalid."""
        if self._refusal is not None:
            raise self._refusal
        return self._parts


def _kept(here: Desk) -> list[PartBody]:
    """Raises Invalid."""
    files = _given()
    with here.house.database.write() as session:
        size = sum(len(one.data) for one in files)
        measure.count_at_desk(session, here.actor.staff_id, size, now=here.now)
    return sealed_files(here.house, files)


def _given() -> list[Given]:
    """What was chosen, read no farther than what is refused."""
    return [
        Given(one.read(_ONE + 1), one.mimetype or "application/octet-stream")
        for one in request.files.getlist("files")
        if one.filename
    ]


def _keep(
    session: Session, here: Desk, person_id: uuid.UUID, form: UploadForm, sealed: _Sealed
) -> uuid.UUID:
    kind = form.kind.data or None
    if kind is not None and not (kind in KINDS and KINDS[kind].is_offered):
        raise Invalid({"kind": "Choisissez une sorte de la liste, ou laissez à classer."})
    if len(form.note.data or "") > _NOTE:
        raise Invalid({"note": f"{_NOTE} caractères au plus."})
    return capture(
        session,
        here.house,
        here.actor,
        person_id,
        sealed.parts,
        kind=kind,
        note=form.note.data,
        now=here.now,
    )
