"""Reading of JSON bodies: strict schemas, one French sentence a field, and no PRF secret ever.

The PRF output of a passkey opens its user's key. `toJSON()` of a browser carries it: a page that forgot to take it out
is refused before anything else is looked at, and told so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel, ConfigDict, ValidationError

from app.ground.errors import ChevetError, Invalid


class Body(BaseModel):
    """A JSON body: exact types, nothing unknown."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


Read = TypeVar("Read", bound=BaseModel)

_SENTENCES = {
    "missing": "Ce champ manque.",
    "extra_forbidden": "Ce champ n’est pas attendu.",
    "string_too_long": "Ce texte est trop long.",
    "too_long": "Cette liste est trop longue.",
}


class Unreadable(ChevetError):
    """The body is not what this address reads."""

    status = 400
    code = "unreadable"


def read(schema: type[Read]) -> Read:
    """The request's JSON body. Raises Unreadable (not JSON, a PRF secret) or Invalid (its fields)."""
    if request.mimetype != "application/json":
        raise NotJson("Du JSON est attendu.")
    return parse(schema, request.get_data(cache=False))


class NotJson(Unreadable):
    """Another format than the one this address reads."""

    status = 415
    code = "not_json"


def parse(schema: type[Read], data: bytes) -> Read:
    """What `data` (JSON) spells, as `schema`. Raises as `read`."""
    refuse_prf_secret(data)
    try:
        return schema.model_validate_json(data)
    except ValidationError as error:
        raise Invalid(_fields(error)) from error


def refuse_prf_secret(data: bytes) -> None:
    """Raises Unreadable when `data` is not JSON, or holds PRF results at any depth."""
    try:
        json.loads(data, object_pairs_hook=_object, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Unreadable("Le contenu envoyé n’est pas du JSON lisible.") from error


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in pairs:
        if name == "prf" and isinstance(value, dict) and "results" in value:
            raise PrfSecret("La page a envoyé un secret de votre clé : la demande est refusée.")
        made[name] = value
    return made


def _no_constant(_text: str) -> Any:
    raise ValueError("not JSON")


class PrfSecret(ChevetError):
    """A body holds what must never leave the page. Nothing of it was kept."""

    status = 400
    code = "prf_secret"


def _fields(error: ValidationError) -> dict[str, str]:
    """One sentence for each field; never the value, which may be anything."""
    return {
        ".".join(str(step) for step in one["loc"]) or "body": _SENTENCES.get(
            one["type"], "Cette valeur n’est pas lisible."
        )
        for one in error.errors(include_url=False, include_context=False, include_input=False)
    }
