"""Seal heads: the last link of the chain, told to tablets and to a log off the database, so that a cut tail shows."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.models import AuditSeal


def last_head(session: Session) -> bytes | None:
    """The head of the newest seal; None before the first."""
    return session.scalar(select(AuditSeal.head).order_by(AuditSeal.number.desc()).limit(1))
