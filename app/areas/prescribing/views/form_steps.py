"""The steps between a drug and a line that is saved: filled, doubted, reviewed. Shared by a new line and a change."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from flask import render_template, request

from app.areas.drugs.queries import current
from app.areas.prescribing.forms.doubts import amounts_of, doubt
from app.areas.prescribing.forms.drug import Chosen
from app.areas.prescribing.forms.line import SOURCES, About, Written
from app.areas.prescribing.forms.line_form import LineForm
from app.areas.prescribing.forms.schemes import fields_of
from app.areas.prescribing.forms.schemes.calendar import days_from
from app.areas.prescribing.forms.schemes.tapering import ROWS as STEPS
from app.areas.prescribing.forms.schemes.tapering import proposed_days
from app.areas.prescribing.forms.typed import Typed
from app.areas.prescribing.overrides import NEED_WORDS, REASONS
from app.areas.prescribing.values import Draft
from app.areas.prescribing.views.blueprint import Desk
from app.areas.prescribing.views.review import Review, note_review, read_id
from app.areas.prescribing.views.saying import said
from app.gate.directory.team import names_of
from medication.avk import is_avk
from medication.facts_tables.usual import Usual, usual
from medication.prescription import Line, MonthDays, Weekdays
from medication.reference import Reference
from medication.strength import milligrams_of

Shown = tuple[str, int]
VERBAL: Final = "verbal"
_SCHEME_FIELDS: Final = (
    "at_",
    "hour_",
    "weekday_",
    "need_",
    "patch_",
    "wear_",
    "month_",
    "every_n",
)


def about(desk: Desk, chosen: Chosen) -> About:
    return About(chosen.form, chosen.units, desk.now, desk.zone)


def reference_of(desk: Desk) -> Reference:
    return current(desk.house)


def defaults(desk: Desk, chosen: Chosen, me: str) -> dict[str, Any]:
    """A line that begins today, the usual way; a physician who prescribes is its prescriber."""
    today = desk.today
    steps = {
        f"step_{row}_from": on.isoformat()
        for row, on in enumerate(proposed_days(today, STEPS), start=1)
    }
    return {
        "drug": chosen.code,
        "unit": chosen.units[0],
        "route": chosen.routes[0][0],
        "scheme": _first_scheme(desk, chosen),
        "days": _first_days(desk, chosen),
        "starts_on": today.isoformat(),
        "every_from": today.isoformat(),
        "cycle_from": today.isoformat(),
        "cal_from": today.isoformat(),
        "giver": "auto",
        "source": "written",
        "prescriber": me if desk.actor.role == "physician" else "",
        **steps,
    }


def _first_scheme(desk: Desk, chosen: Chosen) -> str:
    """The scheme that most often goes with such a drug; every other is one touch away."""
    if chosen.units[0] == "patch":
        return "patch"
    return "calendar" if is_avk(reference_of(desk), chosen.substances) else "regular"


def _first_days(desk: Desk, chosen: Chosen) -> str:
    """The rhythm of its usual schedules: what is taken once a week or once a month never opens on every day."""
    rhythms = {type(getattr(one.scheme, "days", None)) for one in usuals(desk, chosen)}
    if "methotrexate" in chosen.substances or rhythms == {Weekdays}:
        return "weekdays"
    return "month" if rhythms == {MonthDays} else "every"


def filled(desk: Desk, chosen: Chosen) -> LineForm:
    """The form as it was sent, its scheme replaced by the usual one that was pressed."""
    sent, known = LineForm.sent(chosen).values, usuals(desk, chosen)
    pressed = request.form.get("usual", "")
    if not (pressed.isascii() and pressed.isdigit() and int(pressed) < len(known)):
        return LineForm.sent(chosen)
    one = known[int(pressed)]
    blank = {name: "" for name in sent if name.startswith(_SCHEME_FIELDS)}
    values = sent | blank | (fields_of(one.scheme) or {}) | {"unit": one.unit}
    return LineForm.showing(values, chosen)


def usuals(desk: Desk, chosen: Chosen) -> tuple[Usual, ...]:
    """The usual schedules of the drug, counted from today."""
    return usual(chosen.product, desk.today) if chosen.product else ()


def draft_of(written: Written, chosen: Chosen, form: LineForm) -> Draft:
    """What the command is asked; an oral prescription is one to be signed."""
    note = f"{SOURCES[written.source].split(',')[0]}" + (
        f" : {written.source_note}" if written.source_note else ""
    )
    return Draft(
        drug=chosen.prescribed(form.drug_form.data or "", form.strength.data or ""),
        route=written.route,
        unit=written.unit,
        scheme=written.scheme,
        starts_at=written.starts_at,
        ends_at=written.ends_at,
        giver=written.giver,
        wording=written.wording,
        prescriber=written.prescriber,
        why=written.why,
        source=note,
        is_to_sign=written.source == VERBAL,
    )


def is_doubted(
    desk: Desk, form: LineForm, written: Written, chosen: Chosen, before: Line | None = None
) -> bool:
    """Asks once about an amount ten times the usual; whoever confirms it has read that very sentence."""
    asked = _doubt(desk, written, chosen, before)
    if asked is None:
        form.asked_dose.data, form.confirmed_dose.data = "", False
        return False
    if form.confirmed_dose.data and form.asked_dose.data == asked:
        return False
    form.asked_dose.data, form.confirmed_dose.data = asked, False
    form.refuse("confirmed_dose", asked)
    return True


def show_form(desk: Desk, chosen: Chosen, form: LineForm, **more: Any) -> Shown:
    """The page of the form."""
    first = Typed({"on": form.cal_from.data}).day("on") or desk.today
    page = render_template(
        "office/prescribing/line_form.html",
        person=desk.person,
        chosen=chosen,
        form=form,
        usuals=usuals(desk, chosen),
        protocols=desk.settings.protocols,
        moments=desk.settings.moments,
        calendar=days_from(first),
        **more,
    )
    return page, form.status


def show_review(desk: Desk, chosen: Chosen, form: LineForm, review: Review, **more: Any) -> Shown:
    """The page where the line is read again before it is saved."""
    starts = review.line.starts_at.astimezone(desk.zone).date()
    note_review(desk, review)
    with desk.house.database.read() as session:
        staff = names_of(session, desk.house, desk.home)
    page = render_template(
        "office/prescribing/review.html",
        person=desk.person,
        chosen=chosen,
        form=form,
        review=review,
        said=said(review.line, max(desk.today, starts), desk.restriction),
        reasons=REASONS,
        need_words=NEED_WORDS,
        given=request.form,
        staff=staff,
        **more,
    )
    return page, form.status


def _doubt(desk: Desk, written: Written, chosen: Chosen, before: Line | None) -> str | None:
    if before is not None and before.unit == written.unit:
        asked = doubt(written.scheme, written.unit, amounts_of(before.scheme), is_before=True)
        if asked:
            return asked
    known = list(_usual_amounts(usuals(desk, chosen), written, chosen))
    if before is not None and not known:
        return None
    return doubt(written.scheme, written.unit, known)


def _usual_amounts(known: Iterable[Usual], written: Written, chosen: Chosen) -> Iterable[Decimal]:
    """What is usual in the unit that was chosen, through milligrams where it is another than the usual one."""
    for one in known:
        ratio = _ratio(one, written, chosen)
        if ratio:
            yield from (amount * ratio for amount in amounts_of(one.scheme))


def _ratio(one: Usual, written: Written, chosen: Chosen) -> Decimal | None:
    if one.unit == written.unit:
        return Decimal(1)
    drug, found = chosen.prescribed(), []
    for unit in (one.unit, written.unit):
        weights = set(milligrams_of(drug, unit, one.scheme, chosen.product).values())
        found.append(weights.pop() if len(weights) == 1 else None)
    usual_weight, weight = found
    return usual_weight / weight if usual_weight and weight else None


def seen_in(form: LineForm, head: uuid.UUID) -> uuid.UUID:
    """The version that was on the screen; the present one when the form says nothing that can be one."""
    return read_id(form.seen.data) or head
