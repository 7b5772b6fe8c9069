"""The frame of the office: its places by right, the home and the professional every page names, dates in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, g, request
from markupsafe import Markup

from app.gate.auth import notices
from app.gate.auth.actors import current_actor
from app.gate.auth.policy import ROLES, may
from app.gate.directory.structure import establishment_of
from app.gate.directory.team import Member, member_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages import words
from app.ground.pages.typography import French


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the office's menu, shown to whoever holds its right."""

    endpoint: str
    label: str
    icon: str
    permission: str


@dataclass(frozen=True, slots=True)
class Group:
    """Places that go together; those under a `label` unfold when one is looked for, or open."""

    places: tuple[Place, ...]
    label: str = ""


_PLACES = (
    (Place("steering.home", "Accueil", "house", "office.use"),),
    (
        Place("persons.index", "Personnes", "users", "person.read"),
        Place("journal.to_read", "À lire", "book", "journal.read"),
        Place("follow_ups.index", "À faire", "list-checks", "follow_up.review"),
        Place("documents.index", "Documents", "file-text", "document.file"),
        Place("family.messages", "Messages", "message", "family.answer"),
        Place("privacy.index", "Demandes de droits", "file-text", "rights.request"),
        Place("survey.index", "Enquêtes", "list-checks", "survey.manage"),
        Place("wounds.index", "Plaies", "bandage", "wound.read"),
        Place("prescribing.to_control", "Traitements", "clipboard", "prescription.read"),
        Place("prescribing.to_sign", "À signer", "pencil", "prescription.sign"),
        Place("rounds.index", "Tournées", "timer", "prescription.read"),
        Place("prescribing.alerts", "Alertes", "shield-alert", "alert.review"),
        Place("drugs.index", "Médicaments", "pill", "drug.read"),
        Place("containers.index", "Piluliers", "pill-bottle", "medication.prepare"),
        Place("staff.index", "Équipe", "id-card", "staff.manage"),
        Place("staff.plan", "Service", "calendar", "staff.manage"),
    ),
    (
        Place("steering.quarantine", "Mises de côté", "inbox", "quarantine.review"),
        Place("steering.flagged", "Signalées", "flag", "quarantine.review"),
    ),
    (
        Place("steering.rights", "Droits", "shield", "policy.read"),
        Place("charter.accepted", "Charte", "book", "charter.review"),
        Place("steering.trace", "Trace", "footprints", "audit.read"),
        Place("oversight.index", "Accès inhabituels", "eye", "audit.read"),
        Place("persons.emergencies", "Accès exceptionnels", "shield-alert", "emergency.review"),
        Place("retention.index", "Conservation", "timer", "person.erase"),
        Place("persons.erasures", "Effacements", "eraser", "person.erase"),
    ),
)
_SETTINGS = (
    Place("steering.units", "Unités", "layers", "structure.manage"),
    Place("steering.devices", "Appareils", "tablet", "device.manage"),
    Place("labels.index", "Étiquettes", "qr-code", "label.print"),
    Place("steering.passkeys", "Clés et tablettes", "key", "structure.manage"),
    Place("medical.home_settings", "Réglages médicament", "pill", "medication.settings"),
    Place("observations.home_thresholds", "Seuils d’alerte", "activity", "medication.settings"),
    Place("vocabulary.index", "Vocabulaire", "message", "vocabulary.manage"),
    Place("importing.index", "Import", "copy", "import.run"),
    Place("steering.establishment", "Établissement", "building", "structure.manage"),
)
GROUPS = (*(Group(places) for places in _PLACES), Group(_SETTINGS, "Réglages"))


@dataclass(frozen=True, slots=True)
class Frame:
    """What every office page knows."""

    establishment: str
    zone: ZoneInfo
    me: Member
    role: str
    groups: list[Group]
    key_notices: int = 0


def register(app: Flask) -> None:
    """Gives templates `office` and `today` (on office pages), `may`, and the filters for dates and numbers."""
    app.context_processor(lambda: {"office": frame(), "today": today()} if _is_office() else {})
    app.jinja_env.globals["may"] = _may
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.add_extension(French)


def frame() -> Frame | None:
    """The frame of this request, read once; None when nobody is signed in."""
    if "office" not in g:
        g.office = _read()
    made: Frame | None = g.office
    return made


def when(at: datetime | None) -> Markup:
    """A moment told as near readers tell it, exact on hover and for machines."""
    if at is None:
        return Markup("—")
    zone = _zone()
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        clock.to_text(at), words.instant(at, zone), words.ago(at, clock.now(), zone)
    )


def _is_office() -> bool:
    return request.path.startswith("/bureau")


def _may(permission: str) -> bool:
    """Whether the reader's role holds a permission: what a page offers, never what it protects."""
    actor = current_actor()
    return actor is not None and may(actor, permission)


def _read() -> Frame | None:
    actor = current_actor()
    if actor is None:
        return None
    house = current_house()
    with house.database.read() as session:
        home = establishment_of(session, actor.establishment_id)
        me = member_of(session, house, actor.establishment_id, actor.staff_id)
        waiting = notices.waiting(session, actor.staff_id)
    groups = [
        replace(group, places=tuple(one for one in group.places if may(actor, one.permission)))
        for group in GROUPS
    ]
    shown = [group for group in groups if group.places]
    return Frame(home.name, ZoneInfo(home.timezone), me, ROLES[actor.role], shown, waiting)


def exact(at: datetime) -> Markup:
    """A moment told exactly."""
    return Markup('<time datetime="{}">{}</time>').format(
        clock.to_text(at), words.instant(at, _zone())
    )


def today() -> date:
    """The day it is in the home of whoever is signed in."""
    return _here(clock.now()).date()


def _offset(milliseconds: int) -> str:
    """How far a clock is off: `à l’heure`, `+ 12 s`, `− 4 min`."""
    seconds = round(abs(milliseconds) / 1000)
    if seconds < 2:
        return "à l’heure"
    sign = "+" if milliseconds > 0 else "−"
    return f"{sign} {seconds} s" if seconds < 120 else f"{sign} {seconds // 60} min"


def _without_none(attributes: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Attributes of a field, less those that do not apply."""
    return {name: value for name, value in {**attributes, **more}.items() if value is not None}


def _zone() -> ZoneInfo:
    made = frame()
    return made.zone if made else ZoneInfo("Europe/Paris")


def _here(at: datetime) -> datetime:
    return at.astimezone(_zone())


FILTERS = {
    "day": words.day,
    "short_day": words.short_day,
    "week_day": words.week_day,
    "local_day": lambda at: words.short_day(_here(at).date()),
    "local_long_day": lambda at: words.day(_here(at).date()),
    "local_week_day": lambda at: words.week_day(_here(at).date()),
    "local_hour": lambda at: words.hour(_here(at)),
    "last_day": lambda at: words.short_day(_here(at - timedelta(seconds=1)).date()),
    "when": when,
    "exact": exact,
    "count": words.count,
    "iso_day": lambda text: words.day(date.fromisoformat(text)),
    "offset": _offset,
    "without_none": _without_none,
}
