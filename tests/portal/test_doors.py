"""Two doors: no route of the professionals answers a relative, none of the portal answers a professional."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from app import create_app
from app.ground.house import House
from app.portal.access import ACCESS
from app.portal.cookies import COOKIE
from tests.fixtures.browser import page
from tests.fixtures.houses import settings_in
from tests.gate.test_every_role_meets_every_route import sit_down
from tests.portal.conftest import FAMILY

STAFF = "http://localhost:8000"
STAFF_COOKIE = "__Host-chevet-session"
OF_THE_PORTAL = "trusted-types 'none'"


class Anything(dict[str, object]):
    """Something for each argument of an address."""

    def __missing__(self, name: str) -> object:
        return uuid.uuid5(uuid.NAMESPACE_URL, name)


TEXTS = {"cis": "60234100", "token": "invented", "name": "main.js", "rest": "anything"}


def addresses(application: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Every address of an application, with each of its methods."""
    adapter = application.url_map.bind("localhost")
    for rule in application.url_map.iter_rules():
        values = Anything({**TEXTS, "cible_id": "chute", "which": "thumb"})
        path = adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments})
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield rule, method, path


def matches(application: Flask, path: str) -> bool:
    try:
        application.url_map.bind("localhost").match(path, method="GET")
    except HTTPException as error:
        return error.code == 405
    return True


def ask(client: Any, method: str, path: str, base_url: str) -> Any:
    body = {"json": {}} if "/api/" in path and method == "POST" else {}
    return client.open(path, method=method, base_url=base_url, **body)


@pytest.fixture
def portal(application: Flask) -> Flask:
    return application.extensions["chevet.portal"]


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many requests from one address would be refused: what must refuse here are doors."""
    monkeypatch.setattr("app.gate.auth.rates.has_room", lambda *_, **__: True)
    monkeypatch.setattr("app.gate.auth.rates.spend", lambda *_, **__: None)


def test_no_route_of_the_professionals_answers_a_relative(application, portal, family):
    visitor = family.inside()
    value = visitor.client.get_cookie(COOKIE, domain="famille.localhost").value
    carried, nobody = application.test_client(), application.test_client()
    for name in (COOKIE, STAFF_COOKIE, "__Host-chevet-device"):
        carried.set_cookie(name, value, domain="localhost", secure=True)
    for rule, method, path in addresses(application):
        if path == "/healthz":
            continue  # probes come by any name, and hear one word
        theirs = ask(carried, method, path, STAFF)
        assert theirs.status_code == ask(nobody, method, path, STAFF).status_code, rule
        inside = ask(visitor.client, method, path, FAMILY)
        assert OF_THE_PORTAL in inside.headers["Content-Security-Policy"], rule
        if not matches(portal, path):
            assert inside.status_code == 404, (rule, method)
    assert visitor.is_in


def test_no_route_of_the_portal_answers_a_professional(application, portal, family, home):
    desk = page(application, home)
    sit_down(desk, home.team["Hélène"])
    value = desk.client.get_cookie(STAFF_COOKIE).value
    carried, nobody = application.test_client(), application.test_client()
    for name in (COOKIE, STAFF_COOKIE):
        carried.set_cookie(name, value, domain="famille.localhost", secure=True)
    for rule, method, path in addresses(portal):
        theirs = ask(carried, method, path, FAMILY)
        assert theirs.status_code == ask(nobody, method, path, FAMILY).status_code, rule
        if ACCESS[rule.endpoint] != "anybody":
            assert theirs.status_code in (302, 401), rule
        if not matches(application, path):
            assert ask(desk.client, method, path, STAFF).status_code == 404, rule
    assert desk.client.get("/bureau").status_code == 200


def test_every_route_of_the_portal_says_whom_it_is_for(portal):
    named = {name for name in ACCESS if not name.startswith("demo_family.")}
    assert {rule.endpoint for rule in portal.url_map.iter_rules()} == named


def test_a_route_that_says_nothing_does_not_exist(portal, family):
    portal.add_url_rule("/oubli", "forgotten", lambda: "visible")
    answer = family.inside().get("/oubli")
    assert answer.status_code == 404
    assert "visible" not in answer.text


@pytest.mark.parametrize("host", ["evil.example", "famille.localhost", "famille.localhost:8001"])
def test_no_other_host_is_answered(application, host):
    answer = application.test_client().get("/entrer", base_url=f"http://{host}")
    assert answer.status_code == 421


def test_each_application_refuses_the_others_host_by_itself(application, portal):
    """Were the door between them to let a request through, it would still be refused."""
    environ = {"HTTP_HOST": "localhost:8000"}
    assert portal.test_client().get("/entrer", environ_overrides=environ).status_code == 421
    del application.extensions["chevet.portal"]
    staff = application.wsgi_app._staff
    application.wsgi_app = staff
    assert application.test_client().get("/", base_url=FAMILY).status_code == 421


def test_without_a_host_of_its_own_there_is_no_portal(house: House, tmp_path):
    house.settings = settings_in(tmp_path, ORIGIN="https://chevet.example.fr")
    made = create_app(house)
    assert "chevet.portal" not in made.extensions
    answer = made.test_client().get("/entrer", base_url="https://chevet.example.fr")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": None, "Origin": STAFF},
        {"Sec-Fetch-Site": None},
    ],
)
def test_a_page_of_the_professionals_writes_nothing_on_the_portal(family, headers):
    visitor = family.visitor()
    answer = visitor.open("/api/entrer/options", "POST", json={}, headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/", "/entrer", "/nulle-part", "/invitation", "/robots.txt"])
def test_every_answer_carries_strict_headers(family, path):
    headers = family.visitor().get(path).headers
    for directive in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"):
        assert directive in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in headers


def test_no_worker_and_no_file_of_the_professionals_is_served(family):
    for path in ("/worker.js", "/manifest.webmanifest", "/assets/main.js", "/icons/secret.svg"):
        assert family.visitor().get(path).status_code == 404
