"""The forms of the rounds at a desk: which outcome stands, and what somebody declares of a dose afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import request
from wtforms import RadioField, StringField, TextAreaField

from app.areas.rounds.board import Taking
from app.areas.rounds.bodies import ResolveBody
from app.areas.rounds.views.records import Record
from app.ground import clock
from app.ground.errors import Conflict, Invalid
from app.ground.ids import parse_id
from app.ground.pages.fields import Day, Hour, choices
from app.ground.pages.forms import Form
from app.ground.pages.moments import instant_of
from medication.outcomes import OUTCOMES, counts

OMITTED: Final = "omitted"
"""Nobody gave it, and nobody decided so: only a person says that."""
_ARRIVED = "Une autre saisie de cette prise est arrivée pendant que vous lisiez : relisez-la, puis décidez."


class Seen:
    """A form over records: what its reader had before their eyes comes back with it."""

    ids: Sequence[UUID] = ()

    @property
    def before(self) -> list[UUID]:
        return [id_ for text in request.form.getlist("before") if (id_ := parse_id(text))]

    def meet_news(self) -> None:
        """Raises Conflict when something was recorded since the page was shown."""
        if set(self.before) != set(self.ids):
            raise Conflict(_ARRIVED)


class ResolvingForm(Seen, Form):
    """Which of the records stands."""

    keeps = RadioField("Ce qui compte", validate_choice=False)
    note = TextAreaField("Ce qui s’est passé")

    @classmethod
    def over(cls, records: Sequence[Record], words: Callable[[Record], str]) -> Self:
        form = cls()
        form.ids = [one.id for one in records]
        form.keeps.choices = choices((one.id, words(one)) for one in records if one.held)
        return form

    def to_body(self, dose_id: UUID) -> ResolveBody:
        """The body of the command. Raises Conflict, and Invalid while nothing that is there was chosen."""
        self.meet_news()
        chosen = parse_id(self.keeps.data)
        if chosen is None or str(chosen) not in {one.value for one in self.keeps.choices}:
            raise Invalid({"keeps": "Choisissez ce qui compte."})
        note = (self.note.data or "").strip() or None
        seen = [str(id_) for id_ in self.ids]
        told = {"dose": str(dose_id), "keeps": str(chosen), "seen": seen, "note": note}
        return ResolveBody.model_validate(told)


class DeclaringForm(Seen, Form):
    """What became of a dose that nobody recorded in time."""

    said = RadioField("Issue", validate_choice=False)
    done_on = Day("Jour")
    done_hour = Hour("Heure")
    amount = StringField("Quantité")
    words = TextAreaField("Motif")

    @classmethod
    def over(cls, one: Taking, zone: ZoneInfo) -> Self:
        at = one.at.astimezone(zone)
        due = one.dose.amount if one.dose else None
        typed = "" if due is None else f"{due.normalize():f}".replace(".", ",")
        form = cls(data={"done_on": at.date(), "done_hour": at.time(), "amount": typed})
        form.ids = [each.id for each in one.facts]
        form.said.choices = choices(offered(one.act))
        return form

    def to_body(self, one: Taking, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
        """The body of the command. Raises Conflict, Invalid."""
        self.meet_news()
        said, words = self.said.data or "", (self.words.data or "").strip()
        if said not in dict(offered(one.act)):
            raise Invalid({"said": "Dites ce qui s’est passé."})
        if not words and (said == OMITTED or OUTCOMES[one.act][said].needs_reason):  # type: ignore[index]
            raise Invalid({"words": "Dites pourquoi, en quelques mots."})
        if said == OMITTED:
            due = clock.to_text(one.at)
            return {"outcome": "other", "reason": f"Omise : {words}", "at": due, "amount": None}
        at = instant_of(self.done_on.data, self.done_hour.data, zone)
        if at > now:
            raise Invalid({"done_hour": "Cette heure n’est pas encore passée."})
        amount = _amount(self.amount.data or "") if counts(said) else None
        told = clock.to_text(at)
        return {"outcome": said, "reason": words or None, "at": told, "amount": amount}


def offered(act: str) -> list[tuple[str, str]]:
    """What may be declared, what is most often true first."""
    known = {code: words.label for code, words in OUTCOMES.get(act, {}).items()}  # type: ignore[call-overload]
    if act != "give":
        return [(code, _capital(words)) for code, words in known.items()]
    first = [("given", "Donnée, tracée après coup"), (OMITTED, "Omise : personne ne l’a donnée")]
    rest = [(code, _capital(words)) for code, words in known.items() if code != "given"]
    return [*first, *rest]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _amount(typed: str) -> str | None:
    """A decimal as commands write it; nothing where a measure decides. Raises Invalid."""
    text = typed.strip().replace(",", ".")
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise Invalid({"amount": "Un nombre est attendu : 1, 0,5, 20."}) from error
    if not number.is_finite() or not 0 < number < 100_000:
        raise Invalid({"amount": "Cette quantité n’est pas possible."})
    return format(number, "f")
