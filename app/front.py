"""What is built once and the same for everybody: assets, worker, manifest, icons, and the bedside's empty shell."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, render_template, request, send_file, url_for

from app.gate.auth.access import Access, declare
from app.ground.errors import NotFound
from app.headers import WITH_CAMERA

_FRONT = Path(__file__).parents[1] / "pwa"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
SHARED = 64 * 2**20
"""As large as a body that is not read may be before it is turned away."""
_HASHED = re.compile(r"-[A-Z0-9]{8}\.")
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".wasm": "application/wasm",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
}

blueprint = Blueprint("front", __name__)


def register(app: Flask) -> None:
    """Adds the routes, and what templates ask: `asset('main.js')`, `preload('main.js')`, `front_version()`."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(asset=asset, preload=preload, front_version=front_version)
    app.config["FRONT_VERSION"] = front_version


def built() -> dict[str, Any]:
    """What the last build wrote in dist/manifest.json."""
    path = _FRONT / "dist" / "manifest.json"
    return _read(path, path.stat().st_mtime_ns) if path.exists() else {"entries": {}, "preload": {}}


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return made


def asset(name: str) -> str:
    """The address of a built file, by its plain name."""
    return f"/assets/{built()['entries'].get(name, name)}"


def preload(name: str) -> list[str]:
    """The addresses of the chunks that a script imports at once."""
    return [f"/assets/{chunk}" for chunk in built()["preload"].get(name, [])]


def front_version() -> str:
    """Changes whenever anything a browser may keep changes."""
    return str(built().get("version", "0"))


def send(folder: str, name: str, *, cache: str) -> Response:
    """A file, in the smallest form the browser takes among those that exist."""
    path = _FRONT / folder / name
    kind = _TYPES.get(path.suffix)
    if not _NAME.fullmatch(name) or kind is None or not path.is_file():
        raise NotFound()
    for encoding, suffix in (("br", ".br"), ("gzip", ".gz")):
        small = path.with_name(name + suffix)
        if request.accept_encodings[encoding] and small.is_file():
            response = send_file(small, mimetype=kind, conditional=True)
            response.headers["Content-Encoding"] = encoding
            break
    else:
        response = send_file(path, mimetype=kind, conditional=True)
    response.headers["Cache-Control"] = cache
    response.vary.add("Accept-Encoding")
    return response


@blueprint.get("/assets/<name>")
def assets(name: str) -> Response:
    immutable = "public, max-age=31536000, immutable" if _HASHED.search(name) else "no-cache"
    return send("dist", name, cache=immutable)


@blueprint.get("/icons/<name>")
def icons(name: str) -> Response:
    return send("icons", name, cache="public, max-age=86400")


@blueprint.get("/worker.js")
def worker() -> Response:
    response = send("dist", "worker.js", cache="no-cache")
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    return send(".", "manifest.webmanifest", cache="no-cache")


@blueprint.get("/")
@blueprint.get("/personnes", endpoint="persons")
@blueprint.get("/personnes/<path:rest>", endpoint="person")
@blueprint.get("/transmissions", endpoint="transmissions")
@blueprint.get("/transmission", endpoint="transmission")
@blueprint.get("/a-faire", endpoint="todo")
@blueprint.get("/tour", endpoint="round")
@blueprint.get("/tour/<path:rest>", endpoint="round_page")
@blueprint.get("/tournee", endpoint="giving")
@blueprint.get("/a-revoir", endpoint="review")
@blueprint.get("/partager", endpoint="share")
def bedside(rest: str = "") -> Response:
    """The same page for every bedside address: it holds no data, so that the worker may keep it."""
    response = Response(render_template("bedside/shell.html"), mimetype="text/html")
    response.headers["Permissions-Policy"] = WITH_CAMERA
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.post("/partager")
def shared() -> Response:
    """The worker catches what another app shares. Where there is none, nothing of it is read, and the page says so."""
    return Response(status=303, headers={"Location": url_for("front.share")})


declare("front.shared", Access.public(), body_limit=SHARED)
for _view in ("assets", "icons", "worker", "manifest"):
    declare(f"front.{_view}", Access.public())
for _view in (
    *("bedside", "persons", "person", "transmissions", "transmission"),
    *("todo", "review", "round", "round_page", "giving", "share"),
):
    declare(f"front.{_view}", Access.public())
