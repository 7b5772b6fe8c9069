"""Forms of a measure and of thresholds. They shape what is typed; the rules judge it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from app.areas.observations.commands import Typed
from app.areas.observations.rows import Measure
from app.ground.errors import Invalid
from app.ground.pages.fields import Day, Hour, choices
from app.ground.pages.forms import Form
from app.ground.pages.moments import instant_of
from transmissions.observations import BY_NAME, Kind, Missing, Question, judge
from transmissions.observations.missing import LABELS, REASONS, SET_ASIDE
from transmissions.observations.numbers import canonical, read, shown
from transmissions.observations.thresholds import DEFAULTS, Threshold


class _Ticks(SelectMultipleField):
    """Several to tick, all of them visible."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class MeasureForm(Form):
    """A measure of `kind`. A question that came back has its answer in `answer`, about the part `asked`."""

    kind: Kind
    question: Question | None = None
    is_correction = False

    contexts = _Ticks("Précisions")
    missing = SelectField("Pas de mesure, ou incomplète")
    missing_text = StringField("La raison en quelques mots")
    note = TextAreaField("Remarque")
    taken_on = Day("Jour")
    taken_hour = Hour("Heure")
    source = StringField("Laboratoire, courrier, appel")
    answered = HiddenField()
    as_read = HiddenField()

    @property
    def typed_values(self) -> dict[str, str]:
        return {part.name: self[part.name].data or "" for part in self.kind.parts}

    @property
    def missing_value(self) -> Missing | None:
        reason = self.missing.data
        return Missing(reason, self.missing_text.data) if reason else None

    def take_answer(self, answer: str, asked: str) -> None:
        """What was answered takes the place of what was typed."""
        question = next((one for one in self._questions() if one.field == asked), None)
        if question and answer.isdecimal() and int(answer) < len(question.choices):
            choice = question.choices[int(answer)]
            for part, number in choice.values.items():
                self[part].data = shown(Decimal(number))
            if not (question.keeps and answer == "0"):
                self.as_read.data = choice.label.split(", soit ")[0]
        done = {*(self.answered.data or "").split(), self._mark(asked)}
        self.answered.data = " ".join(sorted(done))

    def open_question(self) -> Question | None:
        """What is asked and has no answer yet."""
        return next((one for one in self._questions() if not self._is_answered(one.field)), None)

    def _is_answered(self, part: str) -> bool:
        return self._mark(part) in (self.answered.data or "").split()

    def _mark(self, part: str) -> str:
        """An answer is about a number: another one is asked again."""
        number = read(self[part].data or "")
        return f"{part}:{number and canonical(number)}"

    def _questions(self) -> tuple[Question, ...]:
        return judge(
            self.kind,
            self.typed_values,
            contexts=self.contexts.data or (),
            missing=self.missing_value,
            is_correction=self.is_correction,
        ).questions

    def to_typed(self, now: datetime, zone: ZoneInfo) -> Typed:
        """The measure. Raises Invalid for a moment that has not come."""
        at = instant_of(self.taken_on.data, self.taken_hour.data, zone)
        if at > now:
            raise Invalid({"taken_hour": "Ce moment n’est pas encore venu."})
        return Typed(
            kind=self.kind,
            values=self.typed_values,
            contexts=tuple(self.contexts.data or ()),
            missing=self.missing_value,
            note=self.note.data,
            source=self.source.data,
            as_read=self.as_read.data or None,
            is_answered=any(self._is_answered(part.name) for part in self.kind.parts),
            taken_at=at,
        )


