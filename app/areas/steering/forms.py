"""Forms of the structure. They shape what is typed; the directory's commands judge it."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.gate.auth import authenticators
from app.gate.directory.commands.establishments import KINDS
from app.gate.directory.commands.units import UNIT_KINDS
from app.ground.pages.fields import Whole, as_id, choices
from app.ground.pages.forms import Edit, Form

ZONES = {
    "Europe/Paris": "Métropole (Paris)",
    "America/Guadeloupe": "Guadeloupe",
    "America/Martinique": "Martinique",
    "America/Cayenne": "Guyane",
    "Indian/Reunion": "La Réunion",
    "Indian/Mayotte": "Mayotte",
    "America/Miquelon": "Saint-Pierre-et-Miquelon",
    "Pacific/Noumea": "Nouvelle-Calédonie",
    "Pacific/Tahiti": "Polynésie française",
    "Pacific/Wallis": "Wallis-et-Futuna",
}


_USES = {"shared": "Partagée par l’équipe", "personal": "Personnelle, à une seule personne"}


def _kinds(place: str) -> SelectMultipleField:
    """The kinds that may count at a place, to tick."""
    return SelectMultipleField(
        authenticators.PLACES[place],
        choices=choices(
            (kind, authenticators.KINDS[kind]) for kind in authenticators.OFFERED[place]
        ),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class EstablishmentForm(Edit):
    """What a home says of itself."""

    name = StringField("Nom")
    kind = SelectField("Type", choices=choices(KINDS.items()))
    finess = StringField("Numéro FINESS")
    timezone = SelectField("Fuseau horaire", choices=choices(ZONES.items()))
    idle_seconds = Whole("Verrouillage après (secondes)", default=120)
    quick_hours = Whole("Retour rapide pendant (heures)", default=8)


class RescueForm(Form):
    """The file of a tablet whose network never returned."""

    file = FileField("Fichier de secours")


class PasskeysForm(Edit):
    """Which kinds of passkeys count where."""

    shared = _kinds("shared")
    personal = _kinds("personal")
    desk = _kinds("desk")


class UnitForm(Form):
    """A new unit."""

    name = StringField("Nom de l’unité")
    kind = RadioField("Type", choices=choices(UNIT_KINDS.items()), default="unit")


class UnitEdit(Edit):
    """A unit's name and kind."""

    name = StringField("Nom de l’unité")
    kind = RadioField("Type", choices=choices(UNIT_KINDS.items()))


class RoomsForm(Form):
    """New rooms, several at once."""

    names = StringField("Chambres à ajouter")


class RoomForm(Form):
    """A room's name, and its rank in the walking order."""

    name = StringField("Nom ou numéro")
    rank = Whole("Rang dans l’ordre de marche", validators=[Optional()])


class DeviceForm(Form):
    """A new tablet or phone."""

    name = StringField("Nom")
    kind = RadioField(
        "Usage",
        choices=choices(_USES.items()),
        default="shared",
    )
    unit_ids = SelectMultipleField(
        "Unités", coerce=as_id, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )


class DeviceEdit(Form):
    """A device's name and units."""

    name = StringField("Nom")
    unit_ids = SelectMultipleField(
        "Unités", coerce=as_id, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )


class DismissalForm(Form):
    """Why nothing will come of a quarantined entry."""

    reason = StringField("Motif")
