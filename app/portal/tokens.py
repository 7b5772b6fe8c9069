"""The links and codes of invitations. They are derived, so that nobody has to keep them: the mail that carries a link
is written when it leaves, and what the database holds is a digest.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.gate.auth import b64, signing
from app.gate.auth.challenge import length_prefixed
from app.ground.house import House

_ALPHABET = (
    "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that looks like something else
)
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_LETTER = 20  # signs, of five bits each
_GROUP = 5
CODE_DIGITS = 6


def link(house: House, establishment_id: uuid.UUID, invitation_id: uuid.UUID) -> str:
    """The secret of a link that goes by e-mail."""
    return b64.encode(_derived(house, establishment_id, b"link", invitation_id.bytes))


def letter(house: House, establishment_id: uuid.UUID, invitation_id: uuid.UUID) -> str:
    """The secret of a letter, which somebody may have to type: twenty signs in groups of five."""
    drawn = _derived(house, establishment_id, b"letter", invitation_id.bytes)
    number = int.from_bytes(drawn, "big")
    signs = "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in range(_LETTER))
    return "-".join(signs[at : at + _GROUP] for at in range(0, _LETTER, _GROUP))


def typed(token: str) -> str:
    """A token as it is looked for, however its letter was typed; a link stays as it is."""
    plain = token.strip().upper().translate(_READ_AS)
    return plain if len(plain) == _LETTER else token.strip()


def token_hash(token: str) -> bytes:
    """What is kept of a link or a letter."""
    return hashlib.sha256(typed(token).encode()).digest()


def new_code() -> str:
    """Six digits, said by word of mouth."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def code_hash(
    house: House, establishment_id: uuid.UUID, invitation_id: uuid.UUID, code: str
) -> bytes:
    """What is kept of a code: worth nothing to whoever has the database without its keys."""
    digits = "".join(one for one in code if one.isdigit())
    return _derived(house, establishment_id, b"code", invitation_id.bytes, digits.encode())


def _derived(house: House, establishment_id: uuid.UUID, *about: bytes) -> bytes:
    secret = signing.secret(house, establishment_id)
    key = HKDF(SHA256(), 32, salt=None, info=b"chevet-family-invitation-1").derive(secret)
    return hmac.new(key, length_prefixed(*about), hashlib.sha256).digest()
