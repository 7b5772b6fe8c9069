"""Who signed an order, or refused to: read beside the versions of its line."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.prescribing.models import OrderSignature
from app.ground.vault import KeyGone, SealBroken, Vault


@dataclass(frozen=True, slots=True)
class Signature:
    """`reason` is why it was refused; empty when it was signed, or when its seal does not open."""

    staff_id: uuid.UUID
    at: datetime
    is_refusal: bool
    reason: str


def signatures_of(session: Session, vault: Vault, chain_id: uuid.UUID) -> list[Signature]:
    """Of one line, the latest first."""
    rows = session.scalars(
        select(OrderSignature)
        .where(OrderSignature.chain_id == chain_id)
        .order_by(OrderSignature.decided_at.desc(), OrderSignature.id.desc())
    )
    return [
        Signature(row.staff_id, row.decided_at, row.verdict == "refused", _reason(vault, row))
        for row in rows
    ]


def _reason(vault: Vault, row: OrderSignature) -> str:
    try:
        opened = vault.open(row.person_id, "order_signature", row.id, row.sealed)
    except (KeyGone, SealBroken):
        return ""
    return opened["reason"] or ""
