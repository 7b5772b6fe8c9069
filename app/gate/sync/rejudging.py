"""A quarantined envelope read and understood again, as of the day it first arrived, with what somebody decided."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.gate.auth.actor import Actor, Subject
from app.gate.auth.models import Device
from app.gate.auth.policy import may
from app.gate.auth.presence import SeenDevice
from app.gate.sync.claims import Claims
from app.gate.sync.models import Command, Quarantine
from app.gate.sync.opening import look, open_envelope
from app.gate.sync.registry import CommandType, Place, Received
from app.gate.sync.rights import Author
from app.gate.sync.sessions import known_sessions
from app.gate.sync.understanding import Opened, Understanding
from app.gate.sync.verdicts import Refusal
from app.ground.house import House

ADMITTED, REFILED = "admitted", "refiled"


@dataclass(frozen=True, slots=True)
class Decision:
    """Who has it judged again (None: the server itself, after a mend), and under whom it is filed if elsewhere.

    A decision of somebody stands in for a right that the author did not have, as long as it is one of theirs.
    """

    by: Actor | None = None
    person: uuid.UUID | None = None

    @property
    def verb(self) -> str:
        return "quarantine.refiled" if self.person else "quarantine.rerun"


def received(session: Session, house: House, row: Quarantine, decision: Decision) -> Received:
    """The command, ready to be applied. Raises Refusal or Waits."""
    device = _device(session, row.device_id)
    envelope = look(row.envelope.decode("utf-8", "surrogatepass"), device)
    sessions = known_sessions(session, {row.session_id} if row.session_id else set())
    opened = open_envelope(house, device, envelope, sessions, {})
    claims = _refiled(session, row, opened.claims, decision)
    again = _Again(session, house, device, replace(opened, claims=claims), row, decision)
    return again.command(again.opened)


def _device(session: Session, device_id: uuid.UUID) -> SeenDevice:
    row = session.get_one(Device, device_id)
    return SeenDevice(
        row.id,
        row.establishment_id,
        row.name,
        row.kind,
        row.is_demo,
        row.revoked_at,
        row.seen_at,
    )


def _refiled(session: Session, row: Quarantine, claims: Claims, decision: Decision) -> Claims:
    """The claims with the person they should have named; with a new id where another command has taken theirs."""
    changes: dict[str, uuid.UUID] = {}
    if decision.person is not None:
        changes["person"] = decision.person
    if session.get(Command, claims.id) is not None:
        changes["id"] = row.id
    return claims.model_copy(update=changes)


class _Again(Understanding):
    """Judges one command as of its first arrival; a decision stands in for the right that was lacking."""

    def __init__(
        self,
        session: Session,
        house: House,
        device: SeenDevice,
        opened: Opened,
        row: Quarantine,
        decision: Decision,
    ) -> None:
        self.opened = opened
        self.decision = decision
        self.revoked_at = device.revoked_at
        if decision.by is not None:
            device = replace(device, revoked_at=None)
        super().__init__(session, house, device, [opened], row.received_at)

    def _judge(
        self, kind: CommandType, author: Author, claims: Claims, place: Place | None, at: datetime
    ) -> tuple[str, ...]:
        flags: tuple[str, ...] = (REFILED,) if self.decision.person else ()
        was_revoked = self.revoked_at is not None and at > self.revoked_at
        try:
            flags += super()._judge(kind, author, claims, place, at)
        except Refusal:
            if self.decision.by is None:
                raise
            self._may_stand_in(self.decision.by, kind, place)
            return (*flags, ADMITTED)
        return (*flags, ADMITTED) if was_revoked else flags

    def _may_stand_in(self, by: Actor, kind: CommandType, place: Place | None) -> None:
        """Nobody gives by a decision a right that they do not hold themselves. Raises Refusal."""
        subject = Subject(place.establishment_id, place.unit_id) if place else None
        if not may(by, kind.permission, subject or Subject(by.establishment_id)):
            raise Refusal(
                "never_allowed",
                "Ni l’auteur ni qui juge n’a le droit de faire cette saisie : elle reste de côté.",
            )
