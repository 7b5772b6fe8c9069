"""…/controler: every line of a document read again beside its picture, by somebody who wrote none of it.

Each line stands alone: what was read whole is controlled, what differs is questioned, the rest waits; nothing that one
line raises keeps another back.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.areas.prescribing.errors import ReasonsNeeded
from app.areas.prescribing.queries import chain_of, may_control
from app.areas.prescribing.questions import Question, asked_about
from app.areas.prescribing.transcribing import reading
from app.areas.prescribing.transcribing.reading import Reading
from app.areas.prescribing.values import PIECES
from app.areas.prescribing.views.blueprint import CONTROL, blueprint
from app.areas.prescribing.views.paper import LineOn, PaperDesk, reached_paper
from app.areas.prescribing.views.review import Review, read_id, review_of
from app.gate.auth.routes import page
from app.ground.errors import Conflict, Invalid, Refused
from app.ground.pages.forms import Form
from app.ground.pages.undo import say
from app.ground.pages.words import count

_PAGE = "/documents/<uuid:document_id>/controler"
_SEPARATELY = "des alertes demandent une raison : contrôlez-la sur sa page"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that waits for its second reading; `review` when it is for the actor to read, `asked` what is doubted of
    it already."""

    on: LineOn
    is_own: bool
    review: Review | None
    asked: Sequence[Question] = ()

    @property
    def is_apart(self) -> bool:
        """Whether alerts ask for an answer, which its own page takes."""
        return self.review is not None and bool(self.review.stops or self.review.asked)


@dataclass
class Outcome:
    """What became of the lines that were sent."""

    controlled: int = 0
    differs: int = 0
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        told = []
        if self.controlled:
            told.append(count(self.controlled, "ligne contrôlée", "lignes contrôlées"))
        if self.differs:
            told.append(
                count(self.differs, "ligne mise en question", "lignes mises en question")
                + " (une infirmière est prévenue)"
            )
        return ", ".join(told)


@page(blueprint, _PAGE, CONTROL)
def reading_back(document_id: uuid.UUID) -> Response | tuple[str, int]:
    paper = reached_paper(document_id, CONTROL)
    form, outcome = Form(), Outcome()
    if form.validate_on_submit():
        _read(paper, outcome)
        if outcome.words:
            say(f"{outcome.words[0].upper()}{outcome.words[1:]}.")
        if not outcome.problems:
            return redirect(url_for("prescribing.reading_back", document_id=document_id))
        paper = reached_paper(document_id, CONTROL)
    shown = render_template(
        "office/prescribing/reading_back.html",
        person=paper.desk.person,
        paper=paper,
        form=form,
        waiting=_waiting(paper),
        read=[one for one in paper.lines if one.version.controlled_at],
        pieces=PIECES,
        problems=outcome.problems,
        sent=request.form,
        now=paper.desk.now,
    )
    return shown, 422 if outcome.problems else 200


def _read(paper: PaperDesk, outcome: Outcome) -> None:
    """Each in a transaction of its own: what one line refuses, no other loses."""
    for one in paper.lines:
        if one.version.controlled_at is None and (sent := _sent(one)):
            _one(paper, one, sent, outcome)
    missing = request.form.get("missing", "").strip()
    if missing:
        desk = paper.desk
        about = (desk.house, desk.actor, paper.document.id, desk.person.id, missing)
        with desk.house.database.write() as session:
            reading.miss(session, *about, now=desk.now)
        outcome.differs += 1


def _one(paper: PaperDesk, one: LineOn, sent: Reading, outcome: Outcome) -> None:
    desk, key = paper.desk, str(sent.chain)
    try:
        with desk.house.database.write() as session:
            found = reading.read_back(session, desk.house, desk.actor, sent, now=desk.now)
    except Invalid as refusal:
        outcome.problems[key] = next(iter(refusal.fields.values()), refusal.message)
    except ReasonsNeeded:
        drug = one.said.drug if one.said else "ligne"
        outcome.problems[key] = f"{drug} : {_SEPARATELY}."
    except (Conflict, Refused) as problem:
        outcome.problems[key] = problem.message
    else:
        if found == "left":
            outcome.problems[key] = "Lue en partie : rien n’est fait pour cette ligne."
        outcome.controlled += found == "controlled"
        outcome.differs += found == "differs"


def _sent(one: LineOn) -> Reading | None:
    """What the form says of that line; None when it says nothing."""
    form, chain = request.form, one.version.chain
    same = frozenset(piece for piece in PIECES if form.get(f"same-{chain}-{piece}"))
    differs, note = form.get(f"differs-{chain}", ""), form.get(f"note-{chain}", "")
    if not same and not differs:
        return None
    seen = read_id(form.get(f"seen-{chain}")) or one.version.id
    return Reading(chain, seen, same, differs, note)


def _waiting(paper: PaperDesk) -> list[Waiting]:
    desk = paper.desk
    found: list[Waiting] = []
    with desk.house.database.read() as session:
        for one in paper.lines:
            version: Any = one.version
            if version.controlled_at is not None or not version.stands(desk.now):
                continue
            versions = chain_of(session, desk.house, desk.home, version.chain)
            is_own = not may_control(versions, desk.actor.staff_id)
            line = None if is_own else version.line
            review = review_of(session, desk, line, "validation") if line else None
            asked = asked_about(session, desk.house.vault, version.chain)
            found.append(Waiting(one, is_own, review, asked))
    return found
