"""What is looked at before a line is saved: how it reads, what it raises, what will be due; and the reasons given."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.areas.prescribing import overrides
from app.areas.prescribing.alerts_seen import UNVERIFIED
from app.areas.prescribing.checking import alerts_about
from app.areas.prescribing.commands import note_shown
from app.areas.prescribing.values import Override, Overriding
from app.areas.prescribing.views.blueprint import Desk
from app.areas.prescribing.views.saying import listed
from medication.alerts import Alert, Stage
from medication.amount_words import amount_words
from medication.prescription import Line
from medication.schedule import doses
from medication.scheme_words import moment_words

AHEAD = timedelta(days=7)
_A_DAY = timedelta(days=1)
ACTS = {"remove": "retirer", "check": "vérifier en place"}
_RANKS = {"hard_stop": 0, "interrupt": 1, "show": 2}


@dataclass(frozen=True, slots=True)
class DueDay:
    """What is due on a day, and alike on each day until `until`; each act in words."""

    on: date
    until: date
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A line about to be saved. `asked` are the alerts that want a reason; `held` who went past one already."""

    line: Line
    alerts: tuple[Alert, ...]
    held: Mapping[str, Override]
    days: tuple[DueDay, ...]

    @property
    def stops(self) -> list[Alert]:
        return [one for one in self.alerts if one.level == "hard_stop"]

    @property
    def asked(self) -> list[Alert]:
        return [
            one for one in self.alerts if one.level == "interrupt" and one.identity not in self.held
        ]

    @property
    def shown(self) -> list[Alert]:
        asked = self.asked
        return [one for one in self.alerts if one.level != "hard_stop" and one not in asked]


def review_of(session: Session, desk: Desk, line: Line, stage: Stage = "prescribing") -> Review:
    """What this line raises beside the person's others, and its doses of the next seven days."""
    alerts = in_order(alerts_about(session, desk.house, desk.home, line, stage, now=desk.now))
    identities = [one.identity for one in alerts]
    held = overrides.overrides_of(session, desk.house.vault, desk.person.id, identities)
    return Review(line, alerts, held, days_of(line, desk))


def note_review(desk: Desk, review: Review, stage: Stage = "prescribing") -> None:
    """Its alerts were seen by somebody who has written nothing yet: what they then write otherwise is one followed."""
    if any(one.kind != UNVERIFIED for one in review.alerts):
        with desk.house.database.write() as session:
            note_shown(session, desk.actor, desk.person.id, review.alerts, stage, now=desk.now)


def in_order(alerts: Sequence[Alert]) -> tuple[Alert, ...]:
    """What stops first, then what interrupts, then what is shown; as they came within each."""
    return tuple(sorted(alerts, key=lambda one: _RANKS[one.level]))


def days_of(line: Line, desk: Desk) -> tuple[DueDay, ...]:
    """Seven days from its start, or from now when it has begun."""
    first = max(line.starts_at, desk.now)
    found = doses([line], (), (first, first + AHEAD), desk.settings)
    acts = (
        (one.due_at, act_words(one.act, one.amount, line.unit), moment_words(one.at))
        for one in found
    )
    return due_days(acts, desk.zone)


def due_days(acts: Iterable[tuple[datetime, str, str]], zone: ZoneInfo) -> tuple[DueDay, ...]:
    """Acts (when, what, at which moment) by the local day on which they fall due; one amount is told once a day."""
    days: dict[date, dict[str, list[str]]] = {}
    for due_at, what, moment in acts:
        on = days.setdefault(due_at.astimezone(zone).date(), {})
        on.setdefault(what, []).append(moment)
    told = (
        (on, tuple(f"{what} {listed(each)}" for what, each in acts.items()))
        for on, acts in days.items()
    )
    return _alike(told)


def _alike(days: Iterable[tuple[date, tuple[str, ...]]]) -> tuple[DueDay, ...]:
    """Days that follow one another and say the same are told once."""
    found: list[DueDay] = []
    for on, acts in days:
        last = found[-1] if found else None
        if last and last.acts == acts and on - last.until == _A_DAY:
            found[-1] = DueDay(last.on, on, acts)
        else:
            found.append(DueDay(on, on, acts))
    return tuple(found)


def act_words(act: str, amount: Decimal | None, unit: str) -> str:
    """« 1 comprimé », « retirer », « selon la glycémie »"""
    if act != "give":
        return ACTS[act]
    return amount_words(amount, unit) if amount is not None else "selon la glycémie"


def reasons_in(sent: Mapping[str, str], alerts: Sequence[Alert]) -> list[Overriding]:
    """The reasons that a form gives, by the identity of each alert; one left empty is none."""
    return [
        Overriding(one.identity, reason, sent.get(f"text-{one.identity}", ""))
        for one in alerts
        if (reason := sent.get(f"reason-{one.identity}", "").strip())
    ]


def read_id(text: str | None) -> uuid.UUID | None:
    """The id that a form carries so that sending it twice writes once."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
