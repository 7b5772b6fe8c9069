"""…/transcrire: the page of a document on one side, and the form of a line on the other, as many times as it has lines.

What is typed and not saved is kept with the transcription each time the form is sent: it is there again, whoever goes
on with it.
"""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.areas.prescribing.forms.drug import chosen
from app.areas.prescribing.forms.line_form import LineForm
from app.areas.prescribing.transcribing.commands import begin, finish, hold, transcribe
from app.areas.prescribing.views import form_steps as steps
from app.areas.prescribing.views import writing
from app.areas.prescribing.views.blueprint import WRITE, blueprint
from app.areas.prescribing.views.paper import PaperDesk, reached_paper
from app.areas.prescribing.views.writing import Beside
from app.gate.auth.routes import page
from app.ground.errors import Conflict
from app.ground.ids import new_id
from app.ground.pages.undo import complain, say
from app.ground.pages.words import count

_PAGE = "/documents/<uuid:document_id>/transcrire"


@page(blueprint, _PAGE, WRITE)
def transcribing(document_id: uuid.UUID) -> Response | steps.Shown:
    paper = reached_paper(document_id, WRITE)
    if request.method == "POST":
        return _posted(paper)
    typed = paper.copying.fields if paper.is_mine and paper.copying else {}
    drug = chosen(steps.reference_of(paper.desk), str(typed.get("drug", "")))
    if drug is None or not paper.can_be_read:
        return _landing(paper)
    form = LineForm.showing({**typed, "line_id": typed.get("line_id") or str(new_id())}, drug)
    return steps.show_form(paper.desk, drug, form, paper=paper, is_back=True)


def _posted(paper: PaperDesk) -> Response | steps.Shown:
    sent = request.form
    try:
        if "take_over" in sent or not paper.copying:
            _do(paper, begin)
            paper = reached_paper(paper.document.id, WRITE)
        if "take_over" in sent:
            return _again(paper)
        if "finish" in sent:
            return _finished(paper)
        if "drop" in sent:
            _keep(paper, {})
            say("Saisie jetée. Les lignes enregistrées restent.")
            return _again(paper)
        if sent.get("go") == "keep":
            _keep(paper, _typed(paper))
            say("Mise de côté : la saisie vous attend ici, rien n’est enregistré.")
            return redirect(url_for("prescribing.to_control"))
        if not paper.can_be_read:
            return _landing(paper)
        return writing.write_line(paper.desk, _beside(paper))
    except Conflict as conflict:
        return _refused(paper, conflict)


def _refused(paper: PaperDesk, conflict: Conflict) -> Response | steps.Shown:
    """What was typed comes back with the reason, whoever goes on with the document meanwhile."""
    drug = chosen(steps.reference_of(paper.desk), request.form.get("drug", ""))
    if drug is None or "unit" not in request.form or not paper.can_be_read:
        complain(conflict.message)
        return _again(paper)
    form = LineForm.sent(drug)
    form.refuse("", conflict.message)
    return steps.show_form(paper.desk, drug, form, paper=paper)


def _beside(paper: PaperDesk) -> Beside:
    """How a line is written with this document beside it."""
    source = paper.source

    def write(session: Any, house: Any, actor: Any, _person: Any, draft: Any, **more: Any) -> Any:
        return transcribe(session, house, actor, draft, source, **more)

    def done(_line: Any) -> Response:
        say("Ligne enregistrée, « non contrôlée » jusqu’à sa relecture. À la suivante.")
        return _again(paper)

    return Beside(
        write=write,
        done=done,
        search=lambda more: _landing(paper, **more),
        hold=lambda form: _keep(paper, form.values),
        defaults=_defaults(paper),
        shown={"paper": paper},
    )


def _defaults(paper: PaperDesk) -> dict[str, Any]:
    """What the lines of one document have in common: whoever prescribed the one before, and its reference."""
    before = next((one.version.line for one in reversed(paper.lines) if one.version.line), None)
    found: dict[str, Any] = {"page": str(paper.page.id)} | _origin(paper)
    return found | ({"prescriber": before.prescriber} if before else {})


def _origin(paper: PaperDesk) -> dict[str, str]:
    """What the lines are written from; nothing while nobody has said what the document is."""
    kind, on = paper.document.kind, paper.document.dated_on
    if kind is None:
        return {}
    return {
        "source": "written" if kind == "ordonnance" else "document",
        "source_note": f"{paper.name} du {on:%d/%m/%Y}" if on else paper.name,
    }


def _typed(paper: PaperDesk) -> dict[str, Any]:
    drug = chosen(steps.reference_of(paper.desk), request.form.get("drug", ""))
    return LineForm.sent(drug).values if drug else {}


def _keep(paper: PaperDesk, fields: dict[str, Any]) -> None:
    _do(paper, hold, fields)


def _do(paper: PaperDesk, command: Any, *more: Any) -> Any:
    desk = paper.desk
    with desk.house.database.write() as session:
        return command(session, desk.house, desk.actor, paper.document.id, *more, now=desk.now)


def _finished(paper: PaperDesk) -> Response:
    lines = _do(paper, finish)
    if lines:
        told = count(lines, "ligne copiée", "lignes copiées")
        say(f"Transcription terminée : {told}. Un second professionnel les relit.")
    else:
        say("Noté : rien à transcrire dans ce document.")
    return redirect(url_for("prescribing.to_control"))


def _again(paper: PaperDesk) -> Response:
    return redirect(url_for("prescribing.transcribing", document_id=paper.document.id))


def _landing(paper: PaperDesk, **more: Any) -> steps.Shown:
    shown = {"found": None, "substance": None, "asked": "", **more}
    page = render_template(
        "office/prescribing/transcribing.html",
        person=paper.desk.person,
        paper=paper,
        now=paper.desk.now,
        reference=steps.reference_of(paper.desk),
        **shown,
    )
    return page, 200
