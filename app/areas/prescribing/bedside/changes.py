"""What a version of a line changes for whoever gives: before, after, since when, and who has seen it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from app.areas.prescribing.values import Version
from app.gate.sync.scope import Row
from app.ground import clock
from medication.prescription import Line
from medication.scheme_words import date_words, scheme_words
from medication.settings import Settings
from medication.slots import local

KINDS = {
    "prescribed": "new",
    "changed": "changed",
    "stopped": "stopped",
    "suspended": "suspended",
    "resumed": "resumed",
}


def told_until(version: Version, settings: Settings) -> datetime:
    """Until when the change is news: so long after it was written, or after it takes effect."""
    shown = timedelta(hours=settings.change_shown_hours)
    return max(version.written_at, version.starts_at) + shown


def change_of(
    version: Version,
    before: Version | None,
    seen: Iterable[uuid.UUID],
    settings: Settings,
    now: datetime,
) -> Row | None:
    """The change that the version makes; None once it is no longer news."""
    until = told_until(version, settings)
    if until <= now or version.line is None:
        return None
    old, new = _words(version, before.line if before else None, version.line, settings)
    return {
        "at": clock.to_text(max(version.written_at, version.starts_at)),
        "kind": KINDS[version.kind],
        "before": old,
        "after": new,
        "by": str(version.author_id),
        "reason": version.reason or None,
        "until": clock.to_text(until),
        "seen": sorted(map(str, seen)),
    }


def _words(
    version: Version, before: Line | None, after: Line, settings: Settings
) -> tuple[str | None, str | None]:
    scheme = scheme_words(after.scheme, after.unit)
    match version.kind:
        case "stopped":
            return scheme, "arrêté"
        case "suspended":
            return scheme, _suspended(after, settings)
        case "changed" if before is not None:
            return _differences(before, after, settings)
    return None, scheme


def _suspended(line: Line, settings: Settings) -> str:
    until = line.pauses[-1].until_at if line.pauses else None
    if until is None:
        return "suspendu jusqu’à nouvel ordre"
    at = local(until, settings.zone)
    return f"suspendu jusqu’au {date_words(at.date())} à {at:%H:%M}"


def _differences(before: Line, after: Line, settings: Settings) -> tuple[str, str]:
    """What differs between two versions, side by side; the scheme where nothing that is shown does."""
    pairs = [
        (old, new) for old, new in zip(_told(before, settings), _told(after, settings), strict=True)
    ]
    different = [(old, new) for old, new in pairs if old != new] or pairs[1:2]
    return _joined([old for old, _ in different]), _joined([new for _, new in different])


def _told(line: Line, settings: Settings) -> list[str]:
    ends = line.ends_at
    return [
        line.drug.label,
        scheme_words(line.scheme, line.unit),
        f"voie {line.route}",
        "sans fin" if ends is None else f"jusqu’au {date_words(local(ends, settings.zone).date())}",
        line.wording or "sans consigne",
        f"motif : {line.why}" if line.why else "sans motif",
        _GIVERS[line.giver],
    ]


_GIVERS = {
    "autonomous": "la personne le prend seule",
    "helped": "aide à la prise possible",
    "nurse": "donné par une infirmière",
}


def _joined(words: Sequence[str]) -> str:
    return " ; ".join(words)
