"""The form that prints: whose labels, what stands on them, on which paper."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from wtforms import BooleanField, RadioField, SelectMultipleField

from app.areas.rounds.labels.sheets import SHEETS, Sheet
from app.ground.errors import Invalid
from app.ground.ids import parse_id
from app.ground.pages.fields import Whole, choices
from app.ground.pages.forms import Form


class PaperForm(Form):
    """On which paper, and from which place on when some labels were already taken off the sheet."""

    sheet = RadioField(
        "Papier",
        choices=choices((key, sheet.label) for key, sheet in SHEETS.items()),
        default="a4",
        validate_choice=False,
    )
    start = Whole("Première étiquette libre", default=1)

    @property
    def paper(self) -> Sheet:
        """The paper that was chosen. Raises Invalid."""
        sheet = SHEETS.get(self.sheet.data or "")
        if sheet is None:
            raise Invalid({"sheet": "Choisissez le papier."})
        return sheet

    def first(self) -> int:
        """The place of the first label. Raises Invalid for one that the paper has not."""
        places = self.paper.places
        if places == 1:
            return 1
        if not 1 <= self.start.data <= places:
            raise Invalid(
                {"start": f"Cette feuille a {places} étiquettes : donnez de 1 à {places}."}
            )
        return int(self.start.data)


class LabelsForm(PaperForm):
    """Whose labels as well. The persons offered are those whom their reader may see."""

    persons = SelectMultipleField("Personnes", validate_choice=False)
    has_birth = BooleanField("Date de naissance")

    def chosen(self, offered: Sequence[UUID]) -> list[UUID]:
        """Who is ticked, in the order they are offered. Raises Invalid when nobody is."""
        ticked = {parse_id(one) for one in self.persons.data or ()}
        found = [one for one in offered if one in ticked]
        if not found:
            raise Invalid({"persons": "Cochez au moins une personne."})
        return found
