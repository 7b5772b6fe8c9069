"""Patches: the old one is off before the new one is on, and one that cannot be found is told.

Sources: summaries of DUROGESIC (4.2, 4.4: remove before the next, another site) and of EXELON
patch (4.2, 4.4: deaths by several patches at once; one at a time, whatever the dose); Afssaps,
letter on rivastigmine patches (2010).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from medication import sites
from medication.facts import PatchInPlace
from medication.prescription import Line, Patch
from medication.tasks import Task

QUESTION: Final = "Patch en place ?"
"""What is asked each day of somebody who wears one."""
_NEARLY: Final = timedelta(hours=2)
"""One that was put on late is changed at its hour all the same."""
_ONE_AT_A_TIME: Final = frozenset({"rivastigmine"})


def still_on(
    line: Line, substances: Iterable[str], worn: Iterable[PatchInPlace], in_force: frozenset[UUID]
) -> list[PatchInPlace]:
    """The patches to take off before this line's is put on: its own, and those of the same
    substance whose line no longer holds. Two lines in force may be worn together (fentanyl, 12 and
    25 µg/h), unless the summary says one at a time."""
    keys = frozenset(substances)
    return [
        one
        for one in worn
        if one.state == "in_place"
        and (one.chain == line.chain or _replaces(keys & {*one.substances}, one, in_force))
    ]


def _replaces(shared: frozenset[str], old: PatchInPlace, in_force: frozenset[UUID]) -> bool:
    return bool(shared) and (old.chain not in in_force or not shared.isdisjoint(_ONE_AT_A_TIME))


def lost(line: Line, substances: Iterable[str], worn: Iterable[PatchInPlace]) -> list[PatchInPlace]:
    """Patches of this line, or of its substance, that somebody looked for and did not find."""
    keys = frozenset(substances)
    return [
        one
        for one in worn
        if one.state == "not_found" and (one.chain == line.chain or keys & {*one.substances})
    ]


def next_site(line: Line, worn: Sequence[str]) -> str | None:
    """Another site than the last ones, `worn` from the oldest to the latest; None without sites."""
    if not isinstance(line.scheme, Patch):
        return None
    return sites.next_site(line.scheme.sites, worn)


def tasks(lines: Iterable[Line], worn: Iterable[PatchInPlace], now: datetime) -> list[Task]:
    """A call for each patch that is lost, a removal for each that stayed beyond its hours or whose
    line ended."""
    by_chain = {line.chain: line for line in sorted(lines, key=lambda one: one.version)}
    found: list[Task] = []
    for one in worn:
        key, chains = f"{one.chain} {one.put_at.isoformat()}", (one.chain,)
        if one.state == "not_found":
            says = f"Patch introuvable (posé : {one.site}) : le chercher, surveiller la personne."
            found.append(Task("patch_lost", f"patch_lost {key}", says, now, "nurse", chains))
        elif (due_at := off_at(by_chain.get(one.chain), one)) <= now:
            says = f"Patch à retirer : {one.site}."
            found.append(Task("patch_removal", f"patch_off {key}", says, due_at, "nurse", chains))
    return found


def is_worn_out(line: Line, one: PatchInPlace, now: datetime) -> bool:
    """Whether a patch of that line has been on for its hours, or nearly: the next one's turn has come."""
    return off_at(line, one) - _NEARLY <= now


def off_at(line: Line | None, one: PatchInPlace) -> datetime:
    """When it should be off: at once when nothing prescribes it any more."""
    if line is None or not isinstance(line.scheme, Patch):
        return one.put_at
    worn_out = one.put_at + timedelta(hours=line.scheme.wear_hours)
    return worn_out if line.ends_at is None else max(one.put_at, min(worn_out, line.ends_at))
