"""The documents that may stand behind what a file says: another area keeps them, and says which ones one may read."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.ground.errors import Invalid
from app.ground.vault import Vault

Source = Callable[[Session, Vault, Any, uuid.UUID], Mapping[uuid.UUID, str]]
"""Of a session, a vault, an actor and a person: what each document that the actor may read is called."""

_SOURCES: list[Source] = []


def register_papers(source: Source) -> Source:
    """From here on documents of `source` may be named behind a fact."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def papers_of(
    session: Session, vault: Vault, actor: Any, person_id: uuid.UUID
) -> dict[uuid.UUID, str]:
    """Every document of that person that the actor may read and name."""
    found: dict[uuid.UUID, str] = {}
    for source in _SOURCES:
        found.update(source(session, vault, actor, person_id))
    return found


def check_paper(
    session: Session, vault: Vault, actor: Any, person_id: uuid.UUID, chosen: str | None
) -> None:
    """Raises Invalid for a document that is not one of theirs, or that the actor may not read."""
    if chosen and uuid.UUID(chosen) not in papers_of(session, vault, actor, person_id):
        raise Invalid({"document": "Choisissez un document de cette personne."})
