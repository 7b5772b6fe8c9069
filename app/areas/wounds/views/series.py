"""One wound: its curve, its pictures side by side, its assessments, what was answered about pictures."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import render_template

from app.areas.documents.queries import DocumentValue, documents_of
from app.areas.wounds.queries import wounds_of
from app.areas.wounds.values import Act, WoundValue
from app.areas.wounds.views.blueprint import READ, Desk, blueprint, reached
from app.areas.wounds.views.chart import chart_of
from app.areas.wounds.views.listing import line_of
from app.gate.audit.once import record_once
from app.gate.auth.routes import reading
from transmissions.wounds.judging import PICTURE_WITHOUT_CONSENT


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture in the series, with the assessment or the note it came with, if any."""

    document: DocumentValue
    act: Act | None
    flags: tuple[str, ...] = ()
    """What is odd about a picture that came with nothing."""


@reading(blueprint, "/plaies/<uuid:wound_id>", READ)
def one(wound_id: uuid.UUID) -> str:
    desk, wound = reached(wound_id)
    record_once(
        desk.house.database,
        "person.open",
        actor=desk.actor,
        person_id=wound.person_id,
        now=desk.now,
    )
    return render_template(
        "office/wounds/one.html",
        desk=desk,
        person=desk.person,
        wound=wound,
        line=line_of(wound, desk.now),
        chart=chart_of(wound, desk.zone),
        pictures=pictures_of(desk, wound),
        staff=desk.staff,
    )


def pictures_of(desk: Desk, wound: WoundValue) -> list[Seen]:
    """The pictures that the reader may see, the oldest first, as a series is read."""
    with desk.house.database.read() as session:
        found = documents_of(
            session,
            desk.house.vault,
            desk.actor,
            [wound.person_id],
            wound_ids=[wound.id],
        )
    acts = {act.photo: act for act in (*wound.notes, *wound.assessments) if act.photo}
    return [
        Seen(one, act, () if act else _alone(wound, one))
        for one in reversed(found)
        for act in [acts.get(one.id)]
    ]


def _alone(wound: WoundValue, document: DocumentValue) -> tuple[str, ...]:
    is_given = wound.consent_at(document.captured_at) == "given"
    return () if is_given else (PICTURE_WITHOUT_CONSENT,)


def others_of(desk: Desk, wound: WoundValue) -> list[WoundValue]:
    """The person's other wounds."""
    with desk.house.database.read() as session:
        found = wounds_of(session, desk.house.vault, desk.actor.establishment_id, wound.person_id)
    return [other for other in found if other.id != wound.id]
