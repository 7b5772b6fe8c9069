"""Forms of relatives, of what is opened to them, of what is written for them. Commands judge what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from wtforms import (
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.areas.family.commands import Granting, Named, Words
from app.areas.family.commands.sharing import FLAGGED
from app.areas.family.loading import SOURCED
from app.areas.family.rules import TOPICS
from app.areas.family.values import GIVERS, RelativeValue
from app.areas.medical.queries import Appointment
from app.areas.persons.queries import Contact
from app.ground.errors import Invalid
from app.ground.pages.fields import Day, as_id, choices
from app.ground.pages.forms import Form
from app.ground.pages.moments import start_of
from app.ground.pages.words import hour, week_day


class _Ticks(SelectMultipleField):
    """Several to tick, all of them visible."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RelativeForm(Form):
    """Who a relative is."""

    given_name = StringField("Prénom")
    family_name = StringField("Nom")
    link = StringField("Qui est-ce pour la personne")
    email = StringField("Adresse e-mail")
    contact_id = SelectField("Dans les contacts du dossier")
    note = TextAreaField("Pour l’équipe")

    @classmethod
    def offering(cls, contacts: Iterable[Contact], now: RelativeValue | None = None) -> Self:
        """The form over a relative, with the contacts of the person."""
        shown: dict[str, Any] = {}
        if now is not None:
            names = ("given_name", "family_name", "link", "email", "note")
            shown = {name: getattr(now, name) for name in names}
            shown["contact_id"] = str(now.contact_id or "")
        form = cls(data=shown)
        pairs = [(one.id, f"{one.name}, {one.link_label}") for one in contacts]
        form.contact_id.choices = choices(pairs, first="Pas dans les contacts")
        return form

    def to_named(self) -> Named:
        names = (self.given_name.data or "", self.family_name.data or "", self.link.data or "")
        return Named(*names, self.email.data, self.note.data, as_id(self.contact_id.data))


class GrantForm(Form):
    """Topics to open, and who said so."""

    topics = _Ticks("Sujets", choices=choices(TOPICS.items()))
    given_by = RadioField("Qui donne l’accord", choices=choices(GIVERS.items()))
    giver = StringField("Nom du représentant")
    heard = TextAreaField("Ce que la personne en pense")
    until_on = DateField("Jusqu’au", validators=[Optional()])
    note = TextAreaField("Précisions")

    def to_granting(self, zone: ZoneInfo) -> Granting:
        """The last day counts whole."""
        day = self.until_on.data
        until = start_of(day + timedelta(days=1), zone) if day else None
        topics = frozenset(self.topics.data or ())
        said = (self.giver.data, self.heard.data, self.note.data)
        return Granting(topics, self.given_by.data or "", until, *said)


class NewsForm(Form):
    """Words for relatives."""

    topic = RadioField(
        "Sujet", choices=choices((one, TOPICS[one]) for one in FLAGGED if one not in SOURCED)
    )
    day_on = Day("Jour")
    title = StringField("Titre")
    text = TextAreaField("Ce que les proches liront")

    def to_words(self) -> Words:
        if self.topic.data is None or self.day_on.data is None:
            raise Invalid({"topic": "Choisissez le sujet."})
        return Words(self.topic.data, self.day_on.data, self.title.data or "", self.text.data or "")


class DocumentForm(Form):
    """A document to share: as what, and under which words."""

    topic = RadioField("Le partager comme", choices=choices((one, TOPICS[one]) for one in SOURCED))
    title = StringField("Titre")
    text = TextAreaField("Quelques mots")


class AppointmentForm(Form):
    """An appointment of the file to share, and under which words."""

    source_id = RadioField("Lequel", validate_choice=False)
    title = StringField("Titre")
    text = TextAreaField("Quelques mots")

    @classmethod
    def offering(cls, appointments: Iterable[Appointment], zone: ZoneInfo) -> Self:
        """The form over those to come."""
        form = cls()
        pairs = [(one.id, _said(one, zone)) for one in appointments]
        form.source_id.choices = choices(pairs)
        return form


def _said(one: Appointment, zone: ZoneInfo) -> str:
    here = one.at.astimezone(zone)
    where = f", {one.where}" if one.where else ""
    return f"{week_day(here.date())} à {hour(here)} : {one.what}{where}"


class MessageForm(Form):
    """What the home answers a relative."""

    text = TextAreaField("Votre réponse")
