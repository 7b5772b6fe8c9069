"""Forms of marks. They shape what is typed; the commands judge it."""

from __future__ import annotations

from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField

from app.areas.marks.rules import GROUNDS, VOICES
from app.ground.pages.fields import choices
from app.ground.pages.forms import Form


class SayingForm(Form):
    """What somebody says beside an entry."""

    voice = RadioField("Qui parle", choices=choices(VOICES.items()), validate_choice=False)
    name = StringField("Nom de qui parle")
    text = TextAreaField("Ce qui est dit, dans ses mots")


class LimitForm(Form):
    """Why an entry is limited to a few, at whose request, and who these are."""

    ground = RadioField("Motif", choices=choices(GROUNDS.items()), validate_choice=False)
    voice = RadioField("Demandé par", choices=choices(VOICES.items()), validate_choice=False)
    name = StringField("Nom de qui demande")
    text = TextAreaField("Ce qui est demandé")
    readers = SelectMultipleField("Qui lit encore cet élément", validate_choice=False)


class LiftForm(Form):
    """Why a limit ends."""

    why = TextAreaField("Pourquoi, et comment la personne en a été prévenue")
