"""What buttons do with a document: taken, given back, put back as it was, brought back, shown again."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.documents.filing import undo_filing
from app.areas.documents.masking import lift
from app.areas.documents.owning import give_back, take
from app.areas.documents.restoring import restore
from app.areas.documents.views.blueprint import FILE, MASK, Desk, blueprint, reached
from app.gate.auth.routes import button
from app.ground.errors import NotFound
from app.ground.ids import parse_id
from app.ground.pages.undo import press

INBOX = "liste"


@button(blueprint, "/documents/<uuid:document_id>/prendre", FILE)
def taking(document_id: uuid.UUID) -> Response:
    here, _person, _one = reached(document_id, FILE)
    return _pressed(
        document_id,
        lambda session: take(session, here.actor, document_id, now=here.now),
        "Pris : il vous attend dans « À moi ».",
        "documents.giving_back",
    )


@button(blueprint, "/documents/<uuid:document_id>/rendre", FILE)
def giving_back(document_id: uuid.UUID) -> Response:
    here, _person, _one = reached(document_id, FILE)
    return _pressed(
        document_id,
        lambda session: give_back(session, here.actor, document_id, now=here.now),
        "Rendu : il attend que quelqu’un le prenne.",
        "documents.taking",
    )


@button(blueprint, "/documents/<uuid:document_id>/annuler", FILE)
def unfiling(document_id: uuid.UUID) -> Response:
    here, _person, _one = reached(document_id, FILE)
    filing_id = _named("filing")
    return press(
        lambda session: _unfile(session, here, document_id, filing_id),
        back=url_for("documents.document", document_id=document_id),
        said="Classement annulé.",
    )


@button(blueprint, "/documents/<uuid:document_id>/retablir", FILE)
def restoring(document_id: uuid.UUID) -> Response:
    here, _person, _one = reached(document_id, FILE, withdrawn=True)
    return press(
        lambda session: restore(session, here.actor, document_id, now=here.now),
        back=url_for("documents.document", document_id=document_id),
        said="Document rétabli.",
    )


@button(blueprint, "/documents/<uuid:document_id>/demasquer", MASK)
def unmasking(document_id: uuid.UUID) -> Response:
    here, _person, _one = reached(document_id, MASK)
    mask_id = _named("mask")
    return press(
        lambda session: _unmask(session, here, document_id, mask_id),
        back=url_for("documents.document", document_id=document_id),
        said="Masquage levé.",
    )


def _unfile(session: Session, here: Desk, document_id: uuid.UUID, filing_id: uuid.UUID) -> None:
    if undo_filing(session, here.house, here.actor, filing_id, now=here.now) != document_id:
        raise NotFound()


def _unmask(session: Session, here: Desk, document_id: uuid.UUID, mask_id: uuid.UUID) -> None:
    """A mask of that document: another may be one that the actor may not know of."""
    if lift(session, here.actor, mask_id, now=here.now) != document_id:
        raise NotFound()


def _named(field: str) -> uuid.UUID:
    """The id that a button carries. Raises NotFound."""
    found = parse_id(request.form.get(field))
    if found is None:
        raise NotFound()
    return found


def _pressed(
    document_id: uuid.UUID, act: Callable[[Session], Any], said: str, undo: str
) -> Response:
    """Goes back to where the button was pressed."""
    in_list = request.form.get("retour") == INBOX
    back = (
        url_for("documents.index")
        if in_list
        else url_for("documents.document", document_id=document_id)
    )
    fields = {"retour": INBOX} if in_list else {}
    address = url_for(undo, document_id=document_id)
    return press(act, back=back, said=said, undo=address, fields=lambda _outcome: fields)
