"""Who may open a topic to a relative: the person, or who represents them, by the measure of protection in force. Pure.

Sources, Code civil in its version of 2024: art. 435 (sauvegarde de justice: the person keeps their rights), 459
(personal decisions are the person's alone as far as their state allows; beyond, the judge gives assistance, then
representation), 459-2 (the person keeps up personal relations freely), 457-1 (the person is informed first), 479
(mandat de protection future over the person follows 457-1 to 459-2), 494-6 (habilitation familiale, likewise), 371-1
and 388-1 (minors: parents decide, the child is heard). CASF art. L311-3: respect of private life. CSP art. L1110-4:
health information belongs to the person. A measure over goods alone gives no say in any of this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

PERSON, REPRESENTATIVE = "person", "representative"
UNREADABLE: Final = "unreadable"
"""A measure whose row was altered: nobody knows what it allows."""
_OVER_THE_PERSON: Final = ("person", "both")
_REPRESENTING: Final = {
    "tutelle": ("Tutelle", "Code civil, art. 459"),
    "habilitation": ("Habilitation familiale", "Code civil, art. 494-6 et 459"),
    "mandat": ("Mandat de protection future", "Code civil, art. 479 et 459"),
}
_ASSISTING: Final = ("curatelle", "curatelle_renforcee")
_RELATIONS: Final = ("messages",)
"""Topics that are a relation, not information: art. 459-2 leaves them to the person whatever the measure."""


class MeasureLike(Protocol):
    """What is read of a measure in force. `scope`: person, goods or both; `assists`: it represents nobody."""

    @property
    def kind(self) -> str: ...
    @property
    def scope(self) -> str: ...
    @property
    def assists(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Giving:
    """Who may give a topic, why, and who is heard or assists besides."""

    givers: frozenset[str]
    source: str
    words: str
    hears_person: bool = False
    is_assisted: bool = False

    def allows(self, giver: str) -> bool:
        return giver in self.givers


def giving(topic: str, measures: Iterable[MeasureLike]) -> Giving:
    """Who may open `topic`, under the measures in force. Those that decide most come first."""
    found = list(measures)
    if any(one.kind == UNREADABLE for one in found):
        return Giving(
            frozenset(),
            "CASF, art. L311-3",
            "Une mesure ne s’ouvre plus : rien ne se décide avant.",
        )
    if any(one.kind == "parental" for one in found):
        return Giving(
            frozenset((REPRESENTATIVE,)),
            "Code civil, art. 371-1 et 388-1",
            "Mineur : ses parents décident, l’enfant est écouté.",
            hears_person=True,
        )
    over = [one for one in found if one.scope in _OVER_THE_PERSON]
    for kind, (label, source) in _REPRESENTING.items():
        if any(one.kind == kind and not one.assists for one in over):
            return _represented(topic, label, source)
    assisting = [one for one in over if one.assists or one.kind in _ASSISTING]
    return _alone(found, is_assisted=bool(assisting))


def _represented(topic: str, label: str, source: str) -> Giving:
    if topic in _RELATIONS:
        return Giving(
            frozenset((PERSON, REPRESENTATIVE)),
            "Code civil, art. 459-2",
            f"{label} : la personne choisit librement ses relations ; le représentant parle pour elle "
            "quand elle ne peut plus le dire.",
            hears_person=True,
        )
    return Giving(
        frozenset((REPRESENTATIVE,)),
        source,
        f"{label} à la personne : le représentant décide, après avoir écouté la personne.",
        hears_person=True,
    )


def _alone(measures: list[MeasureLike], *, is_assisted: bool) -> Giving:
    """Nobody speaks for the person: they decide, under whatever measure is left."""
    kinds = {one.kind for one in measures}
    if is_assisted:
        source, words = (
            "Code civil, art. 459",
            "Mesure à la personne, avec assistance : la personne décide, et elle est assistée.",
        )
    elif kinds & set(_ASSISTING):
        source, words = "Code civil, art. 459", "Curatelle : la personne décide seule."
    elif "sauvegarde" in kinds:
        source, words = "Code civil, art. 435", "Sauvegarde de justice : la personne décide seule."
    elif kinds & set(_REPRESENTING):
        source, words = "Code civil, art. 459", "Mesure sur les biens : la personne décide seule."
    else:
        source, words = "CASF, art. L311-3", "Aucune mesure : la personne décide seule."
    return Giving(frozenset((PERSON,)), source, words, is_assisted=is_assisted)
