"""How far from its hour a dose is still on time.

Tight, for drugs that must not drift: antiparkinsonians, insulin given with a meal, opioids of
prolonged release, antiepileptics. Loose, where a week or more lies between two doses. Usual for
the rest. Source of the distinction: ISMP, "Acute Care Guidelines for Timely Administration of
Scheduled Medications", 2011 (time-critical: ± 30 minutes; more often than daily: ± 1 hour; daily,
weekly and monthly: ± 2 hours), which asks each house for its own list. Which classes are tight and
the wider margin of weekly drugs are this product's defaults, that a home changes in its settings
(docs/decisions/0029-doses-known-by-their-slot.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final, Literal

from medication.day_rules import is_rare
from medication.names import fold
from medication.prescription import Line, Prescribed
from medication.schemes import Patch, Regular, Scheme, Sliding
from medication.settings import Settings

Punctuality = Literal["early", "on_time", "late"]


def _any_of(names: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(names.split())})\b")


ANTIPARKINSONIAN: Final = _any_of(
    "levodopa carbidopa benserazide entacapone opicapone tolcapone pramipexole ropinirole rotigotine "
    "piribedil apomorphine bromocriptine lisuride amantadine rasagiline selegiline safinamide "
    "trihexyphenidyle biperidene tropatepine"
)
"""ATC N04 (WHO index, 2024): those sold in France."""

ANTIEPILEPTIC: Final = _any_of(
    "phenobarbital primidone phenytoine fosphenytoine ethosuximide clonazepam carbamazepine "
    "oxcarbazepine eslicarbazepine rufinamide valproique valproate valpromide divalproate vigabatrin "
    "tiagabine lamotrigine felbamate topiramate levetiracetam zonisamide stiripentol lacosamide "
    "perampanel brivaracetam cenobamate cannabidiol fenfluramine"
)
"""ATC N03A (WHO index, 2024). Gabapentin and pregabalin, now N02B and mostly given here for pain,
are left out: a home may tighten them."""

OPIOID: Final = _any_of(
    "morphine oxycodone hydromorphone tramadol tapentadol dihydrocodeine codeine"
)
PRANDIAL_INSULIN: Final = re.compile(
    r"\b(?:asparte?|lispro|glulisine|rapide|novorapid|fiasp|humalog|lyumjev|admelog|apidra|actrapid|"
    r"novomix|biphasique)\b"
)
"""Rapid insulins and mixtures that hold one: those given with a meal."""

_PROLONGED: Final = re.compile(r"\bliberation prolongee\b|\bl\.?p\b")


def tolerance(line: Line, settings: Settings) -> int:
    """Minutes before and after its hour within which a dose of this line is on time. What the home
    wrote for one of its substances comes first, the shortest where there are several."""
    own = [settings.tolerance[key] for key in line.drug.substances if key in settings.tolerance]
    if own:
        return min(own)
    if isinstance(line.scheme, Sliding) or is_tight(line.drug):
        return settings.tight_minutes
    return settings.loose_minutes if _is_rare(line.scheme) else settings.usual_minutes


def punctuality(due_at: datetime, at: datetime, *, early: int, late: int) -> Punctuality:
    """Where an instant lies against a dose due: bounds, in minutes, are on time."""
    if at < due_at - timedelta(minutes=early):
        return "early"
    return "late" if at > due_at + timedelta(minutes=late) else "on_time"


def is_tight(drug: Prescribed) -> bool:
    """Whether the drug must be given close to its hour."""
    return _is_tight(tuple(drug.substances), drug.named, drug.label, drug.form)


@lru_cache(maxsize=4096)
def _is_tight(substances: Iterable[str], named: str, label: str, form: str) -> bool:
    text = fold(" ; ".join((*substances, named)))
    if ANTIPARKINSONIAN.search(text) or ANTIEPILEPTIC.search(text):
        return True
    if "insuline" in text:
        return bool(PRANDIAL_INSULIN.search(f"{text} ; {fold(label)}"))
    return bool(OPIOID.search(text) and _PROLONGED.search(fold(f"{label} ; {form}")))


def _is_rare(scheme: Scheme) -> bool:
    match scheme:
        case Regular(takes, days):
            return len(takes) == 1 and is_rare(days)
        case Patch():
            return is_rare(scheme.days)
        case _:
            return False
