"""The connection says what a browser of our own origin says, keeps cookies by hand, and names refusals."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from app.tablet.connection import Connection, Problem

Answer = Callable[[httpx.Request], httpx.Response]


def connection(answer: Answer) -> tuple[Connection, list[httpx.Request]]:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return answer(request)

    client = httpx.Client(transport=httpx.MockTransport(handle))
    return Connection("http://localhost:8000/", client), seen


def test_a_secure_cookie_goes_back_over_localhost():
    secret = "__Host-chevet-device=abc.def; Path=/; Secure; HttpOnly; SameSite=Strict"
    made, seen = connection(lambda _: httpx.Response(200, json={}, headers={"set-cookie": secret}))
    made.get("/api/v1/wall")
    made.get("/api/v1/wall")
    assert [request.headers.get("cookie") for request in seen] == [
        None,
        "__Host-chevet-device=abc.def",
    ]


def test_a_withdrawn_cookie_is_dropped():
    made, _ = connection(
        lambda _: httpx.Response(
            200, json={}, headers={"set-cookie": "__Host-chevet-session=; Max-Age=0; Path=/"}
        )
    )
    made.cookies["__Host-chevet-session"] = "abc"
    made.post("/api/v1/lock", {})
    assert made.cookies == {}


def test_it_says_where_it_comes_from_and_how_long_nobody_touched_it():
    made, seen = connection(lambda _: httpx.Response(204))
    made.idle_seconds = 12
    assert made.post("/api/v1/lock", {}) is None
    assert seen[0].headers["sec-fetch-site"] == "same-origin"
    assert seen[0].headers["chevet-idle"] == "12"
    assert str(seen[0].url) == "http://localhost:8000/api/v1/lock"


def test_a_refusal_is_told_in_the_words_of_the_server():
    document = {"title": "Refusé", "status": 401, "code": "suspended", "detail": "Déverrouillez."}
    made, _ = connection(lambda _: httpx.Response(401, json=document))
    with pytest.raises(Problem) as refused:
        made.get("/api/v1/changes")
    assert (refused.value.status, refused.value.code) == (401, "suspended")
    assert refused.value.detail == "Déverrouillez."


def test_a_refusal_without_words_still_has_its_status():
    made, _ = connection(lambda _: httpx.Response(502, text="<html>"))
    with pytest.raises(Problem) as refused:
        made.get("/api/v1/changes")
    assert refused.value.status == 502
