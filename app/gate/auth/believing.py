"""The checks of a proof, one after the other. Each one that fails raises NotBelieved with its code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth import authenticators, b64, dated, leases, nonces, passkeys, quick
from app.gate.auth.challenge import quick_challenge, thumbprint, unlock_challenge
from app.gate.auth.models import Credential
from app.gate.auth.passkeys import NotBelieved
from app.gate.auth.presence import SeenDevice
from app.gate.auth.proof import Proof
from app.gate.directory.models import Staff
from app.ground import clock
from app.ground.facts import get_fact
from app.ground.house import House

ReceivedBy = Literal["outbox", "unlock"]
# A fresh nonce whose answer was lost may come back by the outbox: it still proves "after it was issued".
LATE = timedelta(hours=72)
UNLOCK = "unlock"


@dataclass(frozen=True, slots=True)
class Belief:
    """What a believed proof rests on: since when, until when, and which passkey."""

    issued_at: datetime
    lease_expires_at: datetime | None
    credential: Credential | None

    @property
    def needs_code(self) -> bool:
        """Whether a personal code goes with the passkey: nothing in a proof says that it was typed."""
        return self.credential is not None and self.credential.kind == "tablet"


def believe(
    session: Session,
    house: House,
    device: SeenDevice,
    proof: Proof,
    *,
    now: datetime,
    received_by: ReceivedBy,
) -> Belief:
    """What the proof rests on. A fresh nonce is used up, whatever the rest of the proof is worth."""
    if proof.device != device.id:
        raise NotBelieved("Cette preuve vient d’une autre tablette.", code="device")
    staff_home = session.scalar(select(Staff.establishment_id).where(Staff.id == proof.staff))
    if staff_home != device.establishment_id:
        raise NotBelieved("Cette personne n’est pas de cet établissement.", code="establishment")
    if proof.basis == "demo":
        return _demo(session, house, device, proof, now)
    issued_at, expires_at = _nonce(session, house, device, proof, now, received_by)
    credential = _credential(session, device, proof, issued_at, now)
    if proof.strong is not None:
        quick.lean(session, proof, credential, shown_at=_shown_at(proof, issued_at, now))
    _assertion(session, house, proof, credential, now, received_by)
    return Belief(issued_at, expires_at, credential)


def _demo(
    session: Session, house: House, device: SeenDevice, proof: Proof, now: datetime
) -> Belief:
    """In the demo world alone a door replaces the passkey; no other database has its marker."""
    is_open = not house.settings.is_production and get_fact(session, "demo") is not None
    if not is_open or not device.is_demo or proof.assertion is not None:
        raise NotBelieved("La démonstration n’est pas ouverte ici.", code="demo")
    return Belief(clock.from_text(proof.at) or now, None, None)


def _nonce(
    session: Session,
    house: House,
    device: SeenDevice,
    proof: Proof,
    now: datetime,
    received_by: ReceivedBy,
) -> tuple[datetime, datetime | None]:
    """Since when the proof counts, and until when its lease ran."""
    try:
        nonce = b64.decode(proof.nonce)
    except ValueError as error:
        raise NotBelieved("Cette preuve est illisible.", code="nonce") from error
    if proof.basis == "lease":
        term = leases.term(session, house, device, nonce)
        if term is None:
            raise NotBelieved("Le bail de cette tablette est inconnu.", code="nonce")
        return term
    if received_by == "outbox":
        issued_at = _late(session, house, device, nonce, now)
    else:
        issued_at = nonces.consume(session, UNLOCK, device.id, nonce, now=now)
    if issued_at is None:
        raise NotBelieved("Cette demande a expiré ou a déjà servi : recommencez.", code="nonce")
    return issued_at, None


def _late(
    session: Session, house: House, device: SeenDevice, nonce: bytes, now: datetime
) -> datetime | None:
    """When the nonce of a proof that comes by the outbox was issued; None when it proves nothing.

    It opens nothing, and only says whose the entries are. After a restore the nonce's own signature stands in for the
    row that was lost with the session it opened; a row that is there still decides.
    """
    home = device.establishment_id
    lost = dated.lost(house, home, UNLOCK, device.id, nonce, lifetime=nonces.LIFETIME)
    late = LATE if lost is None else now - lost
    issued_at = nonces.consume(session, UNLOCK, device.id, nonce, now=now, late=late)
    if issued_at is None and lost is not None:
        return lost if nonces.claim_lost(session, UNLOCK, device.id, nonce, now=now) else None
    return issued_at


def _credential(
    session: Session, device: SeenDevice, proof: Proof, issued_at: datetime, now: datetime
) -> Credential:
    """The passkey that answered, if it is this person's and good for this kind of device."""
    if proof.assertion is None:
        raise NotBelieved("La réponse de la clé manque.", code="assertion")
    found = session.scalars(
        select(Credential).where(
            Credential.credential_id == passkeys.credential_id(proof.assertion)
        )
    ).one_or_none()
    if found is None or found.staff_id != proof.staff:
        raise NotBelieved("Cette clé n’est pas la vôtre.", code="credential")
    shown_at = _shown_at(proof, issued_at, now)
    if found.revoked_at is not None and found.revoked_at <= shown_at:
        raise NotBelieved("Cette clé a été retirée.", code="credential_revoked")
    _check_kind(session, device, proof.assertion, found, shown_at)
    return found


