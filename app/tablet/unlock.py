"""Unlocking: one act online and offline, the passkey's signature over a challenge that names the session key."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from app.tablet import base64url, personal_code
from app.tablet.authenticator import Authenticator, prf_output, without_secret
from app.tablet.challenge import credential_options
from app.tablet.envelope import Intake, seal_proof
from app.tablet.errors import TabletError
from app.tablet.keys import open_store_key, public_jwk, unwrap_user_key, wrap_user_key
from app.tablet.session import Session
from app.tablet.store import StoreKeys
from app.tablet.wall import allowed_credentials, code_of, lease_nonce, wrap_of

if TYPE_CHECKING:
    from app.tablet.tablet import Tablet

Staff = dict[str, Any]


def online(
    tablet: Tablet,
    staff: Staff,
    authenticator: Authenticator,
    *,
    with_prf: bool,
    code: str | None = None,
    next_code: str | None = None,
) -> tuple[Session, StoreKeys]:
    """A session over a fresh nonce, which the server knows; with the store keys that this person may open. `code` goes
    with the tablet's own passkey; `next_code` takes its place.

    Its proof is kept all the same: a restored server has forgotten it.
    """
    nonce = tablet.connection.post("/api/v1/unlock/nonce", {})["nonce"]
    session = Session(tablet.device, uuid.UUID(staff["id"]))
    asked: dict[str, Any] = {"nonce": nonce, "basis": "fresh", "with_prf": with_prf, "code": code}
    prf = _ask_passkey(tablet, session, staff, authenticator, **asked)
    body: dict[str, Any] = {"proof": session.proof}
    if code is not None:
        body |= {"code": code, "hand_keys": session.user_key is None}
    if next_code is not None:
        body["new_code"] = _next(session, prf, next_code)
    answer = tablet.connection.post("/api/v1/unlock", body)
    session.is_known = True
    _keep_proof(tablet, session, is_due=False)
    return session, {**wrapped_store_keys(staff, session), **given_store_keys(answer)}


def offline(
    tablet: Tablet, staff: Staff, authenticator: Authenticator, *, code: str | None = None
) -> tuple[Session, StoreKeys]:
    """A session over the device's lease; its proof waits, sealed, for the next contact."""
    wall = tablet.known_wall
    nonce = lease_nonce(wall, tablet.timing.estimate())
    session = Session(tablet.device, uuid.UUID(staff["id"]))
    asked: dict[str, Any] = {"nonce": nonce, "basis": "lease", "with_prf": True, "code": code}
    _ask_passkey(tablet, session, staff, authenticator, **asked)
    if session.user_key is None and code is not None:
        raise TabletError("with no network, this code does not open what the tablet keeps")
    if session.user_key is None:
        raise TabletError("with no network, this passkey cannot open what the tablet keeps")
    _keep_proof(tablet, session, is_due=True)
    return session, wrapped_store_keys(staff, session)


def _keep_proof(tablet: Tablet, session: Session, *, is_due: bool) -> None:
    wall = tablet.known_wall
    intake = Intake.from_json(wall["intake"])
    sealed = seal_proof(session, uuid.UUID(wall["establishment"]["id"]), intake)
    tablet.proofs.add(session.id, sealed, is_due=is_due)


def _ask_passkey(
    tablet: Tablet,
    session: Session,
    staff: Staff,
    authenticator: Authenticator,
    *,
    nonce: str,
    basis: str,
    with_prf: bool,
    code: str | None = None,
) -> bytes | None:
    """Has this person's passkey prove the session; the PRF's answer. The user's key is opened where that, and the code
    that goes with it, do so.
    """
    options = credential_options(
        session.challenge(base64url.decode(nonce)),
        rp_id=tablet.known_wall["rp_id"],
        allowed=allowed_credentials(staff, behind_code=code is not None),
        with_prf=with_prf,
    )
    if not options["allowCredentials"]:
        raise TabletError(f"{staff['first_name']} has no passkey yet")
    credential = authenticator.get(options, origin=tablet.connection.origin)
    session.prove(without_secret(credential), nonce=nonce, basis=basis, at=tablet.now())
    prf, wrap = prf_output(credential), wrap_of(staff, credential["id"])
    session.is_behind_code = code is not None
    if prf is None or wrap is None:
        return prf
    if code is None:
        session.user_key = unwrap_user_key(wrap, prf)
    else:
        secret = personal_code.mixed_as_told(prf, code, code_of(staff, credential["id"]))
        with suppress(TabletError):  # whether it was right is the server's to say
            session.user_key = unwrap_user_key(wrap, secret)
    return prf


def _next(session: Session, prf: bytes | None, code: str) -> dict[str, Any]:
    """Another code, and the user's key under it."""
    drawing = personal_code.new_salt()
    if session.user_key is None or prf is None:
        return {"code": code, **drawing}
    wrap = wrap_user_key(session.user_key, personal_code.mixed_as_told(prf, code, drawing))
    public = public_jwk(session.user_key)
    return {"code": code, **drawing, "user_key": {"public_jwk": public, **wrap.as_json()}}


def wrapped_store_keys(staff: dict[str, Any], session: Session) -> StoreKeys:
    """The store keys that the wall holds for this person, opened with the user's key."""
    if session.user_key is None:
        return {}
    return {
        (one["unit"], one["version"]): open_store_key(one["jwe"], session.user_key)
        for one in staff["store_keys"]
    }


def given_store_keys(answer: dict[str, Any]) -> StoreKeys:
    """The store keys that the server hands to a fresh session whose passkey has no PRF."""
    return {
        (one["unit"], one["version"]): base64url.decode(one["key"])
        for one in answer.get("store_keys") or []
    }
