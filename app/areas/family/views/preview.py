"""« Ce que voit … »: the very page of a relative, made by the same query and drawn by the same template."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from flask import render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.documents.queries import Which, document_of
from app.areas.family.boxes import BOXES
from app.areas.family.queries import page_for, picture_for
from app.areas.family.values import Shown
from app.areas.family.views.blueprint import PREVIEW, Desk, blueprint, reached
from app.gate.audit.once import record_once
from app.gate.auth.routes import reading
from app.ground.errors import NotFound


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pictures of the preview are; nothing is written from it."""

    relative_id: uuid.UUID
    writing: bool = False

    def picture(self, item_id: uuid.UUID, page_id: uuid.UUID, which: str) -> str:
        return url_for(
            "family.previewed",
            relative_id=self.relative_id,
            item_id=item_id,
            page_id=page_id,
            which=which,
        )


@reading(blueprint, "/proches/<uuid:relative_id>/apercu", PREVIEW)
def preview(relative_id: uuid.UUID) -> str:
    desk, relative = reached(relative_id, PREVIEW)
    if relative.is_self:
        raise NotFound()  # what one reads of oneself is shown to nobody else
    with desk.house.database.read() as session:
        shown = page_for(session, desk.house, relative_id, desk.now)
        is_masked = shown is not None and not _reads_all(session, desk, shown)
    shown, to_others = _without_others(desk, shown)
    _trace(desk, relative_id)
    return render_template(
        "office/family/preview.html",
        person=desk.person,
        relative=relative,
        shown=None if is_masked else shown,
        is_masked=is_masked,
        to_others=to_others,
        places=Places(relative_id),
    )


@reading(
    blueprint,
    "/proches/<uuid:relative_id>/apercu/<uuid:item_id>/<uuid:page_id>/<which>",
    PREVIEW,
)
def previewed(
    relative_id: uuid.UUID, item_id: uuid.UUID, page_id: uuid.UUID, which: str
) -> Response:
    desk, _relative = reached(relative_id, PREVIEW)
    wanted: Which = "thumb" if which == "thumb" else "legible"
    with desk.house.database.read() as session:
        shown = page_for(session, desk.house, relative_id, desk.now)
        if which != wanted or shown is None or not _reads_all(session, desk, shown):
            raise NotFound()
        made = picture_for(session, desk.house, relative_id, item_id, page_id, wanted, desk.now)
    answer = Response(made, mimetype="image/webp")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _reads_all(session: Session, desk: Desk, shown: Shown) -> bool:
    """Whether the reader may read all that is on the page: a preview with a hole would not be what is seen."""
    for item in (*(shown.documents or ()), *(shown.photos or ())):
        try:
            document_of(session, desk.house.vault, desk.actor, item.source_id or item.id)
        except NotFound:
            return False
    return True


def _without_others(desk: Desk, shown: Shown | None) -> tuple[Shown | None, list[str]]:
    """The page without what was written to boxes that the reader does not answer, and the names of these boxes."""
    if shown is None or not shown.threads:
        return shown, []
    mine = tuple(one for one in shown.threads if desk.may(BOXES[one.box].permission))
    others = [one.role_label for one in shown.threads if one not in mine]
    return replace(shown, threads=mine or None if others else mine), others


def _trace(desk: Desk, relative_id: uuid.UUID) -> None:
    record_once(
        desk.house.database,
        "relative.preview",
        actor=desk.actor,
        person_id=desk.person.id,
        subject_id=relative_id,
        now=desk.now,
    )
