"""Forms of wounds. They shape what is typed; the rules judge it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.areas.wounds.commands import Typed
from app.areas.wounds.telling_nurses import USUAL_DAYS
from app.ground.errors import Invalid
from app.ground.pages.fields import Day, Hour, choices
from app.ground.pages.forms import Form
from app.ground.pages.moments import instant_of
from transmissions.wounds import Assessment, Consent, Described, judge, naming
from transmissions.wounds import consent as consenting
from transmissions.wounds.judging import Question
from transmissions.wounds.lengths import LABELS, read

NOT_ASKED, GIVEN, REFUSED = "not_asked", "given", "refused"
_YES_OR_NO = ((GIVEN, "Accord donné"), (REFUSED, "Photos refusées"))
_SIDES = choices(
    ((name, words.capitalize()) for name, words in naming.SIDES.items()), first="Sans côté"
)
_PLACES = (
    *choices(naming.MIDDLE.items(), first="Choisir", group=None),
    *choices(naming.SIDED.items(), group="À gauche ou à droite"),
)
_LENGTHS = tuple(LABELS)
_NEXT = ((1, "Demain"), (2, "Dans 2 jours"), (3, "Dans 3 jours"), (7, "Dans 7 jours"))
_LATER = ((14, "Dans 14 jours"), (28, "Dans 28 jours"))


class _Ticks(SelectMultipleField):
    """Several to tick, all of them visible."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class DescribeForm(Form):
    """Where a wound is and what it is. `why` says what was wrong with what was said before."""

    site = SelectField("Endroit du corps", choices=list(_PLACES))
    side = SelectField("Côté", choices=_SIDES)
    kind = SelectField("Nature", choices=choices(naming.KINDS.items()))
    origin_on = DateField("Depuis le", validators=[Optional()])
    note = TextAreaField("Précisions")
    why = TextAreaField("Ce qui n’allait pas")

    @classmethod
    def over(cls, said: Described) -> Self:
        """The form over what was said."""
        day = datetime.fromisoformat(said.origin_on).date() if said.origin_on else None
        shown = {"site": said.site, "side": said.side or "", "kind": said.kind}
        return cls(data={**shown, "origin_on": day, "note": said.note})

    def to_described(self) -> Described:
        day = self.origin_on.data
        return Described(
            site=self.site.data or "",
            side=self.side.data or None,
            kind=self.kind.data or naming.UNKNOWN,
            origin_on=day.isoformat() if day else None,
            note=self.note.data,
        )


class OpeningForm(DescribeForm):
    """A new wound, with what was answered about pictures if somebody asked."""

    consent = RadioField(
        "Photos",
        choices=choices(((NOT_ASKED, "Pas encore demandé"), *_YES_OR_NO)),
        default=NOT_ASKED,
    )
    consent_by = RadioField(
        "Qui a répondu", choices=choices(consenting.BY.items()), default="person"
    )
    consent_note = TextAreaField("Qui a été consulté, et à quel titre")

    def to_consent(self) -> Consent | None:
        answer = self.consent.data
        if answer not in (GIVEN, REFUSED):
            return None
        return Consent(answer == GIVEN, self.consent_by.data or "", self.consent_note.data)


class ConsentForm(Form):
    """Another answer about pictures."""

    given = RadioField("Réponse", choices=choices(_YES_OR_NO))
    by = RadioField("Qui a répondu", choices=choices(consenting.BY.items()), default="person")
    note = TextAreaField("Qui a été consulté, et à quel titre")

    def to_consent(self) -> Consent:
        if self.given.data not in (GIVEN, REFUSED):
            raise Invalid({"given": "Dites si les photos sont acceptées ou refusées."})
        return Consent(self.given.data == GIVEN, self.by.data or "", self.note.data)


class ClosingForm(Form):
    """Why a wound is followed no more."""

    ending = RadioField("Raison", choices=choices(naming.ENDINGS.items()))
    note = TextAreaField("Précisions")


