"""Forms of rights. They shape what is typed; the commands judge it."""

from __future__ import annotations

from wtforms import RadioField, SelectField, StringField, TextAreaField

from app.areas.privacy.rules import ASKERS, OBJECTS, OUTCOMES, REFUSALS, RIGHTS
from app.ground.pages.fields import Day, choices
from app.ground.pages.forms import Form


class RequestForm(Form):
    """What somebody asks about a person's data."""

    right = RadioField("Droit demandé", choices=choices(RIGHTS.items()), validate_choice=False)
    subject = SelectField(
        "À quoi la personne s’oppose",
        choices=choices(((code, one.label) for code, one in OBJECTS.items()), first="Sans objet"),
        validate_choice=False,
    )
    asker = RadioField("Qui demande", choices=choices(ASKERS.items()), validate_choice=False)
    asker_name = StringField("Nom de qui demande")
    received_on = Day("Demande reçue le")
    words = TextAreaField("Ce qui est demandé, dans ses mots")


class IdentityForm(Form):
    """How the identity of the asker was established."""

    how = StringField("Comment l’identité a été vérifiée")


class ExtendForm(Form):
    """Why two more months are needed."""

    why = TextAreaField("Pourquoi, tel que dit à qui demande")


class AnswerForm(Form):
    """What is answered."""

    outcome = RadioField("Réponse", choices=choices(OUTCOMES.items()), validate_choice=False)
    ground = SelectField(
        "Motif d’un refus",
        choices=choices(REFUSALS.items(), first="Sans objet"),
        validate_choice=False,
    )
    words = TextAreaField("Ce qui est dit à qui demande")
