"""When something is due, as a reader at a desk says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.areas.follow_ups.values import FollowUpValue
from app.ground.pages import words
from transmissions.follow_up_times import is_carried_over, standing

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Times told as of `now`, at the home's wall clock."""

    now: datetime
    zone: ZoneInfo

    def due(self, one: FollowUpValue) -> str:
        """« en retard de 2 h 10 », « dans 25 min », « demain à 8 h », « le 3 déc. à 8 h »"""
        if one.due_at <= self.now:
            late = self.now - one.due_at
            return "maintenant" if late < timedelta(minutes=1) else f"en retard de {lasting(late)}"
        if one.due_at - self.now < _HOUR:
            return f"dans {lasting(one.due_at - self.now)}"
        return self.moment(one.due_at)

    def carried_over(self, one: FollowUpValue) -> str:
        """« repris de l’équipe précédente, prévu hier à 15 h », when it was left open to this team; else nothing."""
        if one.answer is not None or not is_carried_over(one.due_at, self.now, self.zone):
            return ""
        return f"repris de l’équipe précédente, prévu {self.moment(one.due_at)}"

    def moment(self, at: datetime) -> str:
        """A time of yesterday, today or tomorrow by that name; another by its date, and its year if not this one."""
        here, today = at.astimezone(self.zone), self.now.astimezone(self.zone).date()
        near = {today - _DAY: "hier", today: "aujourd’hui", today + _DAY: "demain"}
        day = near.get(here.date()) or f"le {words.short_day(here.date(), year_of=today)}"
        return f"{day} à {words.hour(here)}"

    def tone(self, one: FollowUpValue) -> str:
        """How a tag about it looks: the words beside it say the same."""
        if one.is_urgent and one.answer is None:
            return "urgent strong"
        return {"overdue": "attention", "soon": "waiting"}.get(standing(one.listed, self.now), "")

    def is_escalated(self, one: FollowUpValue) -> bool:
        """Whether it has waited past the time when nurses are told."""
        return one.escalates_at is not None and one.escalates_at <= self.now


def lasting(span: timedelta) -> str:
    """« 25 min », « 2 h 10 », « 3 jours »"""
    if span < _HOUR:
        return f"{max(1, span.seconds // 60)}{words.HELD}min"
    if span < 2 * _DAY:
        hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
        rest = f"{words.HELD}{minutes:02}" if minutes and hours < 24 else ""
        return f"{hours}{words.HELD}h{rest}"
    return words.count(span.days, "jour")
