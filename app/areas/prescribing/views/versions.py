"""The versions of a line told one after another: who wrote each, when, and what it changed from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from app.areas.prescribing.forms.drug import route_words
from app.areas.prescribing.values import KINDS, Version
from app.areas.prescribing.views.saying import GIVERS, Said, said
from app.ground.pages.words import short_day
from medication.prescription import Line


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a version says otherwise."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionSaid:
    """A version in words; `said` is None when its seal does not open."""

    version: Version
    kind: str
    said: Said | None
    changes: tuple[Change, ...]


def versions_said(versions: Sequence[Version], today: date) -> list[VersionSaid]:
    """Each version, the latest first, with what it changed."""
    pairs = zip_longest(versions, versions[1:])
    return [_one(one, before, today) for one, before in pairs]


def changes_between(before: Line | None, after: Line | None, today: date) -> tuple[Change, ...]:
    """What is read otherwise: the dose and its times first."""
    if before is None or after is None:
        return ()
    old, new = _told(before, today), _told(after, today)
    return tuple(Change(what, old[what], new[what]) for what in new if old[what] != new[what])


def _one(one: Version, before: Version | None, today: date) -> VersionSaid:
    told = said(one.line, today) if one.line else None
    changes = changes_between(before.line, one.line, today) if before else ()
    return VersionSaid(one, KINDS[one.kind], told, () if one.kind == "stopped" else changes)


def _told(line: Line, today: date) -> dict[str, str]:
    told = said(line, today)
    return {
        "Posologie": "\n".join((f"{told.dose}, {told.when}", *told.more)),
        "Voie": route_words(line.route),
        "Fin": short_day(line.ends_at.date()) if line.ends_at else "sans date",
        "Qui donne": GIVERS[line.giver],
        "Consignes": line.wording or "aucune",
        "Pourquoi": line.why or "non dit",
        "Prescripteur": line.prescriber or "non dit",
    }
