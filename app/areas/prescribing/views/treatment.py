"""/bureau/personnes/<id>/traitement: what a person takes now, what comes next, what they took; and what it raises."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.marks.queries import marks_beside
from app.areas.prescribing import queries, questions
from app.areas.prescribing.commands import NEED_WORDS, REASONS, override
from app.areas.prescribing.marked import PLACE
from app.areas.prescribing.values import Treatment, Version
from app.areas.prescribing.views.blueprint import READ, Desk, blueprint, reached
from app.areas.prescribing.views.known import known
from app.areas.prescribing.views.review import in_order, reasons_in
from app.areas.prescribing.views.saying import Said, said
from app.areas.prescribing.views.versions import Change, changes_between
from app.gate.auth.routes import button, reading
from app.gate.directory.team import names_of
from app.ground.errors import Conflict, Invalid
from app.ground.pages.undo import complain, say
from medication.prescription import AsNeeded, EveryDay, Regular, Scheme
from medication.settings import MOMENTS

GROUPS: Final = {
    "daily": "Tous les jours",
    "some_days": "Certains jours",
    "special": "Schémas à suivre",
    "as_needed": "Si besoin",
    "broken": "Lignes illisibles",
    "suspended": "Suspendues",
    "next": "À venir",
}


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line as the table shows it; `said` is None when its seal does not open. `planned` takes over later."""

    version: Version
    said: Said | None
    planned: Version | None
    planned_said: Said | None
    changes: tuple[Change, ...]
    is_new: bool
    is_late: bool


@reading(blueprint, "/personnes/<uuid:person_id>/traitement", READ)
def treatment(person_id: uuid.UUID) -> str:
    desk = reached(person_id)
    with desk.house.database.read() as session:
        found = queries.treatment(session, desk.house, desk.home, person_id, now=desk.now)
        facts = queries.facts_of(session, desk.house, desk.home, person_id, now=desk.now)
        staff = names_of(session, desk.house, desk.home)
        asked = questions.open_of(session, desk.house.vault, [person_id])
        marks = marks_beside(
            session, desk.house.vault, PLACE, {one: [one] for one in found.versions}
        )
    alerts = in_order(found.alerts)
    return render_template(
        "office/prescribing/treatment.html",
        person=desk.person,
        now=desk.now,
        groups=_groups(found, desk),
        past=[_shown(one, found, desk) for one in found.past],
        alerts=alerts,
        overrides=found.overrides,
        known=known(facts, desk.zone, desk.restriction),
        names=GROUPS,
        questioned=asked.keys(),
        marks=marks,
        staff=staff,
        reasons=REASONS,
        need_words=NEED_WORDS,
    )


@button(blueprint, "/personnes/<uuid:person_id>/traitement/alertes", "alert.override")
def passing(person_id: uuid.UUID) -> Response:
    """Says why an alert of a treatment that is written already is gone past."""
    desk = reached(person_id, "alert.override")

    def act(session: Session) -> Any:
        stage = queries.treatment(session, desk.house, desk.home, person_id, now=desk.now)
        given = reasons_in(request.form, stage.alerts)
        if not given:
            raise Invalid({"reason": "Choisissez une raison."})
        return override(session, desk.house, desk.actor, person_id, given, now=desk.now)

    try:
        with desk.house.database.write() as session:
            act(session)
        say("Noté : la raison est gardée avec l’alerte.")
    except (Conflict, Invalid) as refusal:
        fields = refusal.fields if isinstance(refusal, Invalid) else {}
        complain(next(iter(fields.values()), refusal.message))
    return redirect(url_for("prescribing.treatment", person_id=person_id))


def _groups(found: Treatment, desk: Desk) -> dict[str, list[LineShown]]:
    """The lines by the way they are taken, in the order of the day within each."""
    groups: dict[str, list[LineShown]] = {name: [] for name in GROUPS}
    for one in sorted(found.lines, key=_in_the_day):
        groups[_group(one, desk.now)].append(_shown(one, found, desk))
    return {name: lines for name, lines in groups.items() if lines}


def _group(one: Version, now: datetime) -> str:
    if one.line is None:
        return "broken"
    if one.pause(now):
        return "suspended"
    if not one.holds(now):
        return "next"
    if isinstance(one.line.scheme, AsNeeded):
        return "as_needed"
    if not isinstance(one.line.scheme, Regular):
        return "special"
    return "daily" if one.line.scheme.days == EveryDay() else "some_days"


def _in_the_day(one: Version) -> tuple[str, str]:
    if one.line is None:
        return "", ""
    return min(_hours(one.line.scheme), default="~"), one.line.drug.label


def _hours(scheme: Scheme) -> Iterable[str]:
    """The hours of its takings, moments at the hour that they have by default."""
    for take in getattr(scheme, "takes", ()):
        yield MOMENTS[take.at].isoformat("minutes") if take.at in MOMENTS else take.at


def _shown(one: Version, found: Treatment, desk: Desk) -> LineShown:
    """The line with what its last version changed, as long as givers are shown it."""
    versions = found.versions.get(one.chain, ())
    before = next((each for each in versions if each.version < one.version), None)
    is_new = desk.now - one.written_at < timedelta(hours=desk.settings.change_shown_hours)
    changes = changes_between(before.line, one.line, desk.today) if before and is_new else ()
    planned = _planned(versions, one, desk)
    return LineShown(
        version=one,
        said=said(one.line, desk.today, desk.restriction) if one.line else None,
        planned=planned,
        planned_said=said(planned.line, _day(planned, desk), desk.restriction)
        if planned and planned.line
        else None,
        changes=changes,
        is_new=is_new and one.version == 1,
        is_late=one.controlled_at is None and one.control_due_at <= desk.now,
    )


def _planned(versions: Iterable[Version], shown: Version, desk: Desk) -> Version | None:
    """What takes over from the version that is shown, at a time to come."""
    later = [one for one in versions if one.starts_at > desk.now and one.stands(desk.now)]
    return next((one for one in reversed(later) if one.id != shown.id), None)


def _day(one: Version, desk: Desk) -> date:
    return one.starts_at.astimezone(desk.zone).date()
