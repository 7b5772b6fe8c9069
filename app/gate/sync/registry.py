"""What the areas tell synchronisation: their command types, their rows for tablets, where persons are.

Each area registers its own when the application is put together; nothing here imports an area.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from app.gate.auth.actor import Actor
from app.gate.auth.confirmations import Confirmed, Role
from app.gate.auth.policy import PERMISSIONS
from app.ground.house import House
from app.ground.vault import Vault

if TYPE_CHECKING:
    from app.gate.sync.rights import Author
    from app.gate.sync.scope import Scope, Slice
    from app.gate.sync.writing import Writing


class Body(BaseModel):
    """The body of a command. Strict: a member nobody knows is refused aloud, never dropped in silence."""

    model_config = ConfigDict(strict=True, extra="forbid")


@dataclass(slots=True)
class Received:
    """A command whose seal, signature, shape and rights are verified; what happened, and who says so.

    `at` is the estimated time at the bedside, `shift` how far the tablet's clock was put right to find it, `actor` the
    author as assigned then, `confirmed` whose keys were shown over it, `sealed` the signed command under its owner's
    key, `prepared` what the type's own `prepare` made of it.
    """

    id: uuid.UUID
    type: CommandType
    body: Any
    actor: Actor
    author: Author
    device_id: uuid.UUID
    session_id: uuid.UUID
    install: uuid.UUID
    seq: int
    person_id: uuid.UUID | None
    at: datetime
    received_at: datetime
    flags: tuple[str, ...]
    digest: bytes
    sealed: bytes = b""
    prepared: Any = None
    shift: timedelta = timedelta(0)
    confirmed: tuple[Confirmed, ...] = ()

    @property
    def witness_id(self) -> uuid.UUID | None:
        """Whoever stood by and showed their own key over this very action; None when nobody did."""
        return next((one.staff_id for one in self.confirmed if one.role == "witness"), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """What `prepare` may look at, before anything is locked. `memo` is shared by the commands of one delivery: what one
    of them looked up, the next need not; what one of them says, the next knows before it is written."""

    session: Session
    house: House
    memo: dict[Hashable, Any] = field(default_factory=dict)

    @property
    def vault(self) -> Vault:
        return self.house.vault


Prepare = Callable[[Reading, Received], Any]
Whose = Callable[[Reading, uuid.UUID, Any], uuid.UUID | None]
Apply = Callable[["Writing", Received], Iterable[str] | None]


@dataclass(frozen=True, slots=True)
class CommandType:
    """One kind of command.

    `prepare` runs before the write lock and its answer is kept in `received.prepared`: validation against
    the domain's rules and sealing belong there. `confirmed` says whose keys the type always asks for, over the action;
    without them a fact is `flagged`, and what gives a right is `refused`. A type that asks for a witness now and then
    reads `received.witness_id`. `shown` is what a reader of the quarantine may see of a body, whatever its shape; all
    of it where there is none. `whose` finds the person, from the body and the home, for what a tablet wrote that
    could read nothing; None puts it aside. `apply` runs inside the transaction; it collects rows in the `Writing`, and
    may return more flags. Both may raise Refusal or Waits, `apply` before it changes anything.
    """

    name: str
    schema: type[BaseModel]
    permission: str
    needs_person: bool
    apply: Apply
    prepare: Prepare | None = None
    confirmed: tuple[Role, ...] = ()
    unconfirmed: Literal["flagged", "refused"] = "flagged"
    whose: Whose | None = None
    shown: Callable[[Mapping[str, Any]], dict[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person is: the unit is None once they have left."""

    establishment_id: uuid.UUID
    unit_id: uuid.UUID | None


class PersonSource(Protocol):
    """What synchronisation must know of persons; the persons area answers."""

    def places(self, session: Session, ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Place]: ...

    def units_until(
        self, session: Session, person_id: uuid.UUID, at: datetime
    ) -> frozenset[uuid.UUID]: ...

    def of_unit(self, session: Session, unit_id: uuid.UUID) -> Mapping[uuid.UUID, int]: ...


FeedSource = Callable[["Scope"], "Slice"]
PersonDetail = Callable[["Scope", list[uuid.UUID]], Mapping[uuid.UUID, Mapping[str, Any]]]
Opening = Callable[["Scope"], datetime | None]


@dataclass(slots=True)
class Registry:
    """Everything the areas have told."""

    commands: dict[str, CommandType] = field(default_factory=dict)
    feeds: dict[str, FeedSource] = field(default_factory=dict)
    details: dict[str, PersonDetail] = field(default_factory=dict)
    openings: dict[str, Opening] = field(default_factory=dict)
    persons: PersonSource | None = None


known = Registry()


def register_command(kind: CommandType) -> None:
    """From here on envelopes of this type are applied. Raises KeyError for a permission nobody knows."""
    if kind.permission not in PERMISSIONS:
        raise KeyError(kind.permission)
    known.commands[kind.name] = kind


def register_feed(name: str, source: FeedSource) -> None:
    """From here on the feed carries what `source` gives, after the sources registered before it."""
    known.feeds[name] = source


def register_persons(source: PersonSource) -> None:
    """Who knows where persons are."""
    known.persons = source


def register_person_detail(name: str, detail: PersonDetail) -> None:
    """What another area adds to the rows of persons: members by person."""
    known.details[name] = detail


def register_opening(name: str, opening: Opening) -> None:
    """A source whose rows come into view by time alone tells when the next one does (`Scope.next_opening`).

    Until then, and while nothing changes, a poll is answered without asking any source.
    """
    known.openings[name] = opening


def persons() -> PersonSource:
    """Whoever knows where persons are. Raises RuntimeError when the persons area is not loaded."""
    if known.persons is None:
        raise RuntimeError("the persons area is not loaded: import app.areas.persons.handlers")
    return known.persons
