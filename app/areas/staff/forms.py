"""Forms of the team. They shape what is typed; the commands judge it."""

from __future__ import annotations

from uuid import UUID

from wtforms import SelectField, StringField
from wtforms.validators import Optional

from app.areas.staff.commands import OPEN_ROLES
from app.areas.staff.replacements import BEDSIDE_ROLES
from app.ground.pages.fields import Day, Hour, as_id, choices
from app.ground.pages.forms import Edit, Form

EVERYWHERE = "partout"


def unit_or_everywhere(value: str | UUID | None) -> UUID | str | None:
    """A unit's id, `EVERYWHERE`, or None when nothing was chosen."""
    return EVERYWHERE if value == EVERYWHERE else as_id(value)


class HiringForm(Form):
    """A new professional."""

    title = StringField("Titre")
    given_name = StringField("Prénom")
    family_name = StringField("Nom")
    role = SelectField("Rôle", choices=choices(OPEN_ROLES.items(), first="Choisir…"))
    unit_id = SelectField("Première affectation", coerce=unit_or_everywhere)


class ReplacementForm(Form):
    """Somebody who comes for a few hours or days."""

    given_name = StringField("Prénom")
    family_name = StringField("Nom")
    role = SelectField("Rôle", choices=choices(BEDSIDE_ROLES.items(), first="Choisir…"))
    unit_id = SelectField("Où", coerce=unit_or_everywhere)
    until_on = Day("Jusqu’au")
    until = Hour("À")


class MemberForm(Edit):
    """A professional's names and role."""

    title = StringField("Titre")
    given_name = StringField("Prénom")
    family_name = StringField("Nom")
    role = SelectField("Rôle", choices=choices(OPEN_ROLES.items()))


class AssignmentForm(Form):
    """Another assignment."""

    unit_id = SelectField("Où", coerce=unit_or_everywhere)
    starts_on = Day("À partir du")
    ends_on = Day("Jusqu’au (compris)", validators=[Optional()])


class ShiftForm(Form):
    """A line of the duty plan."""

    staff_id = SelectField("Qui", coerce=as_id)
    unit_id = SelectField("Où", coerce=unit_or_everywhere)
    on = Day("Jour")
    starts = Hour("De")
    ends = Hour("À")
