"""The API tells of itself, and leaves nothing out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.gate.sync.registry import known


def document(client: FlaskClient) -> dict[str, Any]:
    response = client.get("/api/v1/openapi.json")
    assert response.status_code == 200
    told: dict[str, Any] = response.get_json()
    return told


def test_every_route_of_the_api_is_told(application: Flask, client: FlaskClient) -> None:
    told = document(client)["paths"]
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in application.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert len(routes) > 5
    assert routes == {(path, method) for path, methods in told.items() for method in methods}


def test_every_address_says_what_it_is_for_and_who_may_ask(client: FlaskClient) -> None:
    for path, methods in document(client)["paths"].items():
        for operation in methods.values():
            assert operation["summary"], path
            assert isinstance(operation["security"], list), path
    outbox = document(client)["paths"]["/api/v1/outbox"]["post"]
    assert outbox["security"] == [{"device": []}]


def test_every_command_type_is_told_with_its_body(client: FlaskClient) -> None:
    told = document(client)
    assert told["x-command-types"].keys() == known.commands.keys()
    record = told["components"]["schemas"]["RecordBody"]
    assert set(record["required"]) == {"cible", "vocabulary"}
    assert record["additionalProperties"] is False


def test_every_reference_leads_somewhere(client: FlaskClient) -> None:
    told = document(client)
    schemas = told["components"]["schemas"]
    found = list(references(told))
    assert found
    assert [ref for ref in found if ref.removeprefix("#/components/schemas/") not in schemas] == []


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for one in value.values():
            yield from references(one)
    elif isinstance(value, list):
        for one in value:
            yield from references(one)
