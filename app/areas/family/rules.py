"""What a relative is granted at an instant, and which shared items that shows. Pure: no clock, no rows.

A grant opens one topic to one relative, from an instant on, until it is ended, it expires, or the stay does, whichever
comes first. An item is shown when somebody validated it, nobody withdrew it, and every topic that it needs is granted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final, Protocol, TypeVar

TOPICS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "daily_life": "Vie quotidienne",
        "health": "Santé",
        "documents": "Documents",
        "photos": "Photos",
        "appointments": "Rendez-vous",
        "messages": "Messages",
    }
)
STATES: Final[Mapping[str, str]] = MappingProxyType(
    {"active": "Peut entrer", "excluded": "Écarté", "ended": "Accès terminé"}
)


@dataclass(frozen=True, slots=True)
class Grant:
    """One topic, and when it is open: from `from_at` (included) to the first of the others (excluded)."""

    topic: str
    from_at: datetime
    until_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a relative stands: their state, and the stay of the person they are close to. `departed_at`: the last
    departure, or when it was noted, also when the person came back since: nothing granted before is taken up again.
    """

    state: str
    admitted_at: datetime
    left_at: datetime | None = None
    departed_at: datetime | None = None


class Item(Protocol):
    """What decides whether a shared item is shown."""

    @property
    def needs(self) -> frozenset[str]: ...
    @property
    def validated_at(self) -> datetime | None: ...
    @property
    def withdrawn_at(self) -> datetime | None: ...


Some = TypeVar("Some", bound=Item)


def holds(grant: Grant, at: datetime) -> bool:
    """Whether the grant is open at that instant."""
    ends = [end for end in (grant.until_at, grant.ended_at) if end is not None]
    return grant.from_at <= at and all(at < end for end in ends)


def may_enter(standing: Standing, at: datetime) -> bool:
    """Whether there is anything at all for this relative: otherwise they are told what a stranger is told."""
    if standing.state != "active" or at < standing.admitted_at:
        return False
    return standing.left_at is None or at < standing.left_at


def granted(standing: Standing, grants: Iterable[Grant], at: datetime) -> frozenset[str]:
    """The topics open to a relative at that instant; none for whoever is excluded, none after the stay."""
    if not may_enter(standing, at):
        return frozenset()
    since = standing.departed_at
    return frozenset(
        one.topic
        for one in grants
        if one.topic in TOPICS and holds(one, at) and (since is None or one.from_at > since)
    )


def shown(items: Iterable[Some], topics: frozenset[str], at: datetime) -> list[Some]:
    """The items that these topics show, in their order. One that needs nothing is shown to nobody."""
    return [one for one in items if is_shown(one, topics, at)]


def is_shown(item: Item, topics: frozenset[str], at: datetime) -> bool:
    """Validated, not withdrawn, and everything that it needs is granted."""
    if item.validated_at is None or at < item.validated_at:
        return False
    if item.withdrawn_at is not None and item.withdrawn_at <= at:
        return False
    return bool(item.needs) and item.needs <= topics
