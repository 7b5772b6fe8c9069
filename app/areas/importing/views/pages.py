"""/bureau/import: a file is tried first, the report says each line, and a button then imports it."""

from __future__ import annotations

import base64
import binascii

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_wtf.file import FileField
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer
from wtforms import HiddenField

from app.areas.importing.commands import import_file, try_file
from app.areas.importing.judging import Judged
from app.areas.importing.reading import BYTES, read
from app.areas.importing.sheets import SHEETS, Sheet, model_of
from app.gate.auth import confirming
from app.gate.auth.access import MIB
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import page, reading
from app.ground import clock
from app.ground.errors import Invalid, NotFound, Refused
from app.ground.house import current_house
from app.ground.pages.forms import Form
from app.ground.pages.undo import say

blueprint = Blueprint("importing", __name__, url_prefix="/bureau")
RUN = "import.run"
SHOWN = 200


class ImportForm(Form):
    """A file, or the one that was just tried, as it came back."""

    file = FileField("Fichier CSV")
    tried = HiddenField()


@reading(blueprint, "/import", RUN)
def index() -> str:
    require(RUN)
    return render_template("importing/index.html", sheets=SHEETS.values())


@reading(blueprint, "/import/<sheet>/modele", RUN)
def model(sheet: str) -> Response:
    found, _ = _sheet(sheet)
    answer = Response(model_of(found), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.code}.csv"'
    return answer


@page(blueprint, "/import/<sheet>", RUN, body_limit=4 * MIB)
def trying(sheet: str) -> Answer | tuple[str, int]:
    found, actor = _sheet(sheet)
    form, judged = ImportForm(), None
    data = _data(form) if form.is_submitted() else b""
    is_sure = bool(form.tried.data) and not form.file.data
    if is_sure and form.carry(
        lambda session: import_file(
            session,
            current_house(),
            actor,
            found,
            data,
            confirm=lambda session, lines: _confirm(session, actor, found, lines),
            now=clock.now(),
        )
    ):
        say(f"Importé : {form.outcome} ligne{'s' if form.outcome > 1 else ''}.")
        return redirect(url_for("importing.index"))
    if form.validate_on_submit():
        judged = _judge(form, actor, found, data)
    form.tried.data = base64.b64encode(data).decode() if judged and judged.is_fine else ""
    return render_template(
        "importing/sheet.html", sheet=found, form=form, judged=judged, shown=SHOWN
    ), (422 if judged and not judged.is_fine else form.status)


def _confirm(session: Session, actor: Actor, sheet: Sheet, lines: int) -> None:
    """Many files at once, in one gesture: it takes the key of who does it."""
    what = f"{lines} ligne{'s' if lines > 1 else ''}"
    confirming.demand(session, actor, f"Importer {what} ({sheet.label.lower()})")


def _sheet(code: str) -> tuple[Sheet, Actor]:
    """The sheet, for whoever may write what it holds. Raises NotFound."""
    found = SHEETS.get(code)
    if found is None:
        raise NotFound()
    try:
        return found, require(found.permission)
    except Refused:
        raise NotFound() from None


def _data(form: ImportForm) -> bytes:
    """The file that was chosen, or the one that was tried; never more than a little over the limit."""
    if form.file.data:
        read_: bytes = form.file.data.read(BYTES + 1)
        return read_
    try:
        return base64.b64decode(form.tried.data or "", validate=True)
    except (binascii.Error, ValueError):
        return b""


def _judge(form: ImportForm, actor: Actor, sheet: Sheet, data: bytes) -> Judged | None:
    try:
        read(data, sheet)
        with current_house().database.read() as session:
            return try_file(session, current_house(), actor, sheet, data, now=clock.now())[0]
    except Invalid as refusal:
        for name, reason in refusal.fields.items():
            form.refuse(name, reason)
        return None