def _check_kind(
    session: Session,
    device: SeenDevice,
    assertion: dict[str, Any],
    found: Credential,
    shown_at: datetime,
) -> None:
    """It counted here when it was shown. What says that it lives in this shared tablet is held to be a tablet's."""
    rules = authenticators.rules_at(session, device.establishment_id, shown_at)
    verdict = authenticators.opens(rules, device, found)
    if not verdict.counts:
        kind = "tablet_passkey" if found.kind == "tablet" else "passkey_kind"
        raise NotBelieved(verdict.why, code=kind)
    lives_here = assertion.get("authenticatorAttachment") == "platform"
    if lives_here and device.kind == "shared" and found.kind != "tablet":
        raise NotBelieved(
            "Cette clé est celle de la tablette, que tout le monde ouvre : demandez une invitation.",
            code="tablet_passkey",
        )


def _shown_at(proof: Proof, issued_at: datetime, now: datetime) -> datetime:
    """When the key was shown, as far as can be believed: not before its nonce, not after now."""
    return min(max(clock.from_text(proof.at) or now, issued_at), now)


def _assertion(
    session: Session,
    house: House,
    proof: Proof,
    credential: Credential,
    now: datetime,
    received_by: ReceivedBy,
) -> None:
    assert proof.assertion is not None
    shown = passkeys.verify_assertion(
        house.settings,
        proof.assertion,
        challenge=_challenge(proof),
        public_key=credential.public_key,
        is_quick=proof.strong is not None,
    )
    note_use(session, credential, shown, now=now, compare=received_by == "unlock")


def _challenge(proof: Proof) -> bytes:
    about: dict[str, Any] = {
        "nonce": b64.decode(proof.nonce),
        "device_id": proof.device,
        "staff_id": proof.staff,
        "thumbprint": thumbprint(proof.jwk.model_dump()),
    }
    if proof.strong is None:
        return unlock_challenge(**about)
    return quick_challenge(**about, strong_id=proof.strong)


def note_use(
    session: Session,
    credential: Credential,
    shown: passkeys.Shown,
    *,
    now: datetime,
    compare: bool,
) -> None:
    """Keeps what the passkey showed. A count that went back may mean a copied key: the trail says so.

    Deferred assertions do not compare: they arrive after others that were made later.
    """
    went_back = 0 < shown.sign_count <= credential.sign_count or (
        shown.sign_count == 0 < credential.sign_count
    )
    if compare and went_back:
        record(
            session,
            "passkey.counter_regressed",
            at=now,
            establishment_id=credential.establishment_id,
            subject_id=credential.staff_id,
            detail={"known": credential.sign_count, "shown": shown.sign_count},
        )
    credential.sign_count = max(credential.sign_count, shown.sign_count)
    credential.is_backed_up = shown.is_backed_up
    credential.used_at = now
