"""Corrections: another version of an entry, with a reason, by whoever wrote it.

Nothing is overwritten: every version stays readable, and one of them stands. Versions that several
tablets made arrive in any order, two of them may correct the same one, some are taken back. What
stands is a function of the versions alone, so that it does not depend on the order of arrival.
Source: T7 of the product's feature list; the limits are ours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final
from uuid import UUID

from transmissions.entry import Acknowledgement
from transmissions.validation import Problem, is_storable
from transmissions.visibility import expires_at

REASON_SHORTEST: Final = 3
"""Characters of a reason: fewer say nothing."""

REASON_LONGEST: Final = 300

MOST_VERSIONS: Final = 50
"""Versions of one entry, those taken back included: tablets hold them all, together."""

DOUBLE_CORRECTION: Final = "double_correction"
CORRECTS_RETRACTED: Final = "corrects_retracted"

CHAIN_FLAGS: Final = {
    DOUBLE_CORRECTION: "Deux corrections ont été faites de la même version : les deux sont gardées.",
    CORRECTS_RETRACTED: "Cette correction porte sur une transmission que son auteur a annulée.",
}
"""What a reader is told about a version because of its neighbours, in French."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version. `written_at` is when it was written at the bedside; `corrects` is None in the
    first. `acknowledged` is what a nurse said to this very version."""

    id: UUID
    written_at: datetime
    cible: str
    corrects: UUID | None = None
    alarm: bool = False
    acknowledged: Acknowledgement | None = None
    is_retracted: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a version stands among the others: its number, the version after it (None when it is
    the one that stands, or was taken back), and what a reader must know."""

    number: int
    superseded_by: UUID | None
    flags: tuple[str, ...] = ()


def reason_problems(reason: str) -> list[Problem]:
    """What is wrong with the reason of a correction; an empty list when it may be kept."""
    said = reason.strip()
    if not is_storable(said):
        return [("reason", "Motif : le texte contient un caractère illisible.")]
    if len(said) < REASON_SHORTEST:
        return [("reason", "Dites en quelques mots pourquoi vous corrigez.")]
    if len(said) > REASON_LONGEST:
        return [("reason", f"Motif : {len(said)} caractères, la limite est de {REASON_LONGEST}.")]
    return []


def refusal_to_correct(*, author: UUID, by: UUID) -> str | None:
    """Why `by` may not correct what `author` wrote, in French, or None. There is no delay: a
    mistake seen late is corrected late, and the first text stays readable."""
    if author == by:
        return None
    return (
        "Seule la personne qui a écrit une transmission peut la corriger. "
        "Complétez-la : votre texte paraîtra à côté du sien."
    )


def refusal_of_another(versions: int) -> str | None:
    """Why an entry of that many versions takes no other, in French, or None. Nobody needs so many;
    what is left to say goes beside the text, where any number of people may add to it."""
    if versions < MOST_VERSIONS:
        return None
    return (
        f"Cette transmission a déjà {versions} versions, la limite est de {MOST_VERSIONS}. "
        "La dernière reste en place : complétez-la, ou écrivez une nouvelle transmission."
    )


def in_order(versions: Iterable[Version]) -> list[Version]:
    """The versions of one entry, the first in front, the one that stands or stood last.

    Each comes after the version it corrects, whatever the clocks said; else by time at the bedside,
    then by id.
    """
    by_id = {version.id: version for version in versions}
    ranks: dict[UUID, tuple[datetime, int]] = {}
    for version in by_id.values():
        for one in reversed(_unranked(version, by_id, ranks)):
            before = ranks.get(one.corrects) if one.corrects else None
            at, depth = before or (one.written_at, -1)
            ranks[one.id] = max(at, one.written_at), depth + 1
    return sorted(by_id.values(), key=lambda version: (*ranks[version.id], version.id.bytes))


def standing_version(versions: Iterable[Version]) -> Version | None:
    """The version that holds; None when all were taken back."""
    living = [version for version in in_order(versions) if not version.is_retracted]
    return living[-1] if living else None


def places(versions: Sequence[Version]) -> dict[UUID, Place]:
    """The place of each version of one entry. What was taken back counts for no number."""
    ordered = in_order(versions)
    living = [version for version in ordered if not version.is_retracted]
    after = {before.id: later.id for before, later in pairwise(living)}
    corrected = Counter(version.corrects for version in living)
    retracted = {version.id for version in ordered if version.is_retracted}
    found, number = {}, 1
    for version in ordered:
        flags = _flags(version, corrected, retracted)
        found[version.id] = Place(number, after.get(version.id), flags)
        number += not version.is_retracted
    return found


def acknowledgement(versions: Sequence[Version]) -> Acknowledgement | None:
    """What a nurse said that holds for the standing version: the first at the bedside, about any
    version with the same cible. A correction to another cible is another alarm, pinned anew."""
    stands = standing_version(versions)
    if stands is None:
        return None
    said = [
        version.acknowledged
        for version in versions
        if version.acknowledged and version.cible == stands.cible and not version.is_retracted
    ]
    return min(said, key=lambda one: (one.at, one.by.bytes), default=None)


def chain_expires_at(
    occurred_at: datetime, versions: Sequence[Version], additions: Iterable[datetime]
) -> datetime:
    """When tablets drop the entry, all its versions together: after the last thing said in any of
    them; `additions` are the times at which something was added to one."""
    stands = standing_version(versions)
    is_pinned = stands is not None and stands.alarm and acknowledgement(versions) is None
    said = [*additions, *(version.written_at for version in versions if version.corrects)]
    said += [version.acknowledged.at for version in versions if version.acknowledged]
    return expires_at(occurred_at, pinned=is_pinned, last_addition_at=max(said, default=None))


def _unranked(
    version: Version, by_id: Mapping[UUID, Version], ranks: Container[UUID]
) -> list[Version]:
    """The version, and those it goes back to, as far as they have no rank. Chains grow longer than calls may nest."""
    found: list[Version] = []
    one: Version | None = version
    while one is not None and one.id not in ranks:
        found.append(one)
        one = by_id.get(one.corrects) if one.corrects else None
    return found


def _flags(
    version: Version, corrected: Mapping[UUID | None, int], retracted: Container[UUID]
) -> tuple[str, ...]:
    """`corrected` counts the corrections that hold, by the version they correct."""
    if version.corrects is None or version.is_retracted:
        return ()
    is_double = corrected[version.corrects] > 1
    is_of_nothing = version.corrects in retracted
    return (DOUBLE_CORRECTION,) * is_double + (CORRECTS_RETRACTED,) * is_of_nothing
