"""What a scan means for the person in front of you: the five rights, in plain words.

Sources: HAS, "Outils de sécurisation et d'auto-évaluation de l'administration des médicaments"
(2013), the rule of the five rights ("le bon médicament, à la bonne dose, sur la bonne voie, au bon
moment, au bon patient"); features.md, M6. Label, box and container are scanned in any order: each
scan is judged by itself against what is known. `verdict` is total: whatever was scanned, one kind
comes out, the gravest of those that hold (`PRECEDENCE`). None of them is a lock: `stops` asks for an
answer, and giving without a scan remains (M7).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from medication.datamatrix import PackCode
from medication.recalls import recall_of
from medication.scan_context import Contained, Context, DueLine, Packs, Scanned
from medication.scan_timing import at_hand, is_held_up, of_doses, when
from medication.verdict_words import PRECEDENCE, WORDS, Kind, Told

__all__ = [
    "PRECEDENCE",
    "WORDS",
    "Contained",
    "Context",
    "DueLine",
    "Kind",
    "Packs",
    "Scanned",
    "Told",
    "Verdict",
    "verdict",
]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comes out. `person` is whose it is, where that is known; `dose` and `line` what would be
    given, also where it should not be; `allowed_at`, from when on it would no longer be too early."""

    kind: Kind
    person: UUID | None = None
    dose: UUID | None = None
    line: UUID | None = None
    container: UUID | None = None
    allowed_at: datetime | None = None
    recall: UUID | None = None

    @property
    def stops(self) -> bool:
        """Whether it stays on the screen until somebody answers it."""
        return WORDS[self.kind].tone == "stop"


def verdict(scanned: Scanned, context: Context) -> Verdict:
    """The verdict of one scan; never raises."""
    match scanned:
        case Scanned("person", digest=str(digest)):
            return _label(digest, context)
        case Scanned("container", digest=str(digest)):
            return _container(digest, context)
        case Scanned("pack", code=PackCode() as code):
            return _pack(code, context)
    return Verdict("unknown" if scanned.kind == "unknown" else "unreadable")


def _label(digest: str, context: Context) -> Verdict:
    whose = context.labels.get(digest)
    if whose is None:
        return Verdict("unknown")
    return Verdict("person" if context.person in (None, whose) else "wrong_person", whose)


def _container(digest: str, context: Context) -> Verdict:
    found = next((one for one in context.containers if one.digest == digest), None)
    if found is None:
        return Verdict("unknown")
    told = Verdict("container", found.person, container=found.id)
    if context.person not in (None, found.person):
        return replace(told, kind="wrong_person")
    if not found.is_conform:
        return replace(told, kind="container_not_conform")
    inside = set(found.doses)
    doses = [one for one in context.doses if one.id in inside]
    # One dose that must wait stops itself, not those beside it.
    if any(not is_held_up(one, context) for one in at_hand(doses, context)):
        return told
    now = of_doses(doses, context)
    return replace(told, kind=now.closed, allowed_at=now.allowed_at)


def _pack(code: PackCode, context: Context) -> Verdict:
    """The gravest of what the box says of itself and of what it is for the person; whose dose it
    would be is told in any case, because what was done is recorded in any case."""
    found = [_drug(code, context)]
    found += [replace(found[0], kind=kind, recall=recall) for kind, recall in _box(code, context)]
    return min(found, key=lambda one: PRECEDENCE.index(one.kind))


def _box(code: PackCode, context: Context) -> Iterator[tuple[Kind, UUID | None]]:
    """What holds whoever it is for."""
    recalled = recall_of(code, context.recalls, context.today)
    if recalled is not None:
        yield "recalled" if recalled.is_sure else "recall_possible", recalled.recall.id
    if code.is_expired(context.today):
        yield "expired", None


def _drug(code: PackCode, context: Context) -> Verdict:
    pack = code.cip13
    if pack is None:
        return Verdict("unknown", context.person)
    if context.person is not None:
        return _of_person(pack, context.person, context)
    persons = _takers(pack, context)
    if len(persons) == 1:
        return _of_person(pack, persons.pop(), context)
    return Verdict("choose_person" if persons else "unknown")


def _takers(pack: str, context: Context) -> set[UUID]:
    """Who takes it: whose box it is follows only where one person does."""
    running = [one for one in context.lines if one.is_running]
    takers = {one.person for one in running if _right(pack, one, context)}
    return takers or {one.person for one in running if _is_other_strength(pack, one, context)}


def _of_person(pack: str, person: UUID, context: Context) -> Verdict:
    every = [one for one in context.lines if one.person == person]
    asked = [one for one in every if context.asked in (None, one.chain)]
    matched = [one for one in asked if _right(pack, one, context)]
    running = [one for one in matched if one.is_running]
    if running:
        return _now(pack, person, running, context)
    if matched:
        return Verdict("not_due", person, line=matched[0].id)
    asked = [one for one in asked if one.is_running]
    other = next((one for one in asked if _is_other_strength(pack, one, context)), None)
    if other is not None:
        return Verdict("other_strength", person, line=other.id)
    return Verdict("wrong_drug" if _is_elsewhere(pack, asked, context) else "unknown", person)


def _is_elsewhere(pack: str, lines: list[DueLine], context: Context) -> bool:
    """Whether the box is surely another drug: it is one that is known, and every line of the person
    has its codes. A prescription by substance has none: nobody can tell then."""
    is_known = any(
        pack in one.own | one.generics | one.other_strengths for one in context.drugs.values()
    )
    return is_known and all(one.drug in context.drugs for one in lines)


def _now(pack: str, person: UUID, lines: list[DueLine], context: Context) -> Verdict:
    found = when(lines, context)
    line = found.line or lines[0]
    told = Verdict("right", person, found.dose, line.id, allowed_at=found.allowed_at)
    if found.kind != "now":
        return replace(told, kind=found.closed)
    is_shown = found.is_open if context.in_round is None else found.dose in context.in_round
    if not is_shown:
        return replace(told, kind="outside_round")
    return replace(told, kind=_right(pack, line, context) or "right")


def _right(pack: str, line: DueLine, context: Context) -> Kind | None:
    packs = context.drugs.get(line.drug or "")
    if packs is None:
        return None
    if pack in packs.own:
        return "right"
    return "generic" if pack in packs.generics else None


def _is_other_strength(pack: str, line: DueLine, context: Context) -> bool:
    packs = context.drugs.get(line.drug or "")
    return packs is not None and pack in packs.other_strengths
