"""A software authenticator: ES256 passkeys as a security key, a phone or the tablet itself would hold them.

It answers what `navigator.credentials.create` and `.get` answer, as `toJSON()` writes it, the PRF secret included:
whoever posts the answer takes that secret out first.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from app.tablet import base64url, passkey
from app.tablet.errors import NotAllowed
from app.tablet.passkey import Passkey


@dataclass(slots=True)
class Authenticator:
    """Holds passkeys. The settings say what kind of authenticator it is; tests change them freely.

    `verifies_user` False answers without the UV flag. `counts` False keeps every sign count at 0. `prf_at_creation`
    False gives the PRF output at `get` only, as most security keys do. `prf_secret` keys the PRF of every new passkey
    (each has its own otherwise).
    """

    transports: tuple[str, ...] = ("usb",)
    attachment: str = "cross-platform"
    verifies_user: bool = True
    has_prf: bool = True
    prf_at_creation: bool = True
    counts: bool = True
    backup_eligible: bool = False
    backed_up: bool = False
    prf_secret: bytes | None = None
    aaguid: uuid.UUID = field(default_factory=lambda: uuid.UUID(int=0))
    passkeys: list[Passkey] = field(default_factory=list)

    @classmethod
    def in_the_tablet(cls) -> Authenticator:
        """The tablet's own authenticator, which opens to whoever knows the tablet's code."""
        return cls(transports=("internal",), attachment="platform")

    @classmethod
    def phone(cls) -> Authenticator:
        """A phone: synchronised passkeys, over the air."""
        return cls(
            transports=("hybrid", "internal"),
            backup_eligible=True,
            backed_up=True,
            counts=False,
        )

    def create(self, options: dict[str, Any], *, origin: str) -> dict[str, Any]:
        """A new discoverable passkey for `options` (PublicKeyCredentialCreationOptionsJSON)."""
        rp_id = options.get("rp", {}).get("id") or urlsplit(origin).hostname or ""
        self._check_rp(rp_id, origin)
        if not any(one.get("alg") == -7 for one in options["pubKeyCredParams"]):
            raise NotAllowed("ES256 is not among the algorithms asked for")
        excluded = {one["id"] for one in options.get("excludeCredentials") or []}
        if any(base64url.encode(kept.id) in excluded for kept in self.passkeys):
            raise NotAllowed("this authenticator already holds a passkey for this account")
        made = Passkey.make(rp_id, base64url.decode(options["user"]["id"]), self.prf_secret)
        self.passkeys.append(made)
        client_data = passkey.client_data("webauthn.create", options["challenge"], origin)
        data = made.authenticator_data(self._flags(), aaguid=self.aaguid, attested=True)
        response = {
            "clientDataJSON": base64url.encode(client_data),
            "attestationObject": base64url.encode(passkey.attestation(data)),
            "authenticatorData": base64url.encode(data),
            "publicKey": base64url.encode(made.public_der()),
            "publicKeyAlgorithm": -7,
            "transports": list(self.transports),
        }
        return self._answer(made, response, self._results(made, options, creating=True))

    def get(self, options: dict[str, Any], *, origin: str) -> dict[str, Any]:
        """An assertion for `options` (PublicKeyCredentialRequestOptionsJSON). Raises NotAllowed."""
        rp_id = options.get("rpId") or urlsplit(origin).hostname or ""
        self._check_rp(rp_id, origin)
        if options.get("userVerification") == "required" and not self.verifies_user:
            raise NotAllowed("this authenticator cannot verify its user")
        used = self._pick(rp_id, options.get("allowCredentials") or [])
        return self.assert_with(used, options, origin=origin)

    def assert_with(self, used: Passkey, options: dict[str, Any], *, origin: str) -> dict[str, Any]:
        """The assertion of one passkey, whatever `options` allow: for tests of what must be refused."""
        if self.counts:
            used.sign_count += 1
        client_data = passkey.client_data("webauthn.get", options["challenge"], origin)
        data = used.authenticator_data(self._flags())
        response = {
            "clientDataJSON": base64url.encode(client_data),
            "authenticatorData": base64url.encode(data),
            "signature": base64url.encode(used.sign(data, client_data)),
            "userHandle": base64url.encode(used.user_handle),
        }
        return self._answer(used, response, self._results(used, options, creating=False))

    def _check_rp(self, rp_id: str, origin: str) -> None:
        host = urlsplit(origin).hostname or ""
        if host != rp_id and not host.endswith("." + rp_id):
            raise NotAllowed(f"{rp_id} is not a domain of {origin}")

    def _pick(self, rp_id: str, allowed: list[dict[str, Any]]) -> Passkey:
        ids = {one["id"] for one in allowed}
        for kept in reversed(self.passkeys):
            if kept.rp_id == rp_id and (not ids or base64url.encode(kept.id) in ids):
                return kept
        raise NotAllowed("no passkey here for this request")

    def _flags(self) -> int:
        return passkey.flags(
            verified=self.verifies_user, eligible=self.backup_eligible, backed_up=self.backed_up
        )

    def _results(self, used: Passkey, options: dict[str, Any], *, creating: bool) -> dict[str, Any]:
        """The client extension results, as the browser would fill them."""
        asked = options.get("extensions") or {}
        results: dict[str, Any] = {}
        if creating and asked.get("credProps"):
            results["credProps"] = {"rk": True}
        if "prf" not in asked:
            return results
        prf: dict[str, Any] = {"enabled": self.has_prf} if creating else {}
        first = (asked["prf"].get("eval") or {}).get("first")
        if self.has_prf and first and (self.prf_at_creation or not creating):
            prf["results"] = {"first": base64url.encode(used.prf(base64url.decode(first)))}
        results["prf"] = prf
        return results

    def _answer(
        self, used: Passkey, response: dict[str, Any], results: dict[str, Any]
    ) -> dict[str, Any]:
        return {
            "id": base64url.encode(used.id),
            "rawId": base64url.encode(used.id),
            "type": "public-key",
            "authenticatorAttachment": self.attachment,
            "clientExtensionResults": results,
            "response": response,
        }


def prf_output(credential: dict[str, Any]) -> bytes | None:
    """The PRF secret inside a credential's JSON, or None."""
    results = credential["clientExtensionResults"].get("prf", {}).get("results", {})
    return base64url.decode(results["first"]) if "first" in results else None


def without_secret(credential: dict[str, Any]) -> dict[str, Any]:
    """The same credential without its PRF results: the only form that may leave the tablet."""
    extensions = dict(credential["clientExtensionResults"])
    if "prf" in extensions:
        extensions["prf"] = {k: v for k, v in extensions["prf"].items() if k != "results"}
    return {**credential, "clientExtensionResults": extensions}
