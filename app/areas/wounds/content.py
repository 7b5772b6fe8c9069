"""What is sealed of each kind of act, between the domain's values and JSON."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from transmissions.wounds import Assessment, Consent, Described
from transmissions.wounds.naming import UNKNOWN

Content = dict[str, Any]

DESCRIBE, CONSENT, ASSESS, NOTE, CLOSE, REOPEN = (
    "describe",
    "consent",
    "assess",
    "note",
    "close",
    "reopen",
)
UNREADABLE: Content = {"unreadable": True}
"""In place of what was altered."""


def of_described(said: Described, why: str | None = None) -> Content:
    return {**asdict(said), "note": text(said.note), "why": text(why)}


def of_consent(said: Consent) -> Content:
    return {**asdict(said), "note": text(said.note)}


def of_assessment(
    said: Assessment,
    *,
    photo: uuid.UUID | None = None,
    next_days: int | None = None,
    told: tuple[str, ...] = (),
    why: str | None = None,
) -> Content:
    """`told` are the codes of what nurses were told with it."""
    return {
        **asdict(said),
        "edges": list(said.edges),
        "infection": list(said.infection),
        "tissue": dict(said.tissue),
        "photo": str(photo) if photo else None,
        "next_days": next_days,
        "told": list(told),
        "why": text(why),
    }


def described_of(content: Mapping[str, Any]) -> Described:
    """A row that no longer opens stays in its place."""
    return Described(
        site=content.get("site", ""),
        side=content.get("side"),
        kind=content.get("kind", UNKNOWN),
        origin_on=content.get("origin_on"),
        note=content.get("note"),
    )


def consent_of(content: Mapping[str, Any]) -> Consent:
    """One that no longer opens gives nothing."""
    return Consent(bool(content.get("given")), content.get("by", ""), content.get("note"))


def assessment_of(content: Mapping[str, Any]) -> Assessment:
    return Assessment(
        length_mm=content.get("length_mm"),
        width_mm=content.get("width_mm"),
        depth_mm=content.get("depth_mm"),
        missing=content.get("missing"),
        tissue=content.get("tissue") or {},
        exudate=content.get("exudate"),
        edges=tuple(content.get("edges") or ()),
        pain=content.get("pain"),
        infection=tuple(content.get("infection") or ()),
        stage=content.get("stage"),
        care=content.get("care"),
    )


def text(words: str | None) -> str | None:
    return words.strip() if words and words.strip() else None
