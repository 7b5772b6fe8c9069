"""One form a kind of what is known, made from its members; and the form that withdraws."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from functools import cache
from typing import Any

from wtforms import Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from app.areas.medical.records.kinds import KINDS, Member
from app.ground.pages.fields import Day, Hour, choices
from app.ground.pages.forms import Edit, Form

_FEW = 6


class ReasonForm(Form):
    """Why something said does not hold."""

    reason = StringField("Pourquoi")


class NoAntecedentForm(Form):
    """That none is known, and who says so."""

    said_by = StringField("Qui l’a dit")


@cache
def adding_form(code: str) -> type[Form]:
    """The form of something new of that kind."""
    return type("RecordForm", (Form,), _fields(code))


@cache
def changing_form(code: str) -> type[Edit]:
    """The same over what holds, with the reason."""
    return type(
        "RecordEdit", (Edit,), {**_fields(code), "reason": StringField("Pourquoi ce changement")}
    )


def shown(code: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """What is sealed, as the fields of the form hold it."""
    return {one.name: _value(one, said.get(one.name)) for one in KINDS[code].members}


def _value(member: Member, kept: Any) -> Any:
    if kept is None:
        return None
    if member.shape in ("day", "past_day"):
        return date.fromisoformat(kept)
    return time.fromisoformat(kept) if member.shape == "hour" else kept


def _fields(code: str) -> dict[str, Any]:
    return {one.name: _field(one) for one in KINDS[code].members}


def _field(member: Member) -> Field:
    optional = [] if member.missing else [Optional()]
    match member.shape:
        case "choice":
            assert member.choices is not None
            offered = list(member.choices.items())
            if len(offered) <= _FEW:
                return RadioField(member.label, choices=choices(offered), validate_choice=False)
            first = choices(offered, first="Choisir…")
            return SelectField(member.label, choices=first, validate_choice=False)
        case "day" | "past_day":
            return Day(member.label, optional)
        case "hour":
            return Hour(member.label)
        case "text":
            return TextAreaField(member.label)
    return StringField(member.label)
