"""Sessions whose signatures are believed, and the proofs that arrive with a batch."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from joserfc.jwk import ECKey
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.gate.auth import proofs
from app.gate.auth.intake import private
from app.gate.auth.keys import public_key
from app.gate.auth.models import AuthSession, Credential
from app.gate.auth.presence import SESSION_HOURS, SeenDevice
from app.gate.auth.quick import StrongUnknown
from app.gate.sync.envelope import LARGEST, PROOF_TYP, as_id, open_sealed, protected, strict_json
from app.gate.sync.verdicts import REASONS, Held, Refusal
from app.ground.errors import ChevetError
from app.ground.house import House
from app.ground.vault import KeyGone
from transmissions.visibility import CLOCK_TOLERANCE

CODE_UNVERIFIED = "code_unverified"
BEFORE_SESSION, SESSION_OVER, LEASE_EXPIRED = "before_session", "session_over", "lease_expired"
_KEPT_SECONDS, _KEPT = 30.0, 2000
_kept: dict[uuid.UUID, tuple[float, KnownSession]] = {}


@dataclass(frozen=True, slots=True)
class KnownSession:
    """A session of the table, its public key ready to verify with."""

    staff_id: uuid.UUID
    establishment_id: uuid.UUID
    device_id: uuid.UUID | None
    key: ECKey | None
    refused: str | None
    lease_expires_at: datetime | None
    opened_at: datetime
    over_at: datetime
    is_code_unverified: bool

    def flags(self, at: datetime) -> tuple[str, ...]:
        """What is odd about an entry of that time signed by this session: it was not open then, or the server has not
        seen the code that goes with its passkey.

        The entry stands all the same: a signature proves who, and the reader is told what does not fit.
        """
        return (*self._untimely(at), *((CODE_UNVERIFIED,) if self.is_code_unverified else ()))

    def _untimely(self, at: datetime) -> tuple[str, ...]:
        if at < self.opened_at - CLOCK_TOLERANCE:
            return (BEFORE_SESSION,)
        if self.lease_expires_at is not None and at > self.lease_expires_at:
            return (LEASE_EXPIRED,)
        return (SESSION_OVER,) if at > self.over_at + CLOCK_TOLERANCE else ()

    def key_on(self, device: SeenDevice) -> ECKey:
        """The key that signs on this device. Raises Refusal."""
        if self.refused is not None:
            raise Refusal("session_refused", self.refused)
        here = (self.device_id, self.establishment_id) == (device.id, device.establishment_id)
        if not here or self.key is None:
            raise Refusal("wrong_session")
        return self.key


def known_sessions(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, KnownSession]:
    """The sessions among `ids` that the table holds. What was read is kept for half a minute."""
    fresh = time.monotonic() - _KEPT_SECONDS
    wanted = set(ids)
    found = {i: kept[1] for i in wanted if (kept := _kept.get(i)) is not None and kept[0] > fresh}
    missing = wanted - found.keys()
    if missing:
        found |= _read(session, missing)
    return found


def _read(session: Session, ids: set[uuid.UUID]) -> dict[uuid.UUID, KnownSession]:
    rows = session.execute(
        select(
            AuthSession.id,
            AuthSession.staff_id,
            AuthSession.establishment_id,
            AuthSession.device_id,
            AuthSession.jwk,
            AuthSession.refused,
            AuthSession.lease_expires_at,
            AuthSession.opened_at,
            AuthSession.suspended_at,
            AuthSession.ended_at,
            AuthSession.is_code_unverified,
            Credential.revoked_at,
        )
        .outerjoin(Credential, Credential.id == AuthSession.credential_id)
        .where(AuthSession.id.in_(ids))
    ).all()
    if len(_kept) + len(rows) > _KEPT:
        _kept.clear()
    read = {}
    for row in rows:
        read[row.id] = KnownSession(
            staff_id=row.staff_id,
            establishment_id=row.establishment_id,
            device_id=row.device_id,
            key=public_key(row.jwk) if row.jwk else None,
            refused=row.refused,
            lease_expires_at=row.lease_expires_at,
            opened_at=row.opened_at,
            over_at=_over_at(row),
            is_code_unverified=row.is_code_unverified,
        )
        _kept[row.id] = (time.monotonic(), read[row.id])
    return read


def _over_at(row: Any) -> datetime:
    """When the session ended, whatever ended it first; the end of a shift at the latest."""
    ends = (row.suspended_at, row.ended_at, row.revoked_at)
    latest = row.opened_at + timedelta(hours=SESSION_HOURS)
    return min([latest, *(end for end in ends if end is not None)])


def take_proofs(
    house: House, device: SeenDevice, sealed: Sequence[object], *, now: datetime
) -> dict[uuid.UUID, str]:
    """Verifies the proofs of sessions not known yet and keeps what became of them.

    Returns the sessions whose proof cannot be read, with the reason: nothing they signed can be believed.
    A proof sealed to a key not known here says nothing: its envelopes wait. So does one that is not believed and was
    carried by somebody else, who must not decide what becomes of a colleague's session.
    """
    named = {
        session_id: text
        for text in sealed
        if isinstance(text, str) and (session_id := _session_of(text, device))
    }
    if not named:
        return {}
    with house.database.read() as session:
        rows = session.execute(select(AuthSession.id).where(AuthSession.id.in_(named)))
        before = set(rows.scalars())
    refused: dict[uuid.UUID, str] = {}
    for session_id, text in named.items():
        if session_id in before:
            continue
        try:
            _take(house, device, session_id, text, now)
        except (KeyGone, StrongUnknown):
            continue
        except Held as held:
            refused[session_id] = held.reason
        except ChevetError as error:
            refused[session_id] = f"{REASONS['session_refused']} {error.message}"
    return refused if device.handed_in_by is None else {}


def _session_of(text: object, device: SeenDevice) -> uuid.UUID | None:
    """The session a proof is about; None for what is no proof of this device, and says nothing."""
    if not isinstance(text, str) or len(text) > LARGEST:
        return None
    try:
        header = protected(text, PROOF_TYP)
    except Held:
        return None
    if (header.get("est"), header.get("dev")) != (str(device.establishment_id), str(device.id)):
        return None
    return as_id(header.get("ses"))


def _take(
    house: House, device: SeenDevice, session_id: uuid.UUID, text: str, now: datetime
) -> None:
    """One proof. Raises KeyGone, Refusal or ChevetError; what is verified and not believed is kept as such."""
    kid = protected(text, PROOF_TYP)["kid"]
    plain = open_sealed(text, private(house, device.establishment_id, kid))
    try:
        proof = strict_json(plain)
    except ValueError as error:
        raise Refusal("session_refused") from error
    if not isinstance(proof, dict) or proof.get("session") != str(session_id):
        raise Refusal("session_refused")
    try:
        with house.database.write() as session:
            own = device.handed_in_by is None
            proofs.accept(session, house, device, proof, now=now, keeps_refusal=own)
    except IntegrityError:
        return  # another exchange brought the same proof at the same moment
