"""The personal code at an unlock: asked for a passkey that lives in this shared tablet, and for no other.

Online the code itself is shown, and perhaps the next one. An unlock that was made without network goes on when the page
shows that it opened the user's key, which the code alone lets it do.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.orm import Session

from app.gate.auth import b64, codes, intake, user_keys
from app.gate.auth.challenge import length_prefixed
from app.gate.auth.codes import Chosen
from app.gate.auth.key_models import PersonalCode
from app.gate.auth.keys import public_key, thumbprint_text
from app.gate.auth.models import AuthSession, Credential
from app.gate.auth.passkeys import NotBelieved
from app.gate.auth.reads import Unlock
from app.gate.auth.user_keys import WrappedUserKey
from app.ground.errors import ChevetError
from app.ground.house import House
from app.ground.vault import KeyGone

_OPENED = b"chevet-opened-1"


@dataclass(frozen=True, slots=True)
class Shown:
    """What an unlock says of the code. `chosen` is the next one, with the user's key under it; `kid` and `tag` show,
    with the home's intake key, that the page opened the user's.
    """

    code: str | None = None
    chosen: Chosen | None = None
    user_key: WrappedUserKey | None = None
    kid: str = ""
    tag: bytes = b""


def of_body(body: Unlock) -> Shown:
    """What the body of an unlock says of the code. Raises Invalid for a key pair that is none."""
    chosen, opened = body.new_code, body.opened
    return Shown(
        code=body.code,
        chosen=codes.of_body(chosen),
        user_key=None if chosen is None else user_keys.of_body(chosen.user_key),
        kid="" if opened is None else opened.kid,
        tag=b"" if opened is None else b64.decode(opened.tag),
    )


def check(
    session: Session,
    house: House,
    opened: AuthSession,
    shown: Shown,
    nonce: bytes | None,
    *,
    now: datetime,
) -> None:
    """Lets the holder in. `nonce` is what a resumed session signed, None for a fresh proof. Raises ChevetError."""
    credential = session.get(Credential, opened.credential_id) if opened.credential_id else None
    if credential is None or credential.kind != "tablet":
        return
    if nonce is not None:
        _check_opened(session, house, opened, credential, shown, nonce)
        return
    try:
        kept = codes.check(session, house, credential, shown.code, now=now)
        if shown.chosen is not None:
            _change(session, house, credential, shown, now)
        elif kept.must_change:
            raise NotBelieved(codes.MUST_CHANGE, code="code_must_change")
    except ChevetError:
        # Whatever this session's key has signed meanwhile was signed by somebody who did not know the code.
        opened.refused = "Le code personnel n’était pas le bon."
        raise
    opened.is_code_unverified = False


def _change(
    session: Session, house: House, credential: Credential, shown: Shown, now: datetime
) -> None:
    """Another code, and the same user key under it: else what the tablet keeps would open with the former one."""
    assert shown.chosen is not None
    carried, made = credential.user_jwk, shown.user_key
    if (made is None) != (carried is None) or (
        made is not None
        and carried is not None
        and thumbprint_text(made.public_jwk) != thumbprint_text(carried)
    ):
        raise NotBelieved("Votre clé de lecture a changé entre-temps : recommencez.", code="pair")
    codes.choose(session, house, credential, shown.chosen, now=now)
    if made is not None:
        user_keys.keep(session, credential, made, now)


def _check_opened(
    session: Session,
    house: House,
    opened: AuthSession,
    credential: Credential,
    shown: Shown,
    nonce: bytes,
) -> None:
    kept = session.get(PersonalCode, credential.id)
    if kept is None or kept.blocked_at is not None:
        raise NotBelieved(codes.BLOCKED, code="code_blocked")
    wanted = _tag(house, opened, credential, shown.kid, nonce)
    if wanted is None or not hmac.compare_digest(wanted, shown.tag):
        message = (
            "Cette page n’a pas montré que le code était le bon : ouvrez à nouveau la tablette."
        )
        raise NotBelieved(message, code="code_missing")


def _tag(
    house: House, opened: AuthSession, credential: Credential, kid: str, nonce: bytes
) -> bytes | None:
    """What the page shows when it has opened the user's key that this passkey carries."""
    if credential.user_jwk is None:
        return None
    try:
        ours = intake.private(house, credential.establishment_id, kid).private_key
    except KeyGone:
        return None
    theirs = public_key(credential.user_jwk).public_key
    assert isinstance(ours, ec.EllipticCurvePrivateKey)
    assert isinstance(theirs, ec.EllipticCurvePublicKey)
    shared = ours.exchange(ec.ECDH(), theirs)
    key = HKDF(SHA256(), 32, salt=None, info=_OPENED).derive(shared)
    return hmac.digest(key, length_prefixed(_OPENED, nonce, opened.id.bytes), "sha256")
