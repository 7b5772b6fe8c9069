"""The door of the demo world exists only where its marker is, its code is, and nothing is in production."""

import dataclasses
import sys
import types

import pytest
from flask import Blueprint

import app
from app import create_app
from app.gate.auth.access import ACCESS, Access, declare
from app.ground.facts import set_fact


@pytest.fixture
def door(monkeypatch):
    """A door that answers: the real one is tested with the demo."""
    module = types.ModuleType("app.demo.door")
    module.blueprint = Blueprint("test_door", __name__)
    module.blueprint.add_url_rule("/demo-test", "enter", lambda: "open")
    declare("test_door.enter", Access.public())
    monkeypatch.setitem(sys.modules, "app.demo.door", module)
    exists = app._exists
    monkeypatch.setattr(app, "_exists", lambda name: name == "app.demo.door" or exists(name))
    yield module
    del ACCESS["test_door.enter"]


def mark(house):
    with house.database.write() as session:
        set_fact(session, "demo", "1")


def status(house):
    client = create_app(house).test_client()
    return client.get("/demo-test", base_url="http://localhost:8000").status_code


def test_it_opens_in_the_demo_world(house, door):
    mark(house)
    assert status(house) == 200


def test_it_is_not_there_without_the_marker(house, door):
    assert status(house) == 404


def test_it_is_not_there_in_production(house, door):
    mark(house)
    house.settings = dataclasses.replace(house.settings, is_production=True)
    assert status(house) == 404
