"""From what somebody asks to a line that can be kept: words made clean, times put in order, every problem told."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from app.areas.prescribing.amounts import amount_problem
from app.areas.prescribing.values import Draft
from app.ground.checks import Checks
from medication.facts_tables.handling import is_injected, is_narcotic
from medication.giving_mode import default_mode
from medication.prescription import Giver, Line, Pause, Prescribed, problems
from medication.reference import Reference

FURTHEST = timedelta(days=2 * 366)
"""A start or an end further away is a typing error."""
_OLDEST = timedelta(days=30 * 366)
_LIMITS = {"label": 200, "unit": 40, "route": 60, "wording": 500, "prescriber": 120, "why": 300}
SOURCE_LIMIT = 200
REASON_LIMIT = 300


def line_of(
    draft: Draft,
    *,
    person: uuid.UUID,
    id: uuid.UUID,
    chain: uuid.UUID,
    version: int,
    starts_at: datetime,
    now: datetime,
    reference: Reference,
    pauses: Sequence[Pause] = (),
) -> Line:
    """The line that `draft` asks for, from `starts_at` on. Raises Invalid with every problem under its field."""
    checks = Checks()
    words: dict[str, Any] = {name: _clean(checks, draft, name) for name in _LIMITS}
    line = Line(
        id=id,
        chain=chain,
        version=version,
        person=person,
        drug=_drug(draft.drug, words.pop("label")),
        scheme=draft.scheme,
        starts_at=starts_at,
        ends_at=draft.ends_at,
        pauses=tuple(pauses),
        giver=draft.giver or _giver(draft, words["wording"], reference),
        **words,
    )
    _times(checks, line, now)
    for field, says in problems(line):
        checks.refuse(field, says)
    if too_long := amount_problem(line.scheme):
        checks.refuse("scheme", too_long)
    checks.optional_line("source", draft.source, limit=SOURCE_LIMIT)
    checks.end()
    return line


def _giver(draft: Draft, wording: str, reference: Reference) -> Giver:
    """What the drug is decides too, where this version of the reference knows it."""
    product = reference.products.get(draft.drug.cis or "")
    return default_mode(
        draft.drug,
        draft.scheme,
        wording,
        is_narcotic=product is not None and is_narcotic(product),
        is_injected=product is not None and is_injected(product.form, product.routes),
    )


def _clean(checks: Checks, draft: Draft, name: str) -> str:
    written = draft.drug.label if name == "label" else getattr(draft, name)
    return checks.optional_line(name, written, limit=_LIMITS[name]) or ""


def _drug(drug: Prescribed, label: str) -> Prescribed:
    return Prescribed(
        label=label,
        cis=drug.cis,
        substances=drug.substances,
        named=drug.named,
        form=drug.form,
        strength=drug.strength,
        milligrams=drug.milligrams,
    )


def _times(checks: Checks, line: Line, now: datetime) -> None:
    if line.starts_at > now + FURTHEST:
        checks.refuse("starts_at", "Ce début est dans plus de deux ans : vérifiez la date.")
    if line.starts_at < now - _OLDEST:
        checks.refuse("starts_at", "Ce début est trop ancien : vérifiez la date.")
    if line.ends_at is None:
        return
    if line.ends_at <= line.starts_at:
        checks.refuse("ends_at", "La fin est avant le début.")
    elif line.ends_at <= now:
        checks.refuse("ends_at", "Cette fin est déjà passée.")
    elif line.ends_at > now + FURTHEST:
        checks.refuse("ends_at", "Cette fin est dans plus de deux ans : vérifiez la date.")


def reason_of(reason: str) -> str:
    """Why a line is suspended or stopped: it must be said. Raises Invalid."""
    checks = Checks()
    clean = checks.line("reason", reason, missing="Dites pourquoi.", limit=REASON_LIMIT)
    checks.end()
    return clean
