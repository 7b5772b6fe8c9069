"""Who exercises a right of the person, under which measure of protection: pure rules, each with its articles.

A measure of protection never takes away more than the judge, or the mandate, said. What concerns the person's own
life is decided by the person, as far as their state allows (Code civil, 459); whoever represents them does so only when
the measure covers the person, not goods alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

Who = Literal["person", "representative", "both"]
Scope = Literal["person", "goods", "both"]

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sauvegarde": "Sauvegarde de justice",
        "curatelle": "Curatelle",
        "curatelle_renforcee": "Curatelle renforcée",
        "tutelle": "Tutelle",
        "habilitation": "Habilitation familiale",
        "mandat": "Mandat de protection future",
        "parental": "Autorité parentale",
    }
)
UNREADABLE: Final = "unreadable"
"""A measure whose row was altered: nobody knows any more what it allows, so it allows nothing."""

RIGHTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "access": "Accès au dossier",
        "rectification": "Rectification",
        "opposition": "Opposition",
        "limitation": "Limitation",
        "portability": "Portabilité",
        "share": "Partage avec les proches",
        "consent": "Consentement aux soins",
        "image": "Droit à l’image",
        "trusted_person": "Désignation de la personne de confiance",
    }
)
SCOPES: Final[Mapping[str, str]] = MappingProxyType(
    {"both": "La personne et ses biens", "person": "La personne", "goods": "Ses biens seulement"}
)

_DATA_RIGHTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "access": "RGPD, 15",
        "rectification": "RGPD, 16",
        "opposition": "RGPD, 21",
        "limitation": "RGPD, 18",
        "portability": "RGPD, 20",
    }
)
_OWN_LIFE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "access": ("Code de la santé publique, L1111-7", "CASF, L311-3 5°"),
        "share": ("Code civil, 459-2", "Code de la santé publique, L1110-4"),
        "consent": ("Code de la santé publique, L1111-4", "CASF, L311-3 3°"),
        "image": ("Code civil, 9",),
        "trusted_person": ("Code de la santé publique, L1111-6", "CASF, L311-5-1"),
    }
)
_ASSISTED: Final = frozenset(("sauvegarde", "curatelle", "curatelle_renforcee"))
_MEASURES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "sauvegarde": ("Code civil, 435",),
        "curatelle": ("Code civil, 440 et 459",),
        "curatelle_renforcee": ("Code civil, 459 et 472",),
        "tutelle": ("Code civil, 440, 459 et 473",),
        "habilitation": ("Code civil, 494-1 et 494-6",),
        "mandat": ("Code civil, 477, 479 et 481",),
        "parental": ("Code civil, 371-1 et 388-1-1",),
    }
)
_WORDS: Final[Mapping[Who, str]] = MappingProxyType(
    {
        "person": "La personne décide elle-même.",
        "representative": "Qui représente la personne agit en son nom ; elle en est informée et son avis recherché.",
        "both": "La personne agit elle-même ; qui la représente le peut aussi.",
    }
)
_AUTHORISED: Final = (
    "La personne désigne elle-même, avec l’autorisation du juge ou du conseil de famille."
)
_UNREAD: Final = "Une mesure de protection ne s’ouvre plus : relisez le jugement avant d’agir."
_STRENGTH: Final[Mapping[Who, int]] = MappingProxyType(
    {"person": 0, "both": 1, "representative": 2}
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of protection, or parental authority. `until` is its last day. `assists`: the judge asked for help,
    not for somebody who acts instead (Code civil, 494-1)."""

    kind: str
    contact_id: uuid.UUID | None = None
    since: date | None = None
    until: date | None = None
    scope: Scope = "both"
    assists: bool = False

    def holds(self, on: date) -> bool:
        """Whether it is in force that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    @property
    def represents(self) -> bool:
        """Whether somebody acts in the person's name for what concerns the person, not goods alone."""
        return self.kind not in _ASSISTED and not self.assists and self.scope != "goods"


@dataclass(frozen=True, slots=True)
class Ground:
    """Who may, in which words, by which articles."""

    who: Who
    words: str
    sources: tuple[str, ...]


def who_may(right: str, measures: Iterable[Measure]) -> Who:
    """Who exercises that right under these measures, all in force. Raises KeyError for a right that does not exist."""
    if right not in RIGHTS:
        raise KeyError(right)
    answers = [_under(right, one) for one in measures]
    return max(answers, key=_STRENGTH.__getitem__, default="person")


def ground_of(right: str, measures: Iterable[Measure]) -> Ground:
    """The same, with why."""
    measures = tuple(measures)
    who = who_may(right, measures)
    sources = [*_OWN_LIFE.get(right, ())]
    if right in _DATA_RIGHTS:
        sources = [_DATA_RIGHTS[right], "RGPD, 12", *sources]
    for one in measures:
        sources += [each for each in _MEASURES.get(one.kind, ()) if each not in sources]
    return Ground(who, _words(right, who, measures), tuple(sources))


def _under(right: str, measure: Measure) -> Who:
    if measure.kind == UNREADABLE:
        return "representative"
    if not measure.represents:
        return "person"
    if measure.kind == "parental":
        return "representative"
    if right == "trusted_person":
        return "person"
    # A mandate takes no right away (Code civil, 479); seeing one's file and one's relations stay one's own.
    if measure.kind == "mandat" or right in ("access", "share"):
        return "both"
    return "representative"


def _words(right: str, who: Who, measures: tuple[Measure, ...]) -> str:
    if any(one.kind == UNREADABLE for one in measures):
        return _UNREAD
    if right == "trusted_person" and who == "person" and any(one.represents for one in measures):
        return _AUTHORISED
    return _WORDS[who]
