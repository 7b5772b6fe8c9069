"""The bodies that the gate's API reads."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from app.gate.auth import b64
from app.gate.auth.bodies import Body
from app.gate.auth.keys import PublicJwk
from app.gate.auth.proof import Proof

Token = Annotated[str, Field(min_length=1, max_length=80)]


def _binary(low: int, high: int) -> Any:
    def check(text: str) -> str:
        if not low <= len(b64.decode(text)) <= high:
            raise ValueError("another length is expected")
        return text

    return Annotated[str, Field(max_length=2 * high), AfterValidator(check)]


class Nothing(Body):
    """`{}`."""


class WithToken(Body):
    """The token of a one-time link."""

    token: Token


CredentialId = Annotated[str, Field(min_length=1, max_length=1400, pattern=r"^[A-Za-z0-9_-]+$")]
Label = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$")]


class BridgeBody(Body):
    """The new private half, sealed to the pair that an older passkey carries."""

    id: CredentialId
    jwe: Annotated[str, Field(max_length=1000, pattern=r"^[A-Za-z0-9_.-]+$")]


class UserKeyBody(Body):
    """The user's key pair, its private half wrapped under the new passkey."""

    public_jwk: PublicJwk
    iv: _binary(12, 12)  # type: ignore[valid-type]
    wrapped: _binary(48, 400)  # type: ignore[valid-type]
    bridges: Annotated[list[BridgeBody], Field(max_length=40)] = []


class CodeBody(Body):
    """A personal code that was just chosen, and how the page draws it into the key that wraps the user's."""

    code: Annotated[str, Field(max_length=64)]
    salt: _binary(16, 16)  # type: ignore[valid-type]
    iterations: Annotated[int, Field(ge=1, le=10_000_000)]


class NextCodeBody(CodeBody):
    """The next code, with the user's pair wrapped under it where the passkey carries one."""

    user_key: UserKeyBody | None = None


class OpenedBody(Body):
    """That the page has opened the user's key: a keyed digest, by the home's intake key of that id."""

    kid: Annotated[str, Field(min_length=43, max_length=43)]
    tag: _binary(32, 32)  # type: ignore[valid-type]


class Unlock(Body):
    """A proof; with a lease, also the session key's signature over a fresh nonce. `hand_keys`: the page could unwrap no
    store key with what it knows of this passkey. The rest is about the personal code of the tablet's own passkey.
    """

    proof: Proof
    possession: Annotated[str, Field(max_length=2_000)] | None = None
    hand_keys: bool = False
    code: Annotated[str, Field(max_length=64)] | None = None
    new_code: NextCodeBody | None = None
    opened: OpenedBody | None = None


class TriesOfOne(Body):
    """How many wrong codes a passkey of this tablet has seen without network."""

    credential: CredentialId
    count: Annotated[int, Field(ge=1, le=10_000)]


class CodeTries(Body):
    """What a tablet tells of wrong codes, once it meets the server."""

    tries: Annotated[list[TriesOfOne], Field(min_length=1, max_length=60)]


class MakeFromInvitation(WithToken):
    """The token of an invitation; `in_the_tablet` for a passkey that lives in this shared tablet."""

    in_the_tablet: bool = False


class AcceptInvitation(Body):
    """A passkey just made, from an invitation; one of a shared tablet comes with its holder's code."""

    token: Token
    credential: dict[str, Any]
    label: Label
    user_key: UserKeyBody | None = None
    code: CodeBody | None = None


class SignIn(Body):
    """A passkey's answer to the office's challenge."""

    assertion: dict[str, Any]


class Confirmation(Body):
    """What a key that one has already answered, to the nonce of this addition."""

    nonce: _binary(32, 32)  # type: ignore[valid-type]
    assertion: dict[str, Any]


class AddKey(Body):
    """A passkey just made by somebody signed in, confirmed by one they have (nothing confirms in the demo)."""

    credential: dict[str, Any]
    label: Label
    confirmation: Confirmation | None
    user_key: UserKeyBody | None = None


class MendKey(Body):
    """The user's key pair, wrapped under the passkey that opened this session."""

    user_key: UserKeyBody
