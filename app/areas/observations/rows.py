"""A measure between the domain's values and the row that keeps it, its numbers and words sealed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from app.gate.audit.record import Doer
from app.ground.vault import Vault
from transmissions.observations import BY_NAME, Judgement, Kind, Missing
from transmissions.observations.judging import IMPOSSIBLE_VALUE, UNCONFIRMED_VALUE
from transmissions.observations.wording import sentence
from transmissions.visibility import BEDSIDE_WINDOW, CLOCK_TOLERANCE

Row = dict[str, Any]

IMPLAUSIBLE_TAKEN: Final = "implausible_taken"
OLDEST: Final = timedelta(days=5 * 366)
"""How far back a result may be written down: what came with somebody from their last home."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What was measured, judged already: `values` are canonical. `taken_at` is None for « now »."""

    kind: Kind
    values: Mapping[str, str]
    contexts: tuple[str, ...] = ()
    missing: Missing | None = None
    note: str | None = None
    source: str | None = None
    typed: str | None = None
    is_confirmed: bool = False
    taken_at: datetime | None = None

    def to_content(self) -> Row:
        """What is sealed."""
        missing = self.missing
        return {
            "values": dict(self.values),
            "contexts": list(self.contexts),
            "missing": {"reason": missing.reason, "text": _text(missing.text)} if missing else None,
            "note": _text(self.note),
            "source": _text(self.source),
            "typed": _text(self.typed),
            "confirmed": self.is_confirmed,
        }

    @property
    def words(self) -> str:
        return sentence(self.kind, self.values, self.contexts, self.missing)


@dataclass(frozen=True, slots=True)
class Version:
    """The place of a correction: the first version, its number, and why it was written."""

    root: uuid.UUID
    number: int
    reason: str


def flags_of(judged: Judgement) -> tuple[str, ...]:
    """What a reader is told of a measure that was kept although something does not fit."""
    impossible = any(one.code == "impossible" for one in judged.problems)
    return (
        *((IMPOSSIBLE_VALUE,) if impossible else ()),
        *((UNCONFIRMED_VALUE,) if judged.questions and not impossible else ()),
    )


def place_taken(
    told: datetime | None, at: datetime, shift: timedelta = timedelta(0)
) -> tuple[datetime, tuple[str, ...]]:
    """When it was measured: told by the tablet's clock, which `shift` puts right. What cannot be is `at`, flagged."""
    if told is None:
        return at, ()
    try:
        taken_at = told + shift
    except OverflowError:  # the last hour of the year 9999, from a tablet whose clock is late
        return at, (IMPLAUSIBLE_TAKEN,)
    if at - OLDEST <= taken_at <= at + CLOCK_TOLERANCE:
        return taken_at, ()
    return at, (IMPLAUSIBLE_TAKEN,)


def observation_row(
    vault: Vault,
    actor: Doer,
    measure: Measure,
    *,
    id: uuid.UUID,
    person_id: uuid.UUID,
    taken_at: datetime,
    occurred_at: datetime,
    received_at: datetime,
    flags: tuple[str, ...] = (),
    version: Version | None = None,
) -> Row:
    """The columns of a measure; all but the revision."""
    content = measure.to_content()
    if version is not None:
        content["reason"] = version.reason.strip()
    return {
        "id": id,
        "establishment_id": actor.establishment_id,
        "person_id": person_id,
        "author_id": actor.staff_id,
        "kind": measure.kind.name,
        "counts": bool(measure.values) and IMPOSSIBLE_VALUE not in flags,
        "root_id": version.root if version else None,
        "version": version.number if version else 1,
        "superseded_by": None,
        "taken_at": taken_at,
        "occurred_at": occurred_at,
        "received_at": received_at,
        "expires_at": occurred_at + BEDSIDE_WINDOW,
        "retracted_at": None,
        "flags": list(flags) or None,
        "sealed": vault.seal(person_id, "observation", id, content),
    }


def measure_of(kind: str, content: Mapping[str, Any]) -> Measure | None:
    """The measure of an opened row; None for a kind that this version does not know."""
    known = BY_NAME.get(kind)
    if known is None:
        return None
    missing = content.get("missing")
    return Measure(
        kind=known,
        values=content.get("values") or {},
        contexts=tuple(content.get("contexts") or ()),
        missing=Missing(missing["reason"], missing.get("text")) if missing else None,
        note=content.get("note"),
        source=content.get("source"),
        typed=content.get("typed"),
        is_confirmed=bool(content.get("confirmed")),
    )


def _text(text: str | None) -> str | None:
    return text.strip() if text and text.strip() else None
