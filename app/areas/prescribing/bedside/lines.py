"""A version of a line as tablets show it: the words decided, and the scheme as the rules read it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.areas.prescribing.bedside.changes import change_of
from app.areas.prescribing.bedside.gestures import gesture_told
from app.areas.prescribing.values import Version
from app.gate.sync import broken
from app.gate.sync.scope import Row
from app.ground import clock
from medication.amount_words import amount_words, number_words
from medication.as_needed import allowance, is_on_top
from medication.as_needed_words import allowance_words
from medication.facts import Knowledge
from medication.facts_tables.crushing import Crushing, crushable, crushable_form
from medication.given import Given
from medication.giving_mode import Restriction, narrowest, who_may_give
from medication.names import fold
from medication.prescription import Giver, Line, Prescribed
from medication.product import Product
from medication.reference import Reference
from medication.scheme_json import scheme_to_json
from medication.scheme_words import dose_words, scheme_words
from medication.schemes import AsNeeded
from medication.settings import Settings
from medication.strength import milligrams_of

ROLES = (
    *("care_assistant", "nurse", "lead_nurse", "physician", "pharmacist", "paramedical"),
    *("home_care_worker", "social_educator"),
)
"""Whoever may see a treatment at the bedside."""


_Named = tuple[str | None, str, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """What is needed to tell lines. `knowledge` is None where no drug can be looked up; `before` has the version that
    each one follows, `seen` the givers who acknowledged each change, `expires` when tablets forget it; `crushed`
    remembers what was said of a drug, which many persons take; `restrictions` is who may give to whom at the widest.
    `beside` has the lines of whoever has one as needed, one a chain, and `given` what they took lately; `papers` whose
    each document is that lines were copied from and that everybody at the bedside may read; `marked` what is said
    beside a line, by chain.
    """

    settings: Settings
    knowledge: Knowledge | None
    before: Mapping[uuid.UUID, Version]
    seen: Mapping[uuid.UUID, Sequence[uuid.UUID]]
    expires: Mapping[uuid.UUID, datetime | None]
    now: datetime
    restrictions: Mapping[uuid.UUID, Restriction] = field(default_factory=dict)
    beside: Mapping[uuid.UUID, Sequence[Line]] = field(default_factory=dict)
    given: Mapping[uuid.UUID, Sequence[Given]] = field(default_factory=dict)
    papers: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    marked: Mapping[uuid.UUID, list[dict[str, str]]] = field(default_factory=dict)
    crushed: dict[_Named, list[str] | None] = field(default_factory=dict)

    @property
    def reference(self) -> Reference | None:
        return self.knowledge.reference if self.knowledge else None

    def product(self, cis: str | None) -> Product | None:
        """The specialty, where the reference knows it."""
        return self.reference.products.get(cis or "") if self.reference else None


def line_told(version: Version, telling: Telling) -> Row:
    """The row of the protocol. One whose seal is broken keeps its place, and says that it cannot be read."""
    line = version.line
    waits = version.controlled_at is None and version.stopped_at is None
    row = {
        "id": str(version.id),
        "person": str(version.person_id),
        "chain": str(version.chain),
        "version": version.version,
        "starts_at": clock.to_text(version.starts_at),
        "ends_at": _text(version.until),
        "over": _over(version),
        "control_by": clock.to_text(version.control_due_at) if waits else None,
        "to_sign": version.is_to_sign,
        "source": _source(version, telling.papers),
        "expires_at": _text(telling.expires.get(version.id)),
        **({"marks": marks} if (marks := telling.marked.get(version.chain)) else {}),
    }
    return {**row, **(_UNREADABLE if line is None else _read(version, line, telling))}


_UNREADABLE: Row = {
    **dict.fromkeys(("drug", "rule", "change", "crush", "as_needed")),
    **dict.fromkeys(("form", "named", "route", "unit", "why", "prescriber"), ""),
    "substances": [],
    "per_unit": {},
    "on_top": False,
    "label": "Ligne illisible",
    "dose": "ne pas donner",
    "scheme": broken.SENTENCE,
    "wording": broken.SENTENCE,
    "pauses": [],
    "giver": "nurse",
    "may": [[False, "Ne pas donner, appeler l’infirmière.", list(ROLES)]],
}


def _read(version: Version, line: Line, telling: Telling) -> Row:
    restriction = telling.restrictions.get(version.person_id)
    most = restriction.giver if restriction else None
    drug, before, seen = line.drug, telling.before.get(version.id), telling.seen.get(version.id, ())
    return {
        "label": drug.label,
        "form": drug.form,
        "drug": drug.cis,
        "named": fold(drug.named),
        "substances": list(drug.substances),
        "per_unit": _per_unit(line),
        "on_top": is_on_top(line),
        "route": _route(line, telling),
        "unit": line.unit,
        "dose": dose_words(line.scheme, line.unit),
        "scheme": scheme_words(line.scheme, line.unit),
        "rule": scheme_to_json(line.scheme),
        "why": line.why,
        "wording": line.wording,
        "prescriber": line.prescriber,
        "pauses": [
            {"from": clock.to_text(one.from_at), "until": _text(one.until_at), "reason": one.reason}
            for one in line.pauses
        ],
        "change": change_of(version, before, seen, telling.settings, telling.now),
        "giver": narrowest(line.giver, most),
        "may": givers(line, most),
        "crush": _crush(line, telling),
        "as_needed": _as_needed(line, telling),
        **gesture_told(line, telling.settings, telling.reference, telling.product(drug.cis)),
    }


def _per_unit(line: Line) -> Row:
    """Milligrams of each substance in one unit, as allowances count them; what nobody can tell is absent."""
    found = milligrams_of(line.drug, line.unit, line.scheme, None)
    return {key: format(amount, "f") for key, amount in found.items()}


def _route(line: Line, telling: Telling) -> str:
    """As the reference writes it: a line keeps it without accents."""
    product = telling.product(line.drug.cis)
    published = (one for one in (product.routes if product else ()) if fold(one) == line.route)
    return f"voie {next(published, line.route)}" if line.route else ""


def givers(line: Line, most: Giver | None) -> list[Row | list[object]]:
    """[may, words, roles]: what each role reads, told once for those who read the same; `most` is her restriction."""
    roles: dict[tuple[bool, str], list[str]] = {}
    for role in ROLES:
        roles.setdefault(who_may_give(line, most, role, False), []).append(role)
    return [[may, words, some] for (may, words), some in roles.items()]


def _crush(line: Line, telling: Telling) -> list[str] | None:
    """The answer and why; None where there is nothing to crush."""
    key = (line.drug.cis, line.drug.form, line.drug.label)
    if key not in telling.crushed:
        found = _crushing(line.drug, telling)
        telling.crushed[key] = (
            None if found.answer == "sans objet" else [found.answer, found.because]
        )
    return telling.crushed[key]


def _crushing(drug: Prescribed, telling: Telling) -> Crushing:
    home, known = telling.settings.crush, telling.product(drug.cis)
    if known is not None:
        return crushable(known, home)
    return crushable_form(f"{drug.form} {drug.label}", drug.substances, cis=drug.cis, home=home)


def _as_needed(line: Line, telling: Telling) -> Row | None:
    """The allowance of an as-needed line while it runs: whatever suspends it is told beside."""
    scheme = line.scheme
    if not isinstance(scheme, AsNeeded):
        return None
    at = max(telling.now, line.starts_at)
    running = replace(line, pauses=(), ends_at=None, superseded_at=None)
    beside = telling.beside.get(line.person, ())
    lines = [running, *(one for one in beside if one.chain != line.chain)]
    left = allowance(running, lines, telling.given.get(line.person, ()), at)
    return {
        "indication": scheme.indication,
        "amount": str(scheme.amount),
        "least_minutes": scheme.min_interval_minutes,
        "most": str(scheme.max_per_day),
        "left": number_words(left.left),
        "next_at": _text(left.next_at),
        "says": allowance_words(left, running, at, telling.settings.zone),
        "each": amount_words(scheme.amount, line.unit),
        "protocol": scheme.protocol,
    }


def _source(version: Version, papers: Mapping[uuid.UUID, uuid.UUID]) -> Row | None:
    """The page that it was copied from, where that still stands in her file."""
    paper = version.paper
    if paper is None or papers.get(paper.document) != version.person_id:
        return None
    return {"document": str(paper.document), "page": str(paper.page)}


def _over(version: Version) -> str | None:
    if version.stopped_at is not None:
        return "stopped"
    return None if version.superseded_at is None else "replaced"


def _text(at: datetime | None) -> str | None:
    return None if at is None else clock.to_text(at)


def follows(versions: Iterable[Version]) -> dict[uuid.UUID, Version]:
    """The version before each, by id."""
    by_place = {(one.chain, one.version): one for one in versions}
    return {
        one.id: before
        for (chain, number), one in by_place.items()
        if (before := by_place.get((chain, number - 1)))
    }
