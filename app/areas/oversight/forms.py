"""The form of whoever is asked « qui a ouvert mon dossier ? »."""

from __future__ import annotations

from wtforms import StringField

from app.ground.pages.fields import Day
from app.ground.pages.forms import Form


class WhoseForm(Form):
    """Whose file, by the identity that came with the question."""

    family_name = StringField("Nom de famille ou d’usage")
    given_name = StringField("Prénom")
    born_on = Day("Date de naissance")
