"""A browser at a desk, as far as the server can tell."""

from __future__ import annotations

import time
from dataclasses import dataclass

import httpx


@dataclass
class Desk:
    """A browser at a desk. It sends every cookie it was given: on localhost, browsers do so for secure ones too."""

    client: httpx.Client
    cookies: dict[str, str]

    def ask(self, method: str, path: str, data: dict[str, str] | None = None) -> tuple[float, str]:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": kept}
        started = time.perf_counter()
        answer = self.client.request(method, path, data=data, headers=headers)
        spent = (time.perf_counter() - started) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"the server answered {answer.status_code} to {method} {path[-30:]}")
        for set_cookie in answer.headers.get_list("set-cookie"):
            name, _, value = set_cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return spent, answer.text
