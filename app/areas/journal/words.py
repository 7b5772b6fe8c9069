"""The home's words on tablets: the vocabulary in force, and the cibles that each person's team uses most."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, select

from app.areas.journal import vocabularies
from app.areas.journal.models import Entry, VocabularyVersion
from app.gate.sync.registry import register_feed, register_person_detail
from app.gate.sync.scope import Row, Scope, Slice, parts
from transmissions.ranking import WEIGHTS, usual
from transmissions.vocabulary import Vocabulary
from transmissions.vocabulary_rows import to_row

_LONGEST_MEMORY = WEIGHTS[-1][0]


def vocabulary(scope: Scope) -> Slice:
    """The version in force, when it is news. Older entries carry the label they were written with."""
    current = vocabularies.current(scope.session, scope.establishment_id)
    if current is None:
        return Slice({"vocabulary": []})
    if scope.since is not None:
        revision = scope.session.execute(
            select(VocabularyVersion.revision).where(
                VocabularyVersion.establishment_id == scope.establishment_id,
                VocabularyVersion.version == current.version,
            )
        ).scalar_one()
        if revision <= scope.since:
            return Slice({"vocabulary": []})
    return Slice({"vocabulary": [_row(current)]})


@lru_cache(maxsize=16)
def _row(words: Vocabulary) -> Row:
    """A published version never changes, and every snapshot carries it. Whoever reads the row must not change it."""
    return to_row(words)


def usual_cibles(scope: Scope, persons: list[uuid.UUID]) -> Mapping[uuid.UUID, Row]:
    """The cibles most used for each person, as far back as the ranking remembers."""
    words = vocabularies.current(scope.session, scope.establishment_id)
    if words is None:
        return {}
    uses: dict[uuid.UUID, list[tuple[str, datetime]]] = {person: [] for person in persons}
    for part in parts(persons):
        rows = scope.session.execute(
            select(Entry.person_id, Entry.cible, Entry.occurred_at).where(
                Entry.person_id.in_(part),
                _remembered(scope),
                Entry.retracted_at.is_(None),
                Entry.superseded_by.is_(None),
            )
        )
        for person, cible, at in rows:
            uses[person].append((cible, at))
    return {person: {"usual": list(usual(used, words, scope.now))} for person, used in uses.items()}


def _remembered(scope: Scope) -> ColumnElement[bool]:
    return Entry.occurred_at >= scope.now - _LONGEST_MEMORY


register_feed("vocabulary", vocabulary)
register_person_detail("usual", usual_cibles)
