"""Forms of retention. They shape what is typed; the commands judge it."""

from __future__ import annotations

from wtforms import RadioField, StringField
from wtforms.validators import Optional

from app.areas.retention.holds import KINDS
from app.ground.pages.fields import Day, Whole, choices
from app.ground.pages.forms import Form


class HoldForm(Form):
    """Of whom everything is to be kept: by the identity that came with the request."""

    family_name = StringField("Nom de famille ou d’usage")
    given_name = StringField("Prénom")
    born_on = Day("Date de naissance")
    kind = RadioField("Pourquoi conserver", choices=choices(KINDS.items()), validate_choice=False)
    reason = StringField("Motif, et qui l’a demandé")
    from_on = Day("Depuis le")


class LiftForm(Form):
    """Why nothing needs to be held any more."""

    reason = StringField("Pourquoi la conservation n’a plus lieu d’être")


class DurationForm(Form):
    """How long a home keeps what a rule is about."""

    months = Whole("Durée, en mois")
    reason = StringField("Pourquoi, et sur quel texte")


class PurgeForm(Form):
    """What is typed before what is due is destroyed; `list` is the mark of what was read."""

    list = StringField("Liste lue")
    visa = StringField("Référence du visa des Archives départementales")
    confirmation = StringField("Pour confirmer, écrivez DÉTRUIRE")


class DeathForm(Form):
    """The day of a death; empty takes back one that was noted by mistake."""

    died_on = Day("Jour du décès", validators=[Optional()])
