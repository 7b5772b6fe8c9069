"""Forms about follow-ups. They shape what is typed; the commands judge it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField

from app.areas.follow_ups.kinds import REASSESS, TASK
from app.areas.follow_ups.values import OUTCOME_LABELS
from app.gate.auth.policy import ROLES, allows
from app.ground.errors import Invalid
from app.ground.pages.fields import Day, Hour, choices
from app.ground.pages.forms import Form
from app.ground.pages.moments import instant_of

_DOERS = [(role, label) for role, label in ROLES.items() if allows(role, "follow_up.write")]


class _Due:
    """A day and an hour to come."""

    due_on = Day("Jour")
    due_hour = Hour("Heure")

    def due_at(self: Any, now: datetime, zone: ZoneInfo) -> datetime:
        """When that is. Raises Invalid for a moment that has passed."""
        at = instant_of(self.due_on.data, self.due_hour.data, zone)
        if at <= now:
            raise Invalid({"due_hour": "Ce moment est passé : donnez-en un à venir."})
        return at


class OpeningForm(_Due, Form):
    """What is to be done, when, and by whom."""

    kind = RadioField(
        "Sorte", choices=choices((kind.name, kind.label) for kind in (TASK, REASSESS))
    )
    what = StringField("Quoi")
    role = SelectField("Pour", choices=choices(_DOERS, first="N’importe qui de l’équipe"))
    is_urgent = BooleanField("Urgent : les infirmières sont prévenues au bout de 15 minutes")


class PostponingForm(_Due, Form):
    """When instead, and why."""

    reason = StringField("Raison")


class ClosingForm(Form):
    """What came of it."""

    outcome = RadioField("Réponse", choices=choices(OUTCOME_LABELS.items()))
    result = TextAreaField("Résultat")
