"""Registering a passkey from an invitation, with the user's key pair wrapped under the passkey's PRF."""

from __future__ import annotations

from typing import Any

from joserfc.jwk import ECKey

from app.tablet import base64url, personal_code
from app.tablet.authenticator import Authenticator, prf_output, without_secret
from app.tablet.challenge import PRF_INPUT
from app.tablet.connection import Connection
from app.tablet.keys import new_key, public_jwk, wrap_user_key


def register(
    connection: Connection,
    token: str,
    authenticator: Authenticator,
    *,
    label: str,
    user_key: ECKey | None = None,
    code: str | None = None,
) -> dict[str, Any]:
    """Accepts an invitation; returns the staff member that the server names. A `code` goes with a passkey that lives in
    this very tablet.

    Where the authenticator has PRF, the user's private key (a new one, or `user_key` when a second passkey must open
    the same) goes along, wrapped.
    """
    asked: dict[str, Any] = (
        {"token": token} if code is None else {"token": token, "in_the_tablet": True}
    )
    options = connection.post("/api/v1/invitations/options", asked)["publicKey"]
    options.setdefault("extensions", {})["prf"] = {"eval": {"first": base64url.encode(PRF_INPUT)}}
    credential = authenticator.create(options, origin=connection.origin)
    body: dict[str, Any] = {
        "token": token,
        "credential": without_secret(credential),
        "label": label,
    }
    prf = prf_output(credential) or _ask_again(authenticator, credential, options, connection)
    if code is not None:
        body["code"] = {"code": code, **personal_code.new_salt()}
    if prf is not None:
        key = user_key or new_key()
        if code is not None:
            prf = personal_code.mixed_as_told(prf, code, body["code"])
        body["user_key"] = {"public_jwk": public_jwk(key), **wrap_user_key(key, prf).as_json()}
    staff: dict[str, Any] = connection.post("/api/v1/invitations/accept", body)["staff"]
    return staff


def _ask_again(
    authenticator: Authenticator,
    credential: dict[str, Any],
    options: dict[str, Any],
    connection: Connection,
) -> bytes | None:
    """Many keys say `prf.enabled` at creation and give the output at `get` only."""
    if not credential["clientExtensionResults"].get("prf", {}).get("enabled"):
        return None
    again = {
        "challenge": options["challenge"],
        "rpId": options["rp"]["id"],
        "allowCredentials": [{"type": "public-key", "id": credential["id"]}],
        "userVerification": "required",
        "extensions": options["extensions"],
    }
    return prf_output(authenticator.get(again, origin=connection.origin))
