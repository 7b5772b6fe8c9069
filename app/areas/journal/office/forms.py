"""Forms of the vocabulary. They shape what is typed; the rules of the vocabulary judge it."""

from __future__ import annotations

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from app.ground.pages.fields import Whole
from app.ground.pages.forms import Edit, Form

PARTS = ("data", "actions", "results")


class ThemeForm(Form):
    """A new theme."""

    label = StringField("Nom du thème")


class _Words:
    """What a cible says."""

    label = StringField("Nom de la cible")
    theme = SelectField("Thème")
    phrases_data = TextAreaField("Données")
    phrases_actions = TextAreaField("Actions")
    phrases_results = TextAreaField("Résultat")

    def refuse(self, name: str, reason: str) -> None:
        """The rules speak of `data`, which is every form's name for something else."""
        own = f"phrases_{name}" if name in PARTS else name
        super().refuse(own, reason)  # type: ignore[misc]


class NewCibleForm(_Words, Form):
    """A new cible."""

    macro = BooleanField("Macro-cible : Données en cinq parties (MTVED)")


class CibleForm(_Words, Edit):
    """A cible's words, its place among those proposed first, and whether two people sign it."""

    witness = BooleanField("Se signe à deux, chacun avec sa clé")

    common = Whole("Rang parmi les cibles proposées d’abord", validators=[Optional()])


def lines(text: str | None) -> tuple[str, ...]:
    """One phrase a line; empty lines are nothing."""
    return tuple(clean for line in (text or "").splitlines() if (clean := " ".join(line.split())))
