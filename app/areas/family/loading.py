"""Rows of relatives, grants and shared items into values; the only place of this area that opens seals."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any, Final
from zoneinfo import ZoneInfo

from app.areas.documents.queries import DocumentValue, speaks_of_health
from app.areas.family.models import Relative, RelativeGrant, SharedItem
from app.areas.family.rules import Grant
from app.areas.family.values import GrantValue, ItemValue, PageShown, RelativeValue
from app.areas.medical.queries import Appointment
from app.gate.sync import broken
from app.ground.vault import KeyGone, Vault

_UNREADABLE: Final[dict[str, Any]] = {"given_name": "Illisible", "title": "", "text": ""}
SOURCED: Final = ("documents", "photos")
"""Topics whose items are documents."""
Source = DocumentValue | Appointment
"""What an item shows besides its words."""


def relatives(vault: Vault, rows: Iterable[Relative]) -> Iterator[RelativeValue]:
    """Each row, opened; those of an erased person are passed over."""
    for row in rows:
        if (found := _opened(vault, "relative", row)) is None:
            continue
        kept, is_broken = found
        yield RelativeValue(
            row.id,
            row.establishment_id,
            row.person_id,
            row.contact_id,
            row.state,
            row.state_at,
            kept.get("given_name", ""),
            kept.get("family_name", ""),
            kept.get("email"),
            kept.get("link", ""),
            kept.get("note"),
            is_broken,
            kept.get("own") is True,
        )


def grants(vault: Vault, rows: Iterable[RelativeGrant]) -> Iterator[GrantValue]:
    for row in rows:
        if (found := _opened(vault, "relative_grant", row)) is None:
            continue
        kept = found[0]
        yield GrantValue(
            row.id,
            row.relative_id,
            grant_of(row),
            row.given_by,
            row.ending,
            row.ended_by,
            row.recorded_at,
            row.recorded_by,
            kept.get("giver"),
            kept.get("measure"),
            kept.get("heard"),
            kept.get("note"),
        )


def grant_of(row: Any) -> Grant:
    return Grant(row.topic, row.from_at, row.until_at, row.ended_at)


def item_of(
    vault: Vault, row: SharedItem, source: Source | None, zone: ZoneInfo
) -> ItemValue | None:
    """An item, opened, with the document or the appointment that it shows; None for an erased person's."""
    if (found := _opened(vault, "shared_item", row)) is None:
        return None
    kept, is_broken = found
    pages = source.pages if isinstance(source, DocumentValue) else ()
    at = source.at.astimezone(zone) if isinstance(source, Appointment) else None
    if row.topic == "appointments" and row.source_id:
        wanted = _of_appointment(source, kept)
    else:
        wanted = needs(row.topic, source if isinstance(source, DocumentValue) else None)
    return ItemValue(
        row.id,
        row.person_id,
        row.topic,
        row.source_id,
        at.date() if at else row.day_on,
        kept.get("title", ""),
        kept.get("text", ""),
        row.flagged_at,
        row.flagged_by,
        row.validated_at,
        row.validated_by,
        row.withdrawn_at,
        frozenset() if is_broken else wanted,
        tuple(PageShown(page.id, page.no) for page in pages),
        at,
    )


def needs(topic: str, source: DocumentValue | None) -> frozenset[str]:
    """The topics that it takes to see an item. A document that may not be shown needs what nobody has: nothing."""
    if topic not in SOURCED:
        return frozenset((topic,))
    if source is None:
        return frozenset()
    speaks = speaks_of_health(source.kind) and not (topic == "photos" and source.kind == "autre")
    return frozenset((topic, "health")) if speaks else frozenset((topic,))


def about(appointment: Appointment) -> str:
    """What an appointment is and where: the words for relatives were chosen for that."""
    return f"{appointment.what}\n{appointment.where}"


def _of_appointment(source: Source | None, kept: dict[str, Any]) -> frozenset[str]:
    """One that was cancelled is shown to nobody, nor one that became something else than what was validated."""
    if not isinstance(source, Appointment) or about(source) != kept.get("about"):
        return frozenset()
    return frozenset(("appointments",))


def _opened(vault: Vault, table: str, row: Any) -> tuple[dict[str, Any], bool] | None:
    about: tuple[uuid.UUID, str, uuid.UUID, bytes] = (row.person_id, table, row.id, row.sealed)
    try:
        kept, flags = broken.opened(vault, *about, instead=_UNREADABLE)
    except KeyGone:
        return None
    return kept, bool(flags)
