"""What a home set of the rules about medication: the settings in force, and every change with who and when."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.medical.models import MedicationSettings
from app.gate.audit.record import Doer, record
from app.gate.directory.structure import zone_of
from app.ground.ids import new_id
from app.ground.stamps import check_unchanged
from medication.settings import Settings, settings_from_json

Values = Mapping[str, Any]
DEFAULTS = Settings().to_json()


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """One change: (setting, before, after) as `Settings.to_json` writes them."""

    author_id: uuid.UUID | None
    at: datetime
    changed: tuple[tuple[str, Any, Any], ...]


def settings_of(session: Session, establishment_id: uuid.UUID) -> Settings:
    """The settings in force, in the home's time zone."""
    chosen = settings_from_json(chosen_of(session, establishment_id))
    return replace(chosen, zone=str(zone_of(session, establishment_id)))


def chosen_of(session: Session, establishment_id: uuid.UUID) -> dict[str, Any]:
    """What differs from the defaults, as it was last written."""
    row = session.scalars(_rows(establishment_id).limit(1)).one_or_none()
    return dict(row.values) if row else {}


def history_of(session: Session, establishment_id: uuid.UUID) -> list[SettingsChange]:
    """Every change, the latest first."""
    rows = [*session.scalars(_rows(establishment_id))]
    older: list[Values] = [*(row.values for row in rows[1:]), {}]
    return [
        SettingsChange(row.author_id, row.written_at, _differences(before, row.values))
        for row, before in zip(rows, older, strict=False)
    ]


def _rows(establishment_id: uuid.UUID) -> Any:
    return (
        select(MedicationSettings)
        .where(MedicationSettings.establishment_id == establishment_id)
        .order_by(MedicationSettings.written_at.desc(), MedicationSettings.id.desc())
    )


def _differences(before: Values, after: Values) -> tuple[tuple[str, Any, Any], ...]:
    one, other = {**DEFAULTS, **before}, {**DEFAULTS, **after}
    names = [each.name for each in fields(Settings)]
    return tuple((name, one[name], other[name]) for name in names if one[name] != other[name])


def set_settings(
    session: Session,
    actor: Doer,
    settings: Settings,
    *,
    seen: str | None = None,
    now: datetime,
) -> bool:
    """Keeps these settings for the home, when they differ from those in force; says whether they did.

    Only what differs from the product's defaults is written, so that a default that is revised reaches every home
    that did not choose its own. Raises Conflict.
    """
    before = chosen_of(session, actor.establishment_id)
    check_unchanged(before, seen)
    values = settings.to_json()
    chosen = {
        name: value for name, value in values.items() if name != "zone" and value != DEFAULTS[name]
    }
    if chosen == before:
        return False
    changed = [name for name, _, _ in _differences(before, chosen)]
    row = MedicationSettings(
        id=new_id(),
        establishment_id=actor.establishment_id,
        author_id=actor.staff_id,
        written_at=now,
        values=chosen,
    )
    session.add(row)
    record(
        session,
        "medication_settings.changed",
        at=now,
        actor=actor,
        subject_id=row.id,
        detail={"fields": changed},
    )
    return True
