"""Who may read a document: one rule, asked by pages, the API, the feed, searches, counts and what is printed.

Its kind says which permission reads it; a mask takes it from some roles, whatever they hold. While it is to be filed it
may be anything: whoever reads care reads it, besides whoever handed it in and whoever is to file it (decision 0042).
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from app.areas.documents.kinds import FAMILIES, KINDS
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.policy import POLICY, ROLES, allows, may

UNFILED: Final = "document.read_care"
"""What reads a document that nobody has filed."""
READS: Final = tuple(f"document.read_{family}" for family in FAMILIES)
OUTSIDE: Final = ("person", "legal_representative", "relative")
"""Those a document may be masked from who are no professionals."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What decides who reads a document."""

    establishment_id: uuid.UUID
    person_id: uuid.UUID
    unit_id: uuid.UUID | None
    author_id: uuid.UUID
    owner_id: uuid.UUID | None
    kind: str | None
    is_filed: bool
    hidden_from: tuple[str, ...] = ()


def seen(row: Any, unit_id: uuid.UUID | None) -> Seen:
    """Of a row of `document` and the unit where its person lives."""
    return Seen(
        row.establishment_id,
        row.person_id,
        unit_id,
        row.author_id,
        row.owner_id,
        row.kind,
        row.filed_at is not None,
        tuple(row.hidden_from or ()),
    )


def may_read(actor: Actor, of: Seen) -> bool:
    """Whether `actor` may know that the document exists, and read it."""
    if actor.role in of.hidden_from or actor.establishment_id != of.establishment_id:
        return False
    if may(actor, reads(of.kind), Subject(of.establishment_id, of.unit_id, of.person_id)):
        return True
    is_theirs = actor.staff_id in (of.author_id, of.owner_id)
    return is_theirs and not of.is_filed and actor.covers(of.unit_id)


def reads(kind: str | None) -> str:
    """The permission that reads a kind; one that a later version knows is read like what is to be filed."""
    known = KINDS.get(kind or "")
    return known.reads if known else UNFILED


def may_read_some(actor: Actor, subject: Subject) -> bool:
    """Whether some kind of a person's documents is the actor's to read."""
    return any(may(actor, permission, subject) for permission in READS)


def is_for_tablets(kind: str | None, hidden_from: Collection[str] | None) -> bool:
    """Whether the tablets of a unit may keep its row: every care role there reads that kind, and no mask hides it
    from anybody who holds a tablet.
    """
    held = [role for role in ROLES if allows(role, "bedside.use")]
    if any(role in (hidden_from or ()) for role in held):
        return False
    return all(allows(role, reads(kind)) for role in held if allows(role, "journal.write"))


def maskable(kind: str | None) -> tuple[str, ...]:
    """The roles that a mask may name: professionals who would read that kind, then the person and who speaks for
    them."""
    return (*(role for role in ROLES if reads(kind) in POLICY.get(role, ())), *OUTSIDE)


def leaves_nobody(roles: Iterable[str], kind: str | None) -> bool:
    """Whether nobody who may lift a mask would still see what it hides."""
    left = set(ROLES) - set(roles)
    return not any(allows(role, "document.mask") and allows(role, reads(kind)) for role in left)
