"""The next version of a home's words while it is prepared. Nothing of it reaches a tablet before it is published."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.journal import vocabularies
from app.areas.journal.commands import publish_vocabulary
from app.areas.journal.models import VocabularyDraft
from app.gate.audit.record import Doer
from app.ground.errors import Conflict, Invalid, NotFound
from transmissions.vocabulary import Vocabulary, VocabularyRefused
from transmissions.vocabulary_rows import from_row, to_row

Change = Callable[[Vocabulary], Vocabulary]


def in_force(session: Session, establishment_id: uuid.UUID) -> Vocabulary:
    """The version that tablets offer; an empty one before the first."""
    return vocabularies.current(session, establishment_id) or Vocabulary(0, (), ())


def prepared(session: Session, establishment_id: uuid.UUID) -> Vocabulary | None:
    """The draft, or None when nothing was changed since the last version."""
    row = session.get(VocabularyDraft, establishment_id)
    return from_row(row.content) if row else None


def shown(session: Session, establishment_id: uuid.UUID) -> Vocabulary:
    """What the pages show: the draft, else the version in force."""
    return prepared(session, establishment_id) or in_force(session, establishment_id)


def change(session: Session, actor: Doer, edit: Change, *, now: datetime) -> Vocabulary:
    """Applies an edit to the draft, which begins as the version in force. Raises Invalid, NotFound."""
    home = actor.establishment_id
    row = session.get(VocabularyDraft, home, with_for_update=True)
    before = from_row(row.content) if row else in_force(session, home)
    try:
        after = edit(before)
    except VocabularyRefused as refusal:
        raise Invalid(dict(refusal.fields)) from refusal
    if row is None:
        base = vocabularies.current_version(session, home) or 0
        row = VocabularyDraft(establishment_id=home, base_version=base)
        session.add(row)
    row.content, row.author_id, row.updated_at = to_row(after), actor.staff_id, now
    return after


def publish(session: Session, actor: Doer, *, now: datetime) -> int:
    """Makes the draft the version in force; answers its number. Raises NotFound, Conflict."""
    row = _draft(session, actor)
    if row.base_version != (vocabularies.current_version(session, actor.establishment_id) or 0):
        raise Conflict("Une autre version a été publiée depuis : abandonnez ces changements.")
    version = row.base_version + 1
    publish_vocabulary(
        session,
        replace(from_row(row.content), version=version),
        establishment_id=actor.establishment_id,
        actor=actor,
        now=now,
    )
    session.delete(row)
    return version


def drop(session: Session, actor: Doer) -> None:
    """Forgets the draft. Raises NotFound."""
    session.delete(_draft(session, actor))


def _draft(session: Session, actor: Doer) -> VocabularyDraft:
    row = session.get(VocabularyDraft, actor.establishment_id, with_for_update=True)
    if row is None:
        raise NotFound("Aucun changement n’attend d’être publié.")
    return row
