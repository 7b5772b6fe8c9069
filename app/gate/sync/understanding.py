"""From verified claims to a command that may be applied: its type, its person, its author's rights, its body."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy.orm import Session

from app.gate.auth.actor import Subject
from app.gate.auth.presence import SeenDevice
from app.gate.sync import confirming, rights
from app.gate.sync.claims import Claims, placed, shift_to
from app.gate.sync.quarantine import ERASED
from app.gate.sync.registry import CommandType, Place, Reading, Received, known, persons
from app.gate.sync.sessions import KnownSession
from app.gate.sync.verdicts import Refusal
from app.gate.sync.wording import reason_of
from app.ground.house import House
from app.ground.vault import KeyGone


@dataclass(frozen=True, slots=True)
class Opened:
    """Verified claims, the signed text they were in, the digest of their envelope, the session that signed."""

    claims: Claims
    signed: bytes
    digest: bytes
    session: KnownSession


class Understanding:
    """Persons and authors of one batch, looked up together."""

    def __init__(
        self,
        session: Session,
        house: House,
        device: SeenDevice,
        opened: Sequence[Opened],
        now: datetime,
    ) -> None:
        self.house = house
        self.reading = Reading(session, house)
        self.device = device
        self.now = now
        named = {person for one in opened if (person := one.claims.person) is not None}
        self.places = persons().places(session, named) if named else {}
        writers = {one.claims.author for one in opened}
        writers.update(*(confirming.staff_named(one.claims) for one in opened))
        self.authors = rights.authors(session, writers) if writers else {}

    def command(self, opened: Opened) -> Received:
        """The command, ready to be applied. Raises Refusal or Waits."""
        kind = known.commands.get(opened.claims.type)
        if kind is None:
            raise Refusal("unknown_type")
        claims = self._named(kind, opened.claims)
        where = placed(claims, self.now, self.device.clock_offset_ms)
        if self.device.revoked_at is not None and where.at > self.device.revoked_at:
            raise Refusal("device_revoked")
        place = self._place(kind, claims.person)
        author = self.authors[claims.author]
        flags = (*where.flags, *self._judge(kind, author, claims, place, where.at))
        if not where.flags:  # a clock that is wrong already says that times do not fit
            flags = (*flags, *opened.session.flags(where.at))
        judged = self._confirmed(kind, claims, place, where.at)
        body = _body(kind, claims)
        command = Received(
            id=claims.id,
            type=kind,
            body=body,
            actor=author.to_act(where.at, self.device.id, claims.session),
            author=author,
            device_id=self.device.id,
            session_id=claims.session,
            install=claims.install,
            seq=claims.seq,
            person_id=claims.person,
            at=where.at,
            received_at=self.now,
            flags=(*flags, *judged.flags),
            digest=opened.digest,
            shift=shift_to(where, claims),
            confirmed=judged.believed,
        )
        return self._sealed(command, opened.signed)

    def _named(self, kind: CommandType, claims: Claims) -> Claims:
        """Whoever wrote without reading could not say whose it is; what they scanned does."""
        if kind.whose is None:
            return claims
        if claims.person is not None:
            raise Refusal(
                "invalid", "La saisie nomme une personne que la tablette ne pouvait pas lire."
            )
        home = self.device.establishment_id
        person_id = kind.whose(self.reading, home, _body(kind, claims))
        if person_id is None:
            raise Refusal("unknown_label")
        self.places = {**self.places, **persons().places(self.reading.session, {person_id})}
        return claims.model_copy(update={"person": person_id})

    def _place(self, kind: CommandType, person_id: uuid.UUID | None) -> Place | None:
        """Where the person is. One of another home is as unknown as one who never was."""
        if person_id is None:
            if kind.needs_person:
                raise Refusal("invalid", "La saisie ne dit pas quelle personne elle concerne.")
            return None
        place = self.places.get(person_id)
        if place is None or place.establishment_id != self.device.establishment_id:
            erased = self.reading.vault.was_destroyed(person_id)
            raise Refusal(ERASED if erased else "unknown_person")
        return place

    def _confirmed(
        self, kind: CommandType, claims: Claims, place: Place | None, at: datetime
    ) -> confirming.Judged:
        """Whose keys were shown over it. A witness had the right to do it themselves, there and then."""
        asked = confirming.Question(
            kind,
            claims,
            at,
            self.now,
            self.authors,
            lambda witness: Understanding._judge(self, kind, witness, claims, place, at),
        )
        return confirming.judge(self.reading, self.house, self.device, asked)

    def _judge(
        self,
        kind: CommandType,
        author: rights.Author,
        claims: Claims,
        place: Place | None,
        at: datetime,
    ) -> tuple[str, ...]:
        def earlier_units() -> frozenset[uuid.UUID]:
            assert claims.person is not None
            return persons().units_until(self.reading.session, claims.person, at)

        return rights.judge(
            author,
            kind.permission,
            Subject(place.establishment_id, place.unit_id) if place else None,
            at=at,
            received_at=self.now,
            earlier_units=earlier_units,
        )

    def _sealed(self, command: Received, signed: bytes) -> Received:
        """The same, with everything sealed that goes into the tables."""
        owner = command.person_id or command.actor.staff_id
        try:
            if command.type.prepare is not None:
                command.prepared = command.type.prepare(self.reading, command)
            content = {"jws": signed.decode("ascii")}
            command.sealed = self.reading.vault.seal(owner, "command", command.id, content)
        except KeyGone as error:
            raise Refusal(ERASED) from error
        return command


def _body(kind: CommandType, claims: Claims) -> Any:
    try:
        return kind.schema.model_validate(claims.body)
    except ValidationError as error:
        raise Refusal("invalid", reason_of(error)) from error
