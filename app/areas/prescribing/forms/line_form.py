"""The form of a line: every field keeps the text as it was typed, so that what is refused comes back unchanged.

It is sent several times on the way from the drug to what is saved; what matters is read by `line.read_line`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from flask import request
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField

from app.areas.prescribing.forms import schemes
from app.areas.prescribing.forms.days import RULES, WEEKDAYS
from app.areas.prescribing.forms.drug import Chosen
from app.areas.prescribing.forms.line import GIVERS, SOURCES, About, Written, read_line
from app.areas.prescribing.forms.schemes import as_needed, calendar, sliding, tapering
from app.areas.prescribing.forms.takes import HOURS, MOMENTS
from app.areas.prescribing.forms.typed import Typed
from app.ground.errors import Invalid
from app.ground.pages.fields import choices
from app.ground.pages.forms import Form

_OTHER_NAMES = {"starts_at": "starts_on", "ends_at": "ends_on", "label": "drug_form"}
_MOMENT_CHOICES = choices(MOMENTS.items(), first="Choisir…")


def _radio(label: str, pairs: Mapping[str, str]) -> Any:
    return RadioField(label, choices=choices(pairs.items()), validate_choice=False)


class LineForm(Form):
    """One version of a line. `takes` and `slide` are the names of two groups of fields, for what is told of them."""

    drug = HiddenField()
    line_id = HiddenField()
    seen = HiddenField()
    strength = StringField("Dosage")
    drug_form = StringField("Forme")
    unit = SelectField("Unité", validate_choice=False)
    route = SelectField("Voie", validate_choice=False)
    scheme = _radio("Comment", schemes.LABELS)
    takes = HiddenField("Prises")
    slide = HiddenField("Moments de mesure")
    days = _radio("Quels jours", RULES)
    every_n = StringField("Tous les combien de jours")
    every_from = StringField("À partir du")
    cycle_on = StringField("Jours avec")
    cycle_off = StringField("Jours sans")
    cycle_from = StringField("Premier jour de la cure")
    month_days = StringField("Jours du mois")
    rung_last_amount = StringField("Au-delà")
    cal_at = SelectField("Moment", choices=_MOMENT_CHOICES, validate_choice=False)
    cal_at_hour = StringField("ou heure exacte")
    cal_from = StringField("Premier jour")
    target_low = StringField("INR visé, de")
    target_high = StringField("à")
    control_on = StringField("Prochain INR")
    patch_at = SelectField("Moment de la pose", choices=_MOMENT_CHOICES, validate_choice=False)
    patch_at_hour = StringField("ou heure exacte")
    patch_amount = StringField("Combien de patchs")
    wear_hours = StringField("Heures en place")
    sites = StringField("Sites permis")
    need_for = StringField("Pour quoi")
    need_amount = StringField("Combien à la fois")
    need_hours = StringField("Heures entre deux prises")
    need_most = StringField("Au plus par 24 h")
    need_on_top = SelectField(
        "Avec des prises régulières de la même substance",
        choices=choices(as_needed.ON_TOP_LABELS.items()),
        validate_choice=False,
    )
    need_effect = StringField("Effet regardé après (min)")
    need_protocol = StringField("Protocole de la maison")
    starts_on = StringField("Premier jour")
    starts_hour = StringField("à (heure)")
    ends_on = StringField("Dernier jour")
    ends_hour = StringField("jusqu’à (heure)")
    why = StringField("Pourquoi")
    wording = TextAreaField("Consignes")
    giver = _radio("Qui donne", GIVERS)
    prescriber = StringField("Prescripteur")
    source = _radio("D’après", SOURCES)
    source_note = StringField("Référence du document")
    page = SelectField("Page du document", choices=[], validate_choice=False)
    same_paper = BooleanField("Toujours d’après le même document")
    asked_dose = HiddenField()
    confirmed_dose = BooleanField("C’est bien cette dose")
    reason = StringField("Motif du changement")

    @classmethod
    def showing(cls, values: Mapping[str, Any], chosen: Chosen) -> Self:
        """The form over `values`, whatever this request sent."""
        return cls(formdata=None, data=dict(values))._offering(chosen)

    @classmethod
    def sent(cls, chosen: Chosen) -> Self:
        """The form as this request sent it."""
        return cls(formdata=MultiDict(request.form))._offering(chosen)

    def read(self, about: About) -> Written | None:
        """The line that was typed; None when something must be mended, which is then told beside its field."""
        if not self.validate():
            return None
        typed = Typed(self.values)
        written = read_line(typed, about)
        for name, reason in typed.problems.items():
            self.refuse(name, reason)
        return written

    def refuse(self, name: str, reason: str) -> None:
        """The rules and commands have their own names for what these fields say."""
        super().refuse(_OTHER_NAMES.get(name, name), reason)

    def take(self, refusal: Invalid) -> dict[str, str]:
        """Shows what a command refused beside its fields, above the form when it has none; and gives it back."""
        for name, reason in refusal.fields.items():
            self.refuse(name, reason)
        return refusal.fields

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Every field as a page that only shows the line sends it again."""
        return [
            (name, "y" if value is True else value) for name, value in self.values.items() if value
        ]

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, the marks that travel with it included."""
        return {field.name: field.data for field in self if field.name != "csrf_token"}

    def _offering(self, chosen: Chosen) -> Self:
        self.unit.choices = choices((unit, unit) for unit in chosen.units)
        self.route.choices = choices(chosen.routes)
        for field, known in ((self.unit, chosen.units), (self.route, dict(chosen.routes))):
            if field.data and field.data not in known:
                field.choices = [*field.choices, *choices([(field.data, field.data)])]
        return self


def _add(name: str, field: Any) -> None:
    setattr(LineForm, name, field)


for _moment, _label in MOMENTS.items():
    _add(f"at_{_moment}", StringField(_label))
    _add(f"slide_{_moment}", BooleanField(_label))
    _add(f"slide_{_moment}_fixed", StringField(f"{_label} : part fixe"))
for _row in range(1, HOURS + 1):
    _add(f"hour_{_row}", StringField(f"Heure {_row}"))
    _add(f"hour_{_row}_amount", StringField(f"Quantité à l’heure {_row}"))
for _row in (1, 2):
    _add(f"slide_hour_{_row}", StringField(f"Heure de mesure {_row}"))
    _add(f"slide_hour_{_row}_fixed", StringField(f"Heure de mesure {_row} : part fixe"))
for _day, _label in WEEKDAYS.items():
    _add(f"weekday_{_day}", BooleanField(_label))
for _row in range(1, tapering.ROWS + 1):
    _add(f"step_{_row}_from", StringField(f"Palier {_row} : à partir du"))
    _add(f"step_{_row}_stop", BooleanField("Arrêt"))
    for _moment, _label in MOMENTS.items():
        _add(f"step_{_row}_at_{_moment}", StringField(f"Palier {_row} : {_label.lower()}"))
for _row in range(1, sliding.ROWS + 1):
    _add(f"rung_{_row}_below", StringField(f"Niveau {_row} : glycémie sous"))
    _add(f"rung_{_row}_amount", StringField(f"Niveau {_row} : quantité"))
for _day in range(calendar.DAYS):
    _add(f"cal_{_day}", StringField(f"Jour {_day + 1}"))
