"""Everything that the portal shows one visitor, found by following its links: two addresses of each kind are enough."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.portal.access import ACCESS

FAMILY = "http://famille.localhost:8000"
EACH = 2
_LINK = re.compile(r'<a\b[^>]*href="(/[^"#]*)"')
_PAGES = "text/html"
_NO_PAGE = "portal.picture"


def crawl(portal: Flask, client: FlaskClient, start: str = "/") -> dict[str, list[str]]:
    """The pages that links lead to from `start`, by endpoint. Fails on a link that leads nowhere."""
    adapter = portal.url_map.bind("famille.localhost")
    waiting, known, visits = [start], {start}, Counter[str]()
    found: dict[str, list[str]] = {}
    while waiting:
        path = waiting.pop(0)
        endpoint, _ = adapter.match(path.partition("?")[0])
        if visits[endpoint] == EACH or endpoint == _NO_PAGE:
            continue
        visits[endpoint] += 1
        page = _page(client, path)
        found.setdefault(endpoint, []).append(page)
        links = [one.replace("&amp;", "&") for one in _LINK.findall(page)]
        waiting += [one for one in dict.fromkeys(links) if one not in known]
        known.update(links)
    return found


def shows(portal: Flask, audience: Callable[[str], bool]) -> set[str]:
    """The endpoints of the portal that show something to these audiences at an address without arguments."""
    return {
        rule.endpoint
        for rule in portal.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and audience(ACCESS[rule.endpoint])
    }


def _page(client: FlaskClient, path: str) -> str:
    answer: Any = client.get(path, base_url=FAMILY, follow_redirects=True)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.text) if answer.mimetype == _PAGES else ""
