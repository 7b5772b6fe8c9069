"""What a line says besides its scheme: unit, route, beginning and end, who prescribed it, from what, who gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from app.areas.prescribing.forms import schemes
from app.areas.prescribing.forms.typed import Typed
from app.areas.prescribing.forms.units import wrong_unit
from app.ground.checks import Checks
from medication.prescription import Giver, Scheme

SOURCES: Final = {
    "written": "Ordonnance écrite",
    "verbal": "Prescription orale, à signer",
    "document": "Autre document : compte rendu, courrier de sortie",
}
BY_DRUG: Final = "auto"
GIVERS: Final = {
    BY_DRUG: "Selon le médicament et la consigne",
    "nurse": "Infirmière",
    "helped": "Aide à la prise",
    "autonomous": "La personne seule",
}
_LONGEST: Final = timedelta(days=366 * 5)
SCHEME_TEXTS: Final = {"need_for": 120, "need_protocol": 80, "sites": 200}
TEXTS: Final = {"prescriber": 120, "source_note": 200, "wording": 500, "why": 200}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """All that a form says of a line, read; instants are in UTC."""

    unit: str
    route: str
    scheme: Scheme
    starts_at: datetime
    ends_at: datetime | None
    giver: Giver | None
    wording: str
    prescriber: str
    why: str
    source: str
    source_note: str


@dataclass(frozen=True, slots=True)
class About:
    """What the reading of a form rests on: the drug's form and units, the present, the home's clock."""

    form: str
    units: tuple[str, ...]
    now: datetime
    zone: ZoneInfo


def read_line(typed: Typed, about: About) -> Written | None:
    """The line as it was typed; None when something must be mended, and `typed` says what."""
    unit, route = _unit(typed, about), _route(typed)
    scheme = schemes.read_scheme(typed)
    starts_at, ends_at = _span(typed, about)
    giver, source = typed.text("giver"), typed.text("source")
    if giver not in GIVERS:
        typed.refuse("giver", "Choisissez qui donne ce médicament.")
    if source not in SOURCES:
        typed.refuse("source", "Dites d’où vient la prescription.")
    _texts(typed)
    if not typed.text("prescriber"):
        typed.refuse("prescriber", "Écrivez le nom du prescripteur.")
    if typed.problems or scheme is None or starts_at is None:
        return None
    texts = {name: typed.text(name) for name in TEXTS}
    return Written(
        unit=unit,
        route=route,
        scheme=scheme,
        starts_at=starts_at,
        ends_at=ends_at,
        giver=None if giver == BY_DRUG else giver,  # type: ignore[arg-type]
        source=source,
        **texts,
    )


def fields_of_span(starts_at: datetime, ends_at: datetime | None, zone: ZoneInfo) -> dict[str, Any]:
    """The days and hours that read back as this span; midnight goes without saying."""
    start = starts_at.astimezone(zone)
    fields = {"starts_on": start.date().isoformat(), "starts_hour": _hour_out(start)}
    if ends_at is None:
        return fields
    end = ends_at.astimezone(zone)
    if end.time() == time(0):
        return fields | {"ends_on": (end.date() - timedelta(days=1)).isoformat()}
    return fields | {"ends_on": end.date().isoformat(), "ends_hour": _hour_out(end)}


def _texts(typed: Typed) -> None:
    """Texts of a readable length, in readable letters: those of the scheme are checked nowhere else."""
    checks = Checks()
    for name, most in (TEXTS | SCHEME_TEXTS).items():
        checks.optional_line(name, typed.text(name), limit=most)
    for name, reason in checks.fields.items():
        typed.refuse(name, reason)


def _unit(typed: Typed, about: About) -> str:
    unit = typed.text("unit")
    if reason := wrong_unit(about.form, unit, about.units):
        typed.refuse("unit", reason)
    return unit


def _route(typed: Typed) -> str:
    route = typed.text("route")
    if not route:
        typed.refuse("route", "Indiquez la voie d’administration.")
    return route


def _span(typed: Typed, about: About) -> tuple[datetime | None, datetime | None]:
    """From when, and until when excluded. Today without an hour begins now: what was due this morning is not owed.
    The last day is a whole day unless an hour is given."""
    start = typed.day("starts_on", "Donnez le jour du début.")
    end = typed.day("ends_on")
    start_hour, end_hour = typed.hour("starts_hour"), typed.hour("ends_hour")
    if start is None:
        return None, None
    if end is None and end_hour is not None:
        typed.refuse("ends_on", "Donnez aussi le jour de la fin.")
    starts_at = _start(start, start_hour, about)
    ends_at = _end(end, end_hour, about.zone) if end else None
    if ends_at is not None and ends_at <= starts_at:
        typed.refuse("ends_on", "La fin est avant le début.")
    if abs(starts_at - about.now) > _LONGEST:
        typed.refuse("starts_on", "Vérifiez l’année.")
    return starts_at, ends_at


def _start(on: date, at: time | None, about: About) -> datetime:
    is_today = on == about.now.astimezone(about.zone).date()
    return about.now if is_today and at is None else _instant(on, at or time(0), about.zone)


def _end(on: date, at: time | None, zone: ZoneInfo) -> datetime:
    return _instant(on, at, zone) if at else _instant(on + timedelta(days=1), time(0), zone)


def _instant(on: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, at, tzinfo=zone).astimezone(UTC)


def _hour_out(at: datetime) -> str:
    return "" if at.time() == time(0) else f"{at:%H:%M}"
