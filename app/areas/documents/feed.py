"""Documents as the tablets of a unit keep them: what is to be filed, what is in force, and ninety days of the rest.

Rows alone: the pictures are asked for one by one, by whoever looks. A kind that not every care role of a unit reads,
what a mask hides from any of them, and what is limited to a few, is on no tablet.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from sqlalchemy import or_, select

from app.areas.documents import masks
from app.areas.documents.loading import values
from app.areas.documents.marked import PLACE
from app.areas.documents.models import Document
from app.areas.documents.telling import tell
from app.areas.marks.queries import hidden, marks_about
from app.gate.sync.registry import register_feed
from app.gate.sync.scope import Scope, Slice, parts

KIND = "document"


def documents(scope: Scope) -> Slice:
    """Of the unit's persons: what changed, and all that is in the window of whoever came in."""
    found = Slice()
    if not scope.persons:
        return found
    rows: dict[uuid.UUID, Document] = {row.id: row for row in _changed(scope)}
    rows |= {row.id: row for row in _window(scope)}
    limited = hidden(scope.session, PLACE, None, scope.persons)
    shown = []
    for row in sorted(rows.values(), key=lambda one: (one.captured_at, one.id)):
        if _is_shown(scope, row) and row.id not in limited:
            shown.append(row)
        elif scope.since is not None:
            found.removed.append((KIND, row.id))
    marked = marks_about(scope.session, scope.vault, PLACE, {row.person_id for row in shown})
    told = values(scope.session, scope.vault, shown)
    found.add(KIND, (tell(value, marked.get(value.id)) for value in told))
    return found


def _is_shown(scope: Scope, row: Document) -> bool:
    stands = row.withdrawn_at is None and (row.expires_at is None or row.expires_at > scope.now)
    return stands and masks.is_for_tablets(row.kind, row.hidden_from)


def _changed(scope: Scope) -> Iterator[Document]:
    if scope.since is None:
        return
    rows = scope.session.scalars(
        select(Document).where(
            Document.establishment_id == scope.establishment_id, Document.revision > scope.since
        )
    )
    yield from (row for row in rows if row.person_id in scope.persons)


def _window(scope: Scope) -> Iterator[Document]:
    for persons in parts(scope.entered):
        yield from scope.session.scalars(
            select(Document).where(
                Document.person_id.in_(persons),
                Document.withdrawn_at.is_(None),
                or_(Document.expires_at.is_(None), Document.expires_at > scope.now),
            )
        )


register_feed("documents", documents)
