"""The closed-by-default table of endpoints: who may reach each one. An endpoint that is not declared answers 404."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from flask import request
from pydantic import BaseModel

from app.gate.auth.actors import current_actor, require, require_device
from app.gate.auth.policy import PERMISSIONS
from app.ground.errors import NotFound, Refused

KIB, MIB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Access:
    """Who may reach an endpoint: anybody, an enrolled device, or a session whose role holds a permission."""

    audience: Literal["public", "device", "session"]
    permission: str | None = None
    on_device: bool = False
    allow_revoked: bool = False

    @staticmethod
    def public() -> Access:
        """Anybody."""
        return Access("public")

    @staticmethod
    def device(*, allow_revoked: bool = False) -> Access:
        """An enrolled device, whoever holds it; `allow_revoked` for what a revoked one may still do."""
        return Access("device", allow_revoked=allow_revoked)

    @staticmethod
    def session(permission: str, *, on_device: bool = False) -> Access:
        """A session whose role holds `permission`; `on_device`: opened on an enrolled device, not at a desk."""
        if permission not in PERMISSIONS:
            raise KeyError(permission)
        return Access("session", permission, on_device=on_device)


@dataclass(frozen=True, slots=True)
class Contract:
    """What an endpoint reads and answers: its body's limit in bytes, and its schemas for openapi.json."""

    body_limit: int | None = None
    reads: type[BaseModel] | None = None
    answers: type[BaseModel] | None = None
    status: int = 200
    summary: str = ""


ACCESS: dict[str, Access] = {}
CONTRACTS: dict[str, Contract] = {}


def declare(endpoint: str, access: Access, **contract: Any) -> None:
    """Opens one endpoint (`blueprint.view`) to `access`. Further arguments are those of `Contract`."""
    ACCESS[endpoint] = access
    CONTRACTS[endpoint] = Contract(**contract)


def body_limit(endpoint: str | None, path: str) -> int:
    """How many bytes a request may carry: 64 KiB on the API, 1 MiB for forms, unless declared otherwise."""
    contract = CONTRACTS.get(endpoint or "")
    if contract is not None and contract.body_limit is not None:
        return contract.body_limit
    return 64 * KIB if path.startswith("/api/") else MIB


def _require(permission: str) -> None:
    """A page that names a thing does not tell a role without the right whether the thing exists."""
    try:
        require(permission)
    except Refused:
        if request.view_args:
            raise NotFound() from None
        raise


def enforce() -> None:
    """Before each request: refuses whoever the table does not let in. Raises NotFound, SignInNeeded or Refused."""
    if request.endpoint is None:
        return  # no such route: Flask answers
    access = ACCESS.get(request.endpoint)
    if access is None:
        raise NotFound()
    if access.audience == "device":
        require_device(allow_revoked=access.allow_revoked)
    elif access.audience == "session":
        assert access.permission is not None
        _require(access.permission)
        actor = current_actor()
        if access.on_device and (actor is None or actor.device_id is None):
            raise NotFound()
