"""Forms about medical facts. They shape what is typed; the commands judge it."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, StringField

from app.areas.medical.allergens import Allergen
from app.areas.medical.facts import (
    RESTRICTION_HINTS,
    RESTRICTION_LEVELS,
    SEVERITY_HINTS,
    SWALLOWING_HINTS,
    SWALLOWINGS,
    AllergyDraft,
    RestrictionDraft,
    SwallowingDraft,
)
from app.ground.pages.fields import Day, choices
from app.ground.pages.forms import Edit, Form


class _Allergy:
    """How bad, how it showed, since when, who says so."""

    severity = RadioField("Gravité", choices=choices(SEVERITY_HINTS.items()), validate_choice=False)
    reaction = StringField("Ce qui s’est passé")
    since = StringField("Depuis quand")
    said_by = StringField("Qui l’a dit")

    def draft(self: Any, allergen: Allergen) -> AllergyDraft:
        return AllergyDraft(
            kind=allergen.kind,
            code=allergen.code,
            label=allergen.label,
            severity=self.severity.data or "",
            reaction=self.reaction.data,
            since=self.since.data,
            said_by=self.said_by.data,
        )


class AllergyForm(_Allergy, Form):
    """A new allergy; `allergen` carries what was chosen."""

    allergen = HiddenField()
    takes_words = BooleanField("")


class AllergyEdit(_Allergy, Edit):
    """The same allergy, said otherwise."""

    reason = StringField("Pourquoi ce changement")


class NoneKnownForm(Form):
    """That no allergy is known, and who says so."""

    said_by = StringField("Qui l’a dit")


class WithdrawingForm(Form):
    """Why something said does not hold."""

    reason = StringField("Pourquoi la retirer")


class SwallowingForm(Edit):
    """How a person swallows, since when."""

    level = RadioField("Risque", choices=choices(SWALLOWINGS.items()), validate_choice=False)
    text = StringField("Précisions")
    on = Day("Constaté le")

    def draft(self, answers: str | None) -> SwallowingDraft:
        return SwallowingDraft(self.level.data or "", self.text.data, self.on.data, answers)

    @property
    def hints(self) -> dict[str, str]:
        return {str(level): hint for level, hint in SWALLOWING_HINTS.items()}


class RestrictionForm(Edit):
    """Who may give to a person at the widest, decided by whom and why."""

    level = RadioField(
        "Qui peut donner", choices=choices(RESTRICTION_LEVELS.items()), validate_choice=False
    )
    why = StringField("Pourquoi")
    decided_by = StringField("Qui l’a décidé")
    on = Day("Décidé le")

    def draft(self) -> RestrictionDraft:
        return RestrictionDraft(
            self.level.data or "", self.why.data, self.decided_by.data, self.on.data
        )

    @property
    def hints(self) -> dict[str, str]:
        return RESTRICTION_HINTS