def measure_form(
    kind: Kind, at: datetime, zone: ZoneInfo, *, corrected: Measure | None = None
) -> MeasureForm:
    """The form of a kind, as of that moment; of a correction it begins with what was said."""
    fields: dict[str, Any] = {part.name: _part(part) for part in kind.parts}
    if corrected is not None:
        fields["reason"] = TextAreaField("Pourquoi la corriger")
    made: type[MeasureForm] = type("MeasureOf", (MeasureForm,), fields)
    here = at.astimezone(zone)
    data = {"taken_on": here.date(), "taken_hour": here.time().replace(second=0, microsecond=0)}
    form = made(data=data | (_said(corrected) if corrected else {}))
    form.kind, form.is_correction = kind, corrected is not None
    form.contexts.choices = [(one.name, one.label) for one in kind.contexts]
    reasons = [*kind.reasons, *REASONS, *((SET_ASIDE,) if corrected else ())]
    form.missing.choices = choices(
        ((reason, LABELS[reason]) for reason in reasons), first="Mesurée"
    )
    return form


def _part(part: Any) -> Any:
    if not part.choices:
        return StringField(f"{part.label} ({part.unit})" if part.unit else part.label)
    low = int(part.possible[0])
    offered = ((low + at, words) for at, words in enumerate(part.choices))
    return SelectField(part.label, choices=choices(offered, first="Rien de dit"))


def _said(measure: Measure) -> dict[str, Any]:
    """What the measure that is corrected said, as it would be typed."""
    values = {}
    for part in measure.kind.parts:
        number = measure.values.get(part.name)
        told = number if part.choices or number is None else shown(Decimal(number))
        values[part.name] = told or ""
    missing = measure.missing
    return {
        **values,
        "contexts": list(measure.contexts),
        "missing": missing.reason if missing else "",
        "missing_text": missing.text if missing else "",
        "note": measure.note or "",
        "source": measure.source or "",
    }


class ThresholdsForm(Form):
    """Two numbers for each value that may have a threshold; an empty one says nothing."""

    def rows(self) -> list[tuple[str, Any, Any]]:
        """(what, low, high) for each."""
        return [
            (label, self[f"low_{name}"], self[f"high_{name}"]) for name, label in _NAMED.items()
        ]

    def to_thresholds(self, beneath: Mapping[str, Threshold]) -> dict[str, Threshold]:
        """What differs from `beneath`. Raises Invalid for what is no number, or makes no sense together."""
        problems: dict[str, str] = {}
        said = {}
        for key in DEFAULTS:
            name = _name(key)
            low, high = (self._number(f"{end}_{name}", problems) for end in ("low", "high"))
            if low is not None and high is not None and low >= high:
                problems[f"high_{name}"] = "Le seuil haut est au-dessus du seuil bas."
            one = Threshold(low, high, DEFAULTS[key].is_urgent)
            if one != beneath[key]:
                said[key] = one
        if problems:
            raise Invalid(problems)
        return said

    def _number(self, field: str, problems: dict[str, str]) -> Decimal | None:
        text = (self[field].data or "").strip()
        number = read(text)
        if text and number is None:
            problems[field] = "Écrivez un nombre, ou rien."
        return number


def thresholds_form(holding: Mapping[str, Threshold]) -> ThresholdsForm:
    """The form over what holds now."""
    fields: dict[str, Any] = {}
    data = {}
    for key, one in holding.items():
        name = _name(key)
        for end, words, number in (("low", "sous", one.low), ("high", "à partir de", one.high)):
            fields[f"{end}_{name}"] = StringField(f"{_NAMED[name]}, {words}")
            data[f"{end}_{name}"] = "" if number is None else shown(number)
    made: type[ThresholdsForm] = type("ThresholdsOf", (ThresholdsForm,), fields)
    return made(data=data)


def _name(key: str) -> str:
    return key.replace(".", "_")


def _label(key: str) -> str:
    kind_name, part_name = key.split(".")
    kind = BY_NAME[kind_name]
    part = kind.part(part_name)
    assert part is not None
    label = (
        kind.label
        if len(kind.parts) == 1 or part.name == "value"
        else f"{kind.label}, {part.label.lower()}"
    )
    return f"{label} ({part.unit})" if part.unit else label


_NAMED = {_name(key): _label(key) for key in DEFAULTS}
