"""Personal codes: what goes with a passkey that lives in a shared tablet, and makes its holder of whoever shows it.

The database keeps argon2id over an HMAC by a secret of the home, which lies in the key store: who has one of the two
alone can try nothing. Codes are in the bodies of requests only, never in a proof, a log or the trail.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth import b64, code_choice, signing
from app.gate.auth.key_models import PersonalCode
from app.gate.auth.models import Credential
from app.gate.auth.passkeys import NotBelieved
from app.gate.auth.reads import CodeBody
from app.ground.errors import Invalid
from app.ground.house import House

TRIES = 5
LEAST_ITERATIONS = 600_000
"""Of PBKDF2-HMAC-SHA-256 in the page (OWASP, Password Storage Cheat Sheet, 2023)."""
# OWASP's first choice of the same page: 19 MiB, 2 passes, 1 lane; the version is RFC 9106's.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A code as its holder chose it, and how the page draws it into the key that wraps the user's."""

    code: str
    salt: bytes
    iterations: int


def of_body(body: CodeBody | None) -> Chosen | None:
    """The code that a page sent."""
    return None if body is None else Chosen(body.code, b64.decode(body.salt), body.iterations)


def choose(
    session: Session, house: House, credential: Credential, chosen: Chosen, *, now: datetime
) -> PersonalCode:
    """Gives the passkey this code, the first or the next. Raises Invalid for one that others would try, or the same."""
    problem = code_choice.problem(chosen.code)
    if problem is None and chosen.iterations < LEAST_ITERATIONS:
        problem = "Cette page n’est plus à jour : rechargez-la."
    row = session.get(PersonalCode, credential.id, with_for_update=True)
    if problem is None and row is not None and _matches(house, row, chosen.code):
        problem = "Choisissez un autre code que le précédent."
    if problem is not None:
        raise Invalid({"code": problem})
    verb = "code.chosen" if row is None else "code.changed"
    if row is None:
        row = PersonalCode(credential_id=credential.id, tries_offline=0)
        row.establishment_id = credential.establishment_id
        session.add(row)
    row.hash = _HASHER.hash(_peppered(house, row, chosen.code))
    row.salt, row.iterations = chosen.salt, chosen.iterations
    row.tries, row.blocked_at, row.must_change, row.chosen_at = 0, None, False, now
    _tell(session, verb, credential, now)
    return row


def check(
    session: Session, house: House, credential: Credential, code: str | None, *, now: datetime
) -> PersonalCode:
    """Lets the holder of the passkey in. Raises NotBelieved; a wrong code counts, and the fifth blocks."""
    row = session.get(PersonalCode, credential.id, with_for_update=True)
    if row is None:
        raise NotBelieved("Cette clé n’a pas de code : demandez une invitation.", code="code_none")
    if row.blocked_at is not None:
        raise NotBelieved(BLOCKED, code="code_blocked")
    if not code:
        raise NotBelieved("Tapez votre code personnel.", code="code_missing")
    if _matches(house, row, code):
        row.tries = row.tries_offline = 0
        return row
    row.tries += 1
    if row.tries < TRIES:
        raise NotBelieved(_wrong(TRIES - row.tries), code="code_wrong")
    row.blocked_at = now
    _tell(session, "code.blocked", credential, now)
    raise NotBelieved(BLOCKED, code="code_blocked")


BLOCKED = (
    "Votre code est bloqué après cinq essais faux. Votre encadrement peut lever le blocage au bureau ; "
    "une clé ou un téléphone ouvre toujours la tablette."
)
MUST_CHANGE = "Le blocage a été levé : choisissez un nouveau code pour ouvrir."


def _wrong(left: int) -> str:
    rest = "Encore un essai avant" if left == 1 else f"Encore {left} essais avant"
    return f"Ce n’est pas votre code. {rest} le blocage."


def _matches(house: House, row: PersonalCode, code: str) -> bool:
    try:
        return _HASHER.verify(row.hash, _peppered(house, row, code))
    except VerificationError:
        return False


def _peppered(house: House, row: PersonalCode, code: str) -> bytes:
    """The code under the home's secret, and of this very passkey: two equal codes look different."""
    key = _derived(signing.secret(house, row.establishment_id))
    return hmac.digest(key, row.credential_id.bytes + code.encode(), "sha256")


@lru_cache(maxsize=64)
def _derived(secret: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"chevet-personal-code-1").derive(secret)


def _tell(session: Session, verb: str, credential: Credential, now: datetime) -> None:
    record(
        session,
        verb,
        at=now,
        establishment_id=credential.establishment_id,
        subject_id=credential.staff_id,
        detail={"passkey": str(credential.id)},
    )
