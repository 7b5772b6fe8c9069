"""Homes that let passkeys of other kinds count, and the tablet's own passkey with its code."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.gate.auth.authenticators import USUAL
from app.gate.auth.key_models import PasskeyRule
from app.ground import clock
from app.ground.ids import new_id
from app.tablet import personal_code
from app.tablet.authenticator import Authenticator, prf_output
from app.tablet.keys import new_key, public_jwk, wrap_user_key
from tests.fixtures.browser import ORIGIN, PRF_INPUT, Page, base64url, without_secret
from tests.fixtures.cast import Home

CODE, OTHER_CODE = "739182", "582947"


def decide(home: Home, *, at: datetime | None = None, **places: list[str]) -> None:
    """The home says which kinds count somewhere; elsewhere the usual ones do."""
    kinds = {place: list(kinds) for place, kinds in USUAL.items()} | places
    with home.house.database.write() as session:
        session.add(
            PasskeyRule(
                id=new_id(),
                establishment_id=home.id,
                kinds=kinds,
                decided_at=at or clock.now(),
            )
        )


def accept_in_tablet(
    tablet: Page, name: str, code: str | None = CODE, key: Authenticator | None = None
) -> Any:
    """Accepts an invitation with the tablet's own passkey and a code, as the page does; the answer of the server."""
    key = key or Authenticator.in_the_tablet()
    token = tablet.home.invite(name)
    answer = tablet.post("/api/v1/invitations/options", {"token": token, "in_the_tablet": True})
    if answer.status_code != 200:
        return answer
    options = answer.json["publicKey"]
    assert options["authenticatorSelection"]["authenticatorAttachment"] == "platform"
    options["extensions"] = {"prf": {"eval": {"first": base64url.encode(PRF_INPUT)}}}
    credential = key.create(options, origin=ORIGIN)
    body = {"token": token, "credential": without_secret(credential), "label": "Cette tablette"}
    drawing = personal_code.new_salt()
    prf = prf_output(credential)
    if prf is not None and code is not None:
        pair = new_key()
        secret = personal_code.mixed_as_told(prf, code, drawing)
        wrap = wrap_user_key(pair, secret).as_json()
        body["user_key"] = {"public_jwk": public_jwk(pair), **wrap}
    if code is not None:
        body["code"] = {"code": code, **drawing}
    answer = tablet.post("/api/v1/invitations/accept", body)
    if answer.status_code == 201:
        tablet.keys[name] = key
    return answer


def register_in_tablet(tablet: Page, name: str, code: str = CODE, **how: Any) -> Authenticator:
    """Gives `name` the tablet's own passkey, with a code."""
    answer = accept_in_tablet(tablet, name, code, **how)
    assert answer.status_code == 201, answer.json
    return tablet.keys[name]
