"""The portal's own built files: nothing of what the professionals' pages are made of is served here."""

from __future__ import annotations

from flask import Response

from app import front
from app.ground.errors import NotFound
from app.portal.access import opens
from app.portal.views.blueprint import blueprint

_ENTRIES = ("portal.js", "portal.css")
_ICONS = ("chevet.svg", "apple-touch.png")
_FOR_EVER = "public, max-age=31536000, immutable"


def asset(name: str) -> str:
    """The address of a built file of the portal, by its plain name."""
    assert name in _ENTRIES, name
    return front.asset(name)


@opens(blueprint, "/assets/<name>", "anybody")
def built_file(name: str) -> Response:
    entries = front.built()["entries"]
    if name not in {entries.get(one) for one in _ENTRIES}:
        raise NotFound()
    return front.send("dist", name, cache=_FOR_EVER)


@opens(blueprint, "/icons/<name>", "anybody")
def icon(name: str) -> Response:
    if name not in _ICONS:
        raise NotFound()
    return front.send("icons", name, cache="public, max-age=86400")


@opens(blueprint, "/robots.txt", "anybody")
def robots() -> Response:
    return Response("User-agent: *\nDisallow: /\n", mimetype="text/plain")
