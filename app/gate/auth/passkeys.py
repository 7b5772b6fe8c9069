"""The one place that speaks WebAuthn: options for the browser, and verification of what it answers.

The library raises many kinds of errors on hostile input; here each becomes NotBelieved, with a French sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import webauthn
from webauthn.helpers import options_to_json_dict, parse_client_data_json
from webauthn.helpers.structs import (
    AuthenticatorAttachment,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.gate.auth import b64
from app.ground.config import Settings
from app.ground.errors import ChevetError

TRANSPORTS = ("usb", "nfc", "ble", "smart-card", "hybrid", "cable", "internal")


class NotBelieved(ChevetError):
    """What a passkey, or a proof made with one, shows cannot be believed; `code` says which check failed."""

    status = 403


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """A passkey just made, as verified."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    aaguid: str
    attachment: str | None
    transports: list[str]
    is_backup_eligible: bool
    is_backed_up: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A passkey just shown, as verified."""

    sign_count: int
    is_backed_up: bool


def creation_options(
    settings: Settings,
    *,
    challenge: bytes,
    user_handle: bytes,
    user_name: str,
    known: list[bytes],
    roaming_only: bool,
    in_the_tablet: bool = False,
) -> dict[str, Any]:
    """Options of `navigator.credentials.create`, as JSON: a discoverable passkey that verifies its user."""
    options = webauthn.generate_registration_options(
        rp_id=settings.rp_id,
        rp_name="Chevet",
        user_id=user_handle,
        user_name=user_name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            authenticator_attachment=_attachment(roaming_only, in_the_tablet),
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return options_to_json_dict(options)


def _attachment(roaming_only: bool, in_the_tablet: bool) -> AuthenticatorAttachment | None:
    if in_the_tablet:
        return AuthenticatorAttachment.PLATFORM
    return AuthenticatorAttachment.CROSS_PLATFORM if roaming_only else None


def request_options(
    settings: Settings, *, challenge: bytes, allowed: Iterable[tuple[bytes, list[str]]] = ()
) -> dict[str, Any]:
    """Options of `navigator.credentials.get`, as JSON: for the passkeys `allowed` (id, transports), else for any."""
    options = webauthn.generate_authentication_options(
        rp_id=settings.rp_id,
        challenge=challenge,
        allow_credentials=[
            PublicKeyCredentialDescriptor(
                id=one, transports=[AuthenticatorTransport(each) for each in transports] or None
            )
            for one, transports in allowed
        ],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def verify_creation(
    settings: Settings, credential: dict[str, Any], *, challenge: bytes
) -> NewPasskey:
    """What the answer of `create` says, once verified. Raises NotBelieved."""
    try:
        made = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=settings.rp_id,
            expected_origin=settings.origin,
            require_user_verification=True,
        )
    except Exception as error:
        raise _unreadable("Cette clé n’a pas pu être enregistrée : recommencez.") from error
    told = credential["response"].get("transports")
    return NewPasskey(
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        aaguid=made.aaguid,
        attachment=credential.get("authenticatorAttachment"),
        transports=[one for one in TRANSPORTS if isinstance(told, list) and one in told],
        is_backup_eligible=made.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
        is_backed_up=made.credential_backed_up,
    )


def verify_assertion(
    settings: Settings,
    assertion: dict[str, Any],
    *,
    challenge: bytes,
    public_key: bytes,
    is_quick: bool = False,
) -> Shown:
    """What the answer of `get` shows, once verified; sign counts are for the caller. Raises NotBelieved.

    The user was verified by the authenticator, or merely present when `is_quick`.
    """
    try:
        shown = webauthn.verify_authentication_response(
            credential=assertion,
            expected_challenge=challenge,
            expected_rp_id=settings.rp_id,
            expected_origin=settings.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=not is_quick,
        )
    except Exception as error:
        raise _unreadable("Cette clé n’a pas pu être vérifiée : recommencez.") from error
    return Shown(shown.new_sign_count, shown.credential_backed_up)


def credential_id(credential: dict[str, Any]) -> bytes:
    """The id that a credential's JSON names. Raises NotBelieved."""
    return _member(credential, "id")


def user_handle(credential: dict[str, Any]) -> bytes:
    """The user that an assertion's JSON names. Raises NotBelieved."""
    return _member(credential.get("response"), "userHandle")


def attestation_object(credential: dict[str, Any]) -> bytes:
    """What a new passkey says of itself, with its id and public key. Raises NotBelieved."""
    return _member(credential.get("response"), "attestationObject")


def challenge_of(credential: dict[str, Any]) -> bytes:
    """The challenge that was answered, whichever it is. Raises NotBelieved."""
    try:
        told = parse_client_data_json(_member(credential.get("response"), "clientDataJSON"))
    except ChevetError:
        raise
    except Exception as error:
        raise _unreadable("La réponse de la clé est illisible.") from error
    return told.challenge


def _member(holder: Any, name: str) -> bytes:
    try:
        return b64.decode(holder[name])
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable("La réponse de la clé est illisible.") from error


def _unreadable(message: str) -> NotBelieved:
    return NotBelieved(message, code="assertion")
