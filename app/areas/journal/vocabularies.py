"""The versions of a home's vocabulary, as values.

A version never changes once published, so each process keeps the ones it has read.
"""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.journal.models import VocabularyVersion
from transmissions.vocabulary import Vocabulary
from transmissions.vocabulary_rows import from_row

_KEPT = 200
_kept: dict[tuple[uuid.UUID, int], Vocabulary] = {}


def current_version(session: Session, establishment_id: uuid.UUID) -> int | None:
    """The number of the version in force; None before the first one."""
    return session.execute(
        select(VocabularyVersion.version)
        .where(VocabularyVersion.establishment_id == establishment_id)
        .order_by(VocabularyVersion.version.desc())
        .limit(1)
    ).scalar_one_or_none()


def current(session: Session, establishment_id: uuid.UUID) -> Vocabulary | None:
    """The version in force; None before the first one."""
    version = current_version(session, establishment_id)
    return None if version is None else numbered(session, establishment_id, version)


def numbered(session: Session, establishment_id: uuid.UUID, version: int) -> Vocabulary | None:
    """One version by its number; None when the home never had it."""
    kept = _kept.get((establishment_id, version))
    if kept is not None:
        return kept
    content = session.execute(
        select(VocabularyVersion.content).where(
            VocabularyVersion.establishment_id == establishment_id,
            VocabularyVersion.version == version,
        )
    ).scalar_one_or_none()
    if content is None:
        return None
    if len(_kept) >= _KEPT:
        _kept.clear()
    return _kept.setdefault((establishment_id, version), from_row(content))
