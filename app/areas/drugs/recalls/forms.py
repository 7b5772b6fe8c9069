"""The forms of a recall. They shape what is typed; the commands judge it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.areas.drugs.recalls.drafts import RecallDraft, RecalledPack
from app.ground.ids import new_id
from app.ground.pages.fields import Day, choices
from app.ground.pages.forms import Form

SOURCES = ("ANSM", "Laboratoire", "Pharmacie")


class RecallForm(Form):
    """Which boxes and batches, why, asked by whom, since when. `form_id` makes a form that is sent twice write once."""

    form_id = HiddenField()
    named = StringField("Nom sur la boîte")
    packs = SelectMultipleField(
        "Boîtes",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )
    batches = TextAreaField("Numéros de lot")
    is_every_batch = BooleanField("Tous les lots")
    reason = StringField("Pourquoi")
    source = StringField("Qui l’a demandé")
    since = Day("Rappelé le", validators=[Optional()])

    @classmethod
    def about(
        cls, packs: Sequence[RecalledPack], chosen: Sequence[str], batch: str, today: date
    ) -> RecallForm:
        """The form over these packs, those of the codes `chosen` ticked at first."""
        first = {"form_id": str(new_id()), "packs": list(chosen), "batches": batch, "since": today}
        form = cls(data=first)
        form.packs.choices = choices((pack.gtin, pack.label) for pack in packs)
        return form

    def draft(self, packs: Sequence[RecalledPack]) -> RecallDraft:
        """What was typed, about those of `packs` that are ticked."""
        ticked = set(self.packs.data or ())
        return RecallDraft(
            packs=tuple(pack for pack in packs if pack.gtin in ticked),
            batches=self.batches.data or "",
            is_every_batch=bool(self.is_every_batch.data),
            reason=self.reason.data or "",
            source=self.source.data or "",
            since=self.since.data,
        )


class EndForm(Form):
    """From when on, and why, a recall holds no more."""

    ended_on = Day("Fin du rappel le", validators=[Optional()])
    why = StringField("Pourquoi")
