"""Around the demo's doors: nobody who comes from elsewhere, or through a proxy, learns that they exist."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import request

from app.ground.errors import NotFound

_PROXIES = ("forwarded", "x-forwarded", "x-real-ip", "via")


def keep_out(host: str) -> None:
    """Raises NotFound unless a browser of this very machine asks for that host."""
    if urlsplit(f"//{request.host}").hostname != host:
        raise NotFound()
    if not ip_address(request.remote_addr or "0.0.0.0").is_loopback:  # noqa: S104
        raise NotFound()
    if any(name.lower().startswith(_PROXIES) for name in request.headers.keys()):  # noqa: SIM118
        raise NotFound()
