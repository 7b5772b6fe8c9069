"""Whose word is taken on where a request comes from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app import create_app
from app.gate.auth.actors import current_address
from app.ground.house import House

ADDRESS = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}


@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "198.51.100.7")])
def test_only_the_proxies_that_are_ours_are_believed(
    house: House, proxies: int, address: str
) -> None:
    house.settings = replace(house.settings, proxies=proxies)
    app = create_app(house)
    seen = []
    app.before_request_funcs[None].insert(0, lambda: seen.append(current_address()))
    app.test_client().get("/healthz", headers=ADDRESS)
    assert seen == [address]
