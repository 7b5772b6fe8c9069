"""HTTP as the browser does it from our own origin.

Cookies are kept by hand: they are Secure, and no library sends those to http://localhost as browsers do.
"""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any

import httpx

from app.tablet.errors import TabletError

DEVICE_COOKIE = "__Host-chevet-device"
SESSION_COOKIE = "__Host-chevet-session"


class Problem(TabletError):
    """The server's refusal (RFC 9457): `status`, `code`, and `detail` in French."""

    def __init__(self, status: int, document: dict[str, Any]) -> None:
        self.status = status
        self.document = document
        self.code = document.get("code")
        self.detail = document.get("detail") or document.get("title") or ""
        super().__init__(f"{status} {self.code or ''} {self.detail}".strip())


class Connection:
    """One origin, a cookie jar, and how long the screen was left alone (`idle_seconds`)."""

    def __init__(self, origin: str, client: httpx.Client | None = None) -> None:
        self.origin = origin.rstrip("/")
        self.cookies: dict[str, str] = {}
        self.idle_seconds: int | None = None
        self._client = client or httpx.Client(timeout=30)

    def get(self, path: str, *, params: dict[str, str] | None = None) -> Any:
        """The JSON answer of a GET. Raises Problem."""
        return self._json(self.request("GET", path, params=params))

    def post(self, path: str, body: Any) -> Any:
        """The JSON answer of a POST of JSON, None for an empty one. Raises Problem."""
        return self._json(self.request("POST", path, json=body))

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """One exchange with our cookies and the headers a browser would add; the answer as it came."""
        headers = {"Sec-Fetch-Site": "same-origin", **options.pop("headers", {})}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if self.idle_seconds is not None:
            headers["Chevet-Idle"] = str(self.idle_seconds)
        response = self._client.request(method, self.origin + path, headers=headers, **options)
        self._client.cookies.clear()
        self._keep(response)
        return response

    def close(self) -> None:
        self._client.close()

    def _keep(self, response: httpx.Response) -> None:
        for text in response.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(text).items():
                if morsel.value and morsel["max-age"] != "0":
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)

    def _json(self, response: httpx.Response) -> Any:
        if response.status_code >= 400:
            raise Problem(response.status_code, _document(response))
        return response.json() if response.content else None


def _document(response: httpx.Response) -> dict[str, Any]:
    try:
        document = response.json()
    except ValueError:
        document = None
    return document if isinstance(document, dict) else {"title": response.reason_phrase}
