"""The server's side of a session: what it answers to a tablet's cookies, whoever carries them."""

from __future__ import annotations

import time

import httpx

from tests.e2e.people import unit
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet


def status_of(home: Server, cookies: dict[str, str]) -> tuple[int, str]:
    """What the server answers to a request for the feed that carries these cookies."""
    url = f"{home.origin}/api/v1/changes"
    answer = httpx.get(url, params={"unit": str(unit("glycines"))}, cookies=cookies)
    return answer.status_code, answer.json().get("code", "")


def cookies_of(tablet: Tablet) -> dict[str, str]:
    assert tablet.context is not None
    return {one["name"]: one["value"] for one in tablet.context.cookies()}  # type: ignore[typeddict-item]


def wait_for_suspension(home: Server, cookies: dict[str, str]) -> None:
    """The page tells the server at once; the answer may take a moment."""
    deadline = time.monotonic() + 30
    while (answer := status_of(home, cookies)) != (401, "suspended"):
        assert time.monotonic() < deadline, answer
        time.sleep(0.05)
