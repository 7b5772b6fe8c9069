"""Forms about documents. They shape what is typed; the commands judge it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from flask_wtf.file import MultipleFileField
from wtforms import SelectChoice, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional

from app.areas.documents.filing import Filing
from app.areas.documents.kinds import FAMILIES, KINDS
from app.ground.pages.fields import Day, as_id, choices
from app.ground.pages.forms import Edit, Form


class AnyDay(Day):
    """A day, or none."""

    missing = ""

    def pre_validate(self, form: object) -> None:
        if self.data is not None or self.process_errors:
            super().pre_validate(form)


def offered(current: str | None) -> list[SelectChoice]:
    """The kinds that people choose, by family; and the one it has already."""
    found = [SelectChoice("", "Choisir…")]
    for family, label in FAMILIES.items():
        found += choices(
            (
                (kind.code, kind.label)
                for kind in KINDS.values()
                if kind.family == family and (kind.is_offered or kind.code == current)
            ),
            group=label,
        )
    return found


class FilingForm(Edit):
    """What a document is, its days, and what it replaces."""

    kind = SelectField("Ce que c’est", validate_choice=False)
    title = StringField("Objet")
    dated_on = AnyDay("Date du document", validators=[Optional()])
    valid_until = AnyDay("Valable jusqu’au", validators=[Optional()])
    supersedes = SelectField("Remplace", validate_choice=False)

    def offer(self, current: str | None, others: Iterable[tuple[object, str]]) -> None:
        self.kind.choices = offered(current)
        self.supersedes.choices = choices(others, first="Aucun")

    def said(self) -> Filing:
        return Filing(
            self.kind.data or None,
            self.title.data,
            self.dated_on.data,
            self.valid_until.data,
            _id(self.supersedes.data),
        )


class UploadForm(Form):
    """Files from the desk's own computer, and what they are."""

    files = MultipleFileField("Fichiers")
    kind = SelectField("Ce que c’est", validate_choice=False)
    note = TextAreaField("Note")


class HandingForm(Form):
    """Who is to file it."""

    to = SelectField("À qui", validate_choice=False)

    def chosen(self) -> uuid.UUID | None:
        return _id(self.to.data)


class MovingForm(Form):
    """Whose it is, and how one knows."""

    person = SelectField("La bonne personne", validate_choice=False)
    why = StringField("Comment vous le savez")

    def chosen(self) -> uuid.UUID | None:
        return _id(self.person.data)


class MaskingForm(Form):
    """Whom it is hidden from, and why."""

    roles = SelectMultipleField("Masquer à", validate_choice=False)
    reason = StringField("Pourquoi")


class WithdrawingForm(Form):
    """Why it should not be there."""

    why = StringField("Pourquoi le retirer")


def _id(text: object) -> uuid.UUID | None:
    try:
        return as_id(text)
    except ValueError:
        return uuid.UUID(int=0)  # names nothing: the command refuses it beside its field
