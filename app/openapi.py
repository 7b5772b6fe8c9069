"""GET /api/v1/openapi.json: the API as it is declared, for whoever writes another client.

Nothing is written twice: paths come from the URL map, who may ask from the access table, bodies from the schemas that
read them, and command types from what the areas registered.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Flask, Response, current_app
from pydantic import BaseModel
from werkzeug.routing import Rule

from app.gate.auth.access import ACCESS, CONTRACTS, Access, Contract, declare
from app.gate.sync.answers import json_answer
from app.gate.sync.claims import Claims
from app.gate.sync.registry import known
from app.ground.release import version

blueprint = Blueprint("openapi", __name__)
declare("openapi.document", Access.public(), summary="Ce document")
PREFIX = "/api/v1/"
_REF = "#/components/schemas/{model}"
_ARGUMENT = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
_QUERIES = {
    "changes.of_unit": (
        ("unit", True, "L’unité demandée"),
        ("cursor", False, "Le curseur de la réponse précédente ; absent : tout"),
    ),
    "documents_api.of_person": (
        ("before", False, "`next` de la réponse précédente ; absent : la première page"),
    ),
    "history.entries": (
        ("before", False, "`next` de la réponse précédente ; absent : la première page"),
        ("cible", False, "L’identifiant d’une cible"),
        ("author", False, "L’identifiant de qui a écrit"),
        ("since", False, "Le premier jour de l’établissement (2026-11-21)"),
        ("until", False, "Le dernier jour, compris"),
        ("limit", False, "De 1 à 100 transmissions par page ; 30 par défaut"),
    ),
}

Json = dict[str, Any]


@blueprint.get("/api/v1/openapi.json")
def document() -> Response:
    """Every address under /api/v1, and every type of command that the outbox takes."""
    return json_answer(describe(current_app))


def describe(app: Flask) -> Json:
    """The OpenAPI 3.1 document of the application."""
    schemas: Json = {"Problem": _PROBLEM}
    paths: Json = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        if rule.rule.startswith(PREFIX):
            operations = paths.setdefault(_ARGUMENT.sub(r"{\1}", rule.rule), {})
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                operations[method.lower()] = _operation(rule, schemas)
    _add(Claims, schemas)
    for kind in known.commands.values():
        _add(kind.schema, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Chevet", "version": version()},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "device": {"type": "apiKey", "in": "cookie", "name": "__Host-chevet-device"},
                "session": {"type": "apiKey", "in": "cookie", "name": "__Host-chevet-session"},
            },
        },
        "x-command-types": {
            name: {
                "permission": kind.permission,
                "person": "required" if kind.needs_person else "optional",
                "body": {"$ref": _REF.format(model=kind.schema.__name__)},
            }
            for name, kind in sorted(known.commands.items())
        },
    }


def _operation(rule: Rule, schemas: Json) -> Json:
    access, contract = ACCESS[rule.endpoint], CONTRACTS[rule.endpoint]
    told: Json = {
        "operationId": rule.endpoint.replace(".", "_"),
        "summary": contract.summary,
        "security": _security(access),
        "parameters": _parameters(rule),
        "responses": {
            str(contract.status): _response(contract, schemas),
            "default": {
                "description": "Un problème (RFC 9457), en français",
                "content": {"application/problem+json": {"schema": _ref("Problem")}},
            },
        },
    }
    if access.permission:
        told["x-permission"] = access.permission
    if contract.reads is not None:
        told["requestBody"] = {"required": True, "content": _content(contract.reads, schemas)}
    return told


def _security(access: Access) -> list[Json]:
    if access.audience == "public":
        return []
    if access.audience == "device":
        return [{"device": []}]
    return [{"session": [], **({"device": []} if access.on_device else {})}]


def _parameters(rule: Rule) -> list[Json]:
    inside = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in sorted(rule.arguments)
    ]
    asked = [
        {
            "name": name,
            "in": "query",
            "required": required,
            "description": description,
            "schema": {"type": "string"},
        }
        for name, required, description in _QUERIES.get(rule.endpoint, ())
    ]
    return inside + asked


def _response(contract: Contract, schemas: Json) -> Json:
    told: Json = {"description": contract.summary or "Fait"}
    if contract.answers is not None:
        told["content"] = _content(contract.answers, schemas)
    return told


def _content(model: type[BaseModel], schemas: Json) -> Json:
    _add(model, schemas)
    return {"application/json": {"schema": _ref(model.__name__)}}


def _add(model: type[BaseModel], schemas: Json) -> None:
    made = model.model_json_schema(ref_template=_REF)
    schemas.update(made.pop("$defs", {}))
    schemas[model.__name__] = made


def _ref(name: str) -> Json:
    return {"$ref": _REF.format(model=name)}


_PROBLEM: Json = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string", "description": "Une phrase en français, pour l’écran"},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
