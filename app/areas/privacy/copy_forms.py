"""Forms of copies. They shape what is typed; the commands judge it."""

from __future__ import annotations

from wtforms import HiddenField, RadioField, SelectMultipleField, StringField

from app.areas.privacy.copies import WAYS
from app.ground.pages.fields import choices
from app.ground.pages.forms import Form


class CopyForm(Form):
    """What is not handed over, among what this page showed: something may have been written since."""

    shown = HiddenField()
    withheld = SelectMultipleField("À retirer de la copie", validate_choice=False)


class HandingForm(Form):
    """To whom a copy is handed over, and how."""

    to = StringField("Remise à")
    way = RadioField("Comment", choices=choices(WAYS.items()), validate_choice=False)