class AssessForm(Form):
    """An assessment. What is asked back comes in `question`; its answer is one of the buttons."""

    kind = naming.UNKNOWN
    previous: Assessment | None = None
    question: Question | None = None

    length_mm = StringField("Longueur (mm)")
    width_mm = StringField("Largeur (mm)")
    depth_mm = StringField("Profondeur (mm)")
    missing = SelectField(
        "Pas de mesure", choices=choices(naming.UNMEASURED.items(), first="Mesurée")
    )
    necrosis = StringField("Nécrose, noir (%)")
    slough = StringField("Fibrine, jaune (%)")
    granulation = StringField("Bourgeonnement, rouge (%)")
    epithelial = StringField("Épithélialisation, rose (%)")
    exudate = SelectField("Exsudat", choices=choices(naming.EXUDATES.items(), first="Rien de dit"))
    edges = _Ticks("Berges", choices=choices(naming.EDGES.items()))
    infection = _Ticks("Signes d’infection", choices=choices(naming.SIGNS.items()))
    pain = SelectField(
        "Douleur au soin",
        choices=choices(((str(n), f"{n} sur 10") for n in range(11)), first="Rien de dit"),
    )
    stage = SelectField(
        "Stade",
        choices=choices(
            (
                (name, f"{naming.STAGES[name]} : {words}")
                for name, words in naming.STAGE_HINTS.items()
            ),
            first="Rien de dit",
        ),
    )
    care = TextAreaField("Soin réalisé")
    taken_on = Day("Jour")
    taken_hour = Hour("Heure")
    next_days = SelectField("Prochaine évaluation", choices=choices((*_NEXT, *_LATER)))
    answered = HiddenField()
    why = TextAreaField("Ce qui n’allait pas")

    @classmethod
    def about(cls, kind: str, previous: Assessment | None, at: datetime, zone: ZoneInfo) -> Self:
        """The form of a new assessment, now."""
        stage = (previous.stage if previous else None) or ""  # a pressure ulcer keeps its own
        shown = {"next_days": str(USUAL_DAYS), "stage": stage}
        return cls._over(shown, kind, previous, at, zone)

    @classmethod
    def over(
        cls,
        kind: str,
        previous: Assessment | None,
        said: Assessment,
        next_days: int | None,
        at: datetime,
        zone: ZoneInfo,
    ) -> Self:
        """The form over what was said."""
        shown: dict[str, Any] = {name: _text(getattr(said, name)) for name in _LENGTHS}
        shown |= {name: _text(said.tissue.get(name)) for name in naming.TISSUES}
        shown |= {"missing": said.missing or "", "exudate": said.exudate or ""}
        shown |= {"edges": list(said.edges), "infection": list(said.infection)}
        shown |= {"pain": _text(said.pain), "stage": said.stage or "", "care": said.care}
        shown["next_days"] = str(next_days or USUAL_DAYS)
        return cls._over(shown, kind, previous, at, zone)

    @classmethod
    def _over(
        cls,
        shown: Mapping[str, Any],
        kind: str,
        previous: Assessment | None,
        at: datetime,
        zone: ZoneInfo,
    ) -> Self:
        here = at.astimezone(zone)
        moment = {
            "taken_on": here.date(),
            "taken_hour": here.time().replace(second=0, microsecond=0),
        }
        form = cls(data={**shown, **moment})
        form.kind, form.previous = kind, previous
        return form

    def take_answer(self, answer: str) -> None:
        """What was answered takes the place of what was typed."""
        question = self.open_question()
        if question and answer.isdecimal() and int(answer) < len(question.choices):
            mark = self._mark(question)
            for field, mm in question.choices[int(answer)].values.items():
                self[field].data = str(mm)
            marks = {*(self.answered.data or "").split(), mark, self._mark(question)}
            self.answered.data = " ".join(sorted(marks))

    def open_question(self) -> Question | None:
        """What is asked and has no answer yet; None while something is wrong."""
        try:
            said = self.to_assessment()
        except Invalid:
            return None
        done = (self.answered.data or "").split()
        found = judge(self.kind, said, previous=self.previous).questions
        return next((one for one in found if self._mark(one) not in done), None)

    def to_typed(self, now: datetime, zone: ZoneInfo) -> Typed:
        """The assessment. Raises Invalid for what is no number, or a moment that has not come."""
        at = instant_of(self.taken_on.data, self.taken_hour.data, zone)
        if at > now:
            raise Invalid({"taken_hour": "Ce moment n’est pas encore venu."})
        days = self.next_days.data or ""
        return Typed(
            self.to_assessment(),
            taken_at=at,
            next_days=int(days) if days.isdecimal() else None,
            is_answered=bool(self.answered.data) and self.open_question() is None,
        )

    def to_assessment(self) -> Assessment:
        """What was typed, as values. Raises Invalid."""
        problems: dict[str, str] = {}
        lengths = {name: self._length(name, problems) for name in _LENGTHS}
        tissue = {name: self._percent(name, problems) for name in naming.TISSUES}
        if problems:
            raise Invalid(problems)
        pain = self.pain.data or ""
        return Assessment(
            **lengths,
            missing=self.missing.data or None,
            tissue={name: part for name, part in tissue.items() if part},
            exudate=self.exudate.data or None,
            edges=tuple(self.edges.data or ()),
            pain=int(pain) if pain.isdecimal() else None,
            infection=tuple(self.infection.data or ()),
            stage=self.stage.data or None,
            care=(self.care.data or "").strip() or None,
        )

    def _length(self, name: str, problems: dict[str, str]) -> int | None:
        text = (self[name].data or "").strip()
        if not text:
            return None
        found = read(text)
        if found is None:
            problems[name] = "Écrivez un nombre de millimètres : 35, ou « 3,5 cm »."
        elif found.mm is None:
            problems[name] = f"« {text} » : écrivez « {text} cm », ou des millimètres entiers."
        return found.mm if found else None

    def _percent(self, name: str, problems: dict[str, str]) -> int | None:
        text = (self[name].data or "").strip().removesuffix("%").strip()
        if text and not (text.isascii() and text.isdecimal() and len(text) <= 3):
            problems[name] = "Un pourcentage, de 0 à 100."
            return None
        return int(text) if text else None

    def _mark(self, question: Question) -> str:
        """An answer is about what was typed: something else is asked again."""
        typed = "/".join((self[name].data or "").strip() for name in (*_LENGTHS, "stage"))
        return f"{question.code}:{question.field}:{typed}".replace(" ", "")


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
