"""The token of a form on the portal: made for one session under our signature, worth nothing to any other."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import request

from app.ground.errors import Refused
from app.ground.house import current_house
from app.portal import sessions

FIELD = "form_token"


def token() -> str:
    """The token of this session's forms."""
    key = current_house().settings.master_key
    assert key is not None
    derived = HKDF(SHA256(), 32, salt=None, info=b"chevet-family-form-1").derive(key)
    whose = sessions.current_relative().session_id.bytes
    return hmac.new(derived, whose, hashlib.sha256).hexdigest()


def check() -> None:
    """Raises Refused for a form that was made for nobody, or for another session."""
    if not hmac.compare_digest(token().encode(), request.form.get(FIELD, "").encode()):
        raise Refused(
            "Cette page est restée ouverte trop longtemps. Rechargez-la, puis recommencez.",
            code="stale_form",
        )
