"""Follow-ups as the bedside screens of a unit draw them.

Tablets hold the open ones that are due within 72 hours or overdue, and the closed ones for 7 days. One that is due
later comes when its time draws near, without having changed; one that was put off beyond is taken back until then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from app.areas.follow_ups.models import FollowUp
from app.areas.follow_ups.telling import COLUMNS, tell
from app.gate.sync.registry import register_feed, register_opening
from app.gate.sync.scope import Scope, Slice, parts
from transmissions.follow_up_times import AHEAD

_OPEN = (FollowUp.closed_at.is_(None), FollowUp.withdrawn_at.is_(None))


def follow_ups(scope: Scope) -> Slice:
    """Those of the unit's persons that changed or came into view, and all those of whoever came in."""
    found = Slice({"follow_up": []})
    if not scope.persons:
        return found
    rows = {row.id: row for row in _news(scope)}
    rows |= {row.id: row for row in _of_newcomers(scope)}
    shown: list[Any] = []
    for row in rows.values():
        if _is_shown(row, scope.now):
            shown.append(row)
        elif scope.since is not None:
            found.removed.append(("follow_up", row.id))
    found.add("follow_up", tell(scope.session, scope.vault, shown))
    return found


def next_opening(scope: Scope) -> datetime | None:
    """When the next one that is still far away draws near."""
    return scope.next_opening(
        FollowUp.due_at, FollowUp.establishment_id == scope.establishment_id, *_OPEN, ahead=AHEAD
    )


def _news(scope: Scope) -> Sequence[Any]:
    if scope.since is None:
        return []
    here = scope.persons
    drew_near = scope.has_opened(FollowUp.due_at, AHEAD) & FollowUp.closed_at.is_(None)
    return [
        row
        for condition in (FollowUp.revision > scope.since, drew_near)
        for row in scope.session.execute(_of_home(scope, condition))
        if row.person_id in here
    ]


def _of_home(scope: Scope, condition: ColumnElement[bool]) -> Any:
    return select(*COLUMNS).where(FollowUp.establishment_id == scope.establishment_id, condition)


def _of_newcomers(scope: Scope) -> Iterator[Any]:
    """What is in view of the persons of whom the tablet has nothing."""
    for persons in parts(scope.entered):
        yield from scope.session.execute(
            select(*COLUMNS).where(FollowUp.person_id.in_(persons), *_in_view(scope))
        )


def _in_view(scope: Scope) -> tuple[ColumnElement[bool], ...]:
    still_due = FollowUp.closed_at.is_(None) & scope.is_open(FollowUp.due_at, AHEAD)
    return (
        FollowUp.withdrawn_at.is_(None),
        or_(still_due, FollowUp.expires_at > scope.now),
    )


def _is_shown(row: Any, now: datetime) -> bool:
    if row.withdrawn_at is not None:
        return False
    if row.closed_at is None:
        near: bool = row.due_at <= now + AHEAD
        return near
    still: bool = row.expires_at > now
    return still


register_feed("follow_ups", follow_ups)
register_opening("follow_ups", next_opening)
