"""Quick switch: the key touched, without its code, by somebody who has shown both on this very tablet a few hours ago.

The challenge is bound to that strong unlock, so that what it proves is "the same key, again". A quick session is one
like any other, but for what asks for the key again: that always wants its user verified.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.auth.models import AuthSession, Credential
from app.gate.auth.passkeys import NotBelieved
from app.gate.auth.presence import SESSION_HOURS
from app.gate.auth.proof import Proof
from app.gate.directory.models import Establishment


class StrongUnknown(NotBelieved):
    """The strong unlock has not arrived yet; its proof may still come, and then this one counts."""


def lean(session: Session, proof: Proof, credential: Credential, *, shown_at: datetime) -> None:
    """Lets a quick proof lean on its strong unlock. Raises NotBelieved."""
    strong = session.get(AuthSession, proof.strong)
    if strong is None:
        raise StrongUnknown(
            "Le déverrouillage complet n’est pas connu : recommencez.", code="strong"
        )
    same = (strong.device_id, strong.staff_id, strong.credential_id) == (
        proof.device,
        proof.staff,
        credential.id,
    )
    # It opens to whoever knows the tablet's own PIN: only its code, each time, tells one from another.
    is_weak = credential.kind == "tablet"
    if not same or is_weak or strong.strong_id is not None or strong.refused is not None:
        raise NotBelieved("Présentez votre clé, avec son code.", code="strong")
    hours = session.scalar(
        select(Establishment.quick_hours).where(Establishment.id == strong.establishment_id)
    )
    lasts = timedelta(hours=min(hours or 0, SESSION_HOURS))
    is_over = strong.ended_at is not None and strong.ended_at <= shown_at
    if is_over or shown_at >= strong.opened_at + lasts:
        raise NotBelieved(
            "Le retour rapide est passé : présentez votre clé, avec son code.", code="quick"
        )
