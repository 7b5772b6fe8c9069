"""Forms about persons. They shape what is typed; the commands judge it."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Optional

from app.areas.persons.away import KINDS
from app.areas.persons.commands.absences import AbsenceDraft
from app.areas.persons.commands.pictures import CONSENTS
from app.areas.persons.identity import MARKS, SEXES
from app.ground.errors import Invalid
from app.ground.pages.fields import Day, Hour, as_id, choices
from app.ground.pages.forms import Edit, Form
from app.ground.pages.moments import instant_of


class _Identity:
    """The fields of an identity."""

    family_name = StringField("Nom de famille")
    given_name = StringField("Prénom")
    used_name = StringField("Nom d’usage")
    birth_name = StringField("Nom de naissance")
    born_on = Day("Date de naissance", validators=[Optional()])
    sex = RadioField("Sexe", choices=choices(SEXES.items()), validate_choice=False)


class AdmissionForm(_Identity, Form):
    """A new person."""

    unit_id = SelectField("Unité", coerce=as_id)
    room_id = SelectField("Chambre", coerce=as_id)
    admitted_on = Day("Date d’entrée")
    is_someone_else = BooleanField("C’est une autre personne")

    @property
    def identity(self) -> dict[str, Any]:
        return {field: self[field].data for field in _IDENTITY}


class IdentityForm(_Identity, Edit):
    """Who a person is, and why it is said otherwise."""

    reason = StringField("Pourquoi ce changement")

    @property
    def identity(self) -> dict[str, Any]:
        return {field: self[field].data for field in _IDENTITY}


class PlaceForm(Edit):
    """Where a person lives."""

    unit_id = SelectField("Unité", coerce=as_id)
    room_id = SelectField("Chambre", coerce=as_id)


class LeavingForm(Form):
    """When a person left."""

    left_on = Day("Date de sortie")


class PictureForm(Form):
    """A picture, and who agreed to it."""

    picture = FileField("Photo")
    consent = RadioField(
        "Qui a donné son accord ?", choices=choices(CONSENTS.items()), validators=[Optional()]
    )


class MarksForm(Edit):
    """What must be known at once: a box and a line for each kind of mark."""

    @property
    def marks(self) -> list[tuple[str, str]]:
        return [(kind, self[kind].data or "") for kind in MARKS if self[f"has_{kind}"].data]


for _kind, _label in MARKS.items():
    setattr(MarksForm, f"has_{_kind}", BooleanField(_label))
    setattr(MarksForm, _kind, StringField(f"{_label} : précisions"))

_IDENTITY = ("family_name", "given_name", "used_name", "birth_name", "born_on", "sex")


class AbsenceForm(Edit):
    """An absence: where, from when, until when if it is known."""

    kind = RadioField("Où", choices=choices(KINDS.items()), validate_choice=False)
    from_on = Day("Départ")
    from_hour = Hour("Heure du départ")
    until_on = Day("Retour", validators=[Optional()])
    until_hour = Hour("Heure du retour", validators=[Optional()])
    doses_handed = BooleanField("Les médicaments sont remis pour la sortie")
    note = StringField("Précisions")

    def draft(self, zone: ZoneInfo) -> AbsenceDraft:
        """What was typed. Raises Invalid for a return with a day and no hour, or the other way."""
        day, hour = self.until_on.data, self.until_hour.data
        if (day is None) != (hour is None):
            missing = "until_hour" if hour is None else "until_on"
            raise Invalid({missing: "Donnez le jour et l’heure du retour, ou aucun des deux."})
        return AbsenceDraft(
            kind=self.kind.data or "",
            from_at=instant_of(self.from_on.data, self.from_hour.data, zone),
            until_at=instant_of(day, hour, zone) if day and hour else None,
            doses_handed=self.doses_handed.data,
            note=self.note.data,
        )


class LookupForm(Form):
    """Somebody's identity, typed in full by whoever received their request."""

    family_name = StringField("Nom de famille ou d’usage")
    given_name = StringField("Prénom")
    born_on = Day("Date de naissance")


class EmergencyForm(LookupForm):
    """Whose file must be read now, and why."""

    family_name = StringField(
        "Nom de famille ou d’usage", validators=[DataRequired("Écrivez le nom.")]
    )
    given_name = StringField("Prénom", validators=[DataRequired("Écrivez le prénom.")])
    born_on = Day("Date de naissance")
    reason = StringField(
        "Pourquoi, maintenant", validators=[DataRequired("Dites pourquoi, en quelques mots.")]
    )


class ErasureForm(Form):
    """What is typed before something that cannot be undone."""

    confirmation = StringField("Pour confirmer, écrivez EFFACER")
