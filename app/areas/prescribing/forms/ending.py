"""Forms that stop a line for a time, take it up again, or end it; those that control it, sign it or keep it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import request
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import Optional

from app.areas.prescribing.errors import ReasonsNeeded
from app.ground.errors import Invalid
from app.ground.pages.fields import Day, Hour
from app.ground.pages.forms import Form
from app.ground.pages.moments import instant_of, start_of


class SeenForm(Form):
    """A gesture on a line as it was shown: `seen` is the version that was on the screen."""

    seen = HiddenField()

    def do(self, act: Any) -> bool:
        """`carry`, for gestures that alerts may interrupt: they are asked about on the same page."""
        try:
            return self.carry(act)
        except ReasonsNeeded as needed:
            self.refusal = needed.message
            return False

    @property
    def is_asking(self) -> bool:
        """Whether reasons were given and did not suffice."""
        return bool(self.refusal) and any(name.startswith("reason-") for name in request.form)


class SuspendingForm(SeenForm):
    """Until when nothing is given, and why."""

    until_on = Day("Reprise le", validators=[Optional()])
    until_hour = Hour("à", validators=[Optional()])
    reason = StringField("Pourquoi")

    def until_at(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When it is taken up again; None until somebody says so. Raises Invalid."""
        if self.until_on.data is None:
            if self.until_hour.data is not None:
                raise Invalid({"until_on": "Donnez aussi le jour de la reprise."})
            return None
        hour = self.until_hour.data or time(0)
        at = (
            instant_of(self.until_on.data, hour, zone)
            if hour
            else start_of(self.until_on.data, zone)
        )
        if at <= now:
            raise Invalid({"until_on": "Ce moment est passé : donnez-en un à venir."})
        return at


class ResumingForm(SeenForm):
    """Taking it up again now."""

    reason = StringField("Pourquoi")


class StoppingForm(SeenForm):
    """Ending it now, and why."""

    reason = StringField("Pourquoi")
    is_verbal = BooleanField("Arrêt demandé oralement, à signer")


class ControllingForm(SeenForm):
    """A second professional finds the line right."""


class SigningForm(SeenForm):
    """Signing what was ordered by word of mouth, or refusing to; `is_mine` when the line names somebody else."""

    go = HiddenField()
    is_mine = BooleanField("Je confirme cet ordre en mon nom")
    reason = StringField("Pourquoi")


class KeepingForm(SeenForm):
    """A line that was questioned is right as it is."""

    reason = StringField("Ce que vous avez vérifié")
