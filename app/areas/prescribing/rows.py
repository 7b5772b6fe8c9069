"""Rows of lines, sealed; and versions read back. The one place where a line becomes a row, or a row a line."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from app.areas.prescribing.models import PrescriptionLine
from app.areas.prescribing.values import Kind, Paper, Version
from app.gate.audit.record import Doer
from app.ground.vault import KeyGone, SealBroken, Vault
from medication.prescription import Line
from medication.prescription_json import line_from_json, line_to_json
from medication.settings import Settings

_COPIED = (
    *("id", "version", "kind", "is_head", "person_id", "author_id", "written_at", "starts_at"),
    *("ends_at", "superseded_at", "stopped_at", "is_to_sign", "sign_due_at", "control_due_at"),
    *("controlled_at", "controlled_by", "revision", "document_id", "page_id"),
)


def line_row(
    vault: Vault,
    actor: Doer,
    line: Line,
    *,
    kind: Kind,
    settings: Settings,
    now: datetime,
    source: str = "",
    reason: str = "",
    is_to_sign: bool = False,
    stopped_at: datetime | None = None,
    paper: Paper | None = None,
    typed_by: Iterable[uuid.UUID] = (),
) -> PrescriptionLine:
    """A new version, head of its chain, not yet controlled."""
    content: dict[str, Any] = {
        "line": line_to_json(line),
        "source": source or None,
        "reason": reason or None,
    }
    if others := sorted(str(one) for one in typed_by):
        content["typed_by"] = others
    return PrescriptionLine(
        id=line.id,
        chain_id=line.chain,
        version=line.version,
        kind=kind,
        is_head=True,
        person_id=line.person,
        establishment_id=actor.establishment_id,
        author_id=actor.staff_id,
        written_at=now,
        starts_at=line.starts_at,
        ends_at=line.ends_at,
        superseded_at=None,
        stopped_at=stopped_at,
        is_to_sign=is_to_sign,
        sign_due_at=now + timedelta(hours=settings.sign_hours) if is_to_sign else None,
        control_due_at=now + timedelta(hours=settings.control_hours),
        controlled_at=None,
        controlled_by=None,
        expires_at=expires_at(line.ends_at, settings),
        document_id=paper.document if paper else None,
        page_id=paper.page if paper else None,
        sealed=vault.seal(line.person, "prescription_line", line.id, content),
    )


def expires_at(ends_at: datetime | None, settings: Settings) -> datetime | None:
    """When tablets forget a version that ends: its last doses and its end have been shown long enough."""
    return ends_at and ends_at + timedelta(hours=max(settings.change_shown_hours, 24))


def version_of(vault: Vault, row: Any) -> Version:
    """The row opened. Raises KeyGone once its person is erased."""
    copied: dict[str, Any] = {name: getattr(row, name) for name in _COPIED}
    try:
        kept = vault.open(row.person_id, "prescription_line", row.id, row.sealed)
    except SealBroken:
        return Version(**copied, chain=row.chain_id, line=None, source="", reason="")
    line = replace(
        line_from_json(kept["line"]),
        superseded_at=row.superseded_at,
        controlled_at=row.controlled_at,
    )
    return Version(
        **copied,
        chain=row.chain_id,
        line=line,
        source=kept["source"] or "",
        reason=kept["reason"] or "",
        typed_by=frozenset(uuid.UUID(one) for one in kept.get("typed_by", ())),
    )


def versions_of(vault: Vault, rows: Iterable[Any]) -> list[Version]:
    """Those that still have a key."""
    kept = list(rows)
    vault.warm({row.person_id for row in kept})
    return [found for row in kept if (found := _or_none(vault, row)) is not None]


def _or_none(vault: Vault, row: Any) -> Version | None:
    try:
        return version_of(vault, row)
    except KeyGone:
        return None


def changed_fields(before: Line | None, after: Line | None) -> list[str]:
    """What differs between two versions, in the words of the form."""
    if before is None or after is None:
        return []
    return [words for name, words in _FIELDS if getattr(before, name) != getattr(after, name)]


_FIELDS = (
    ("drug", "le médicament"),
    ("route", "la voie"),
    ("unit", "l’unité"),
    ("scheme", "la posologie"),
    ("starts_at", "le début"),
    ("ends_at", "la fin"),
    ("pauses", "la suspension"),
    ("giver", "qui donne"),
    ("wording", "les consignes"),
    ("prescriber", "le prescripteur"),
    ("why", "le motif"),
)
