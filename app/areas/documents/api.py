"""/api/v1/parts/<name>: the sealed parts of documents, as a device sends them.

HEAD says how much of it this device has sent, PUT adds the next piece. Whoever is signed in, or nobody: a part is
ciphertext under its own hash, and the command that names it has its own proof.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, json, request
from pydantic import BaseModel

from app.areas.documents import uploads
from app.areas.documents.bodies import LARGEST_PART, SMALLEST_PART
from app.areas.documents.uploads import Piece, Standing
from app.gate.auth import bodies
from app.gate.auth.access import MIB, Access, declare
from app.gate.auth.actors import require_device
from app.gate.auth.presence import SeenDevice
from app.gate.sync import pace
from app.gate.sync.answers import json_answer
from app.ground import clock, tenancy
from app.ground.errors import ChevetError, NotFound
from app.ground.files import WrongOffset, is_name
from app.ground.house import current_house

LARGEST_PIECE = MIB
_RANGE = re.compile(r"bytes ([0-9]{1,12})-([0-9]{1,12})/([0-9]{1,12})", re.ASCII)
blueprint = Blueprint("parts", __name__, url_prefix="/api/v1/parts")


class Taken(BaseModel):
    """How much of the part is here; `complete` once all is, and has the hash that is its name."""

    offset: int
    size: int
    complete: bool


class PartTooLarge(ChevetError):
    """A part is larger than any that a command may name."""

    status = 413
    code = "too_large"


@blueprint.route("/<name>", methods=["HEAD"])
def held(name: str) -> Response:
    """How much of the part this device has sent. 404 when it sent none of it, whoever else did."""
    device = _device()
    found = uploads.standing(current_house(), device, _checked(name), now=clock.now())
    if found is None:
        raise NotFound()
    response = Response(status=200)
    response.headers["Upload-Offset"] = str(found.offset)
    response.headers["Upload-Length"] = str(found.size)
    response.headers["Upload-Complete"] = "?1" if found.is_complete else "?0"
    return response


@blueprint.put("/<name>")
def take(name: str) -> Response:
    """Adds the piece that `Content-Range` places. 409 says where the next piece begins."""
    device = _device()
    piece = _piece()
    try:
        found = uploads.take(current_house(), device, _checked(name), piece, now=clock.now())
    except WrongOffset as wrong:
        return _elsewhere(wrong.offset)
    return json_answer(_told(found))


def _device() -> SeenDevice:
    device = require_device(allow_revoked=True)
    pace.keep("parts", device.id)
    tenancy.set_establishment(device.establishment_id)
    return device


def _checked(name: str) -> str:
    """The name of a blob, and of nothing else on a disk. Raises NotFound."""
    if not is_name(name):
        raise NotFound()
    return name


def _piece() -> Piece:
    """Raises Unreadable, NotJson (another format) or PartTooLarge, before anything is kept."""
    if request.mimetype != "application/octet-stream":
        raise bodies.NotJson("Des octets sont attendus.", code="not_octets")
    found = _RANGE.fullmatch(request.headers.get("Content-Range", ""))
    if found is None:
        raise bodies.Unreadable("L’en-tête Content-Range manque ou ne se lit pas.")
    first, last, total = (int(text) for text in found.groups())
    if total > LARGEST_PART:
        raise PartTooLarge("Ce fichier dépasse 12 Mo : il ne peut pas être joint au dossier.")
    data = request.get_data(cache=False)
    if total < SMALLEST_PART or not first <= last < total or len(data) != last - first + 1:
        raise bodies.Unreadable("Ce morceau n’a pas la longueur qu’annonce Content-Range.")
    return Piece(first, total, data)


def _told(found: Standing) -> dict[str, Any]:
    return {"offset": found.offset, "size": found.size, "complete": found.is_complete}


def _elsewhere(offset: int) -> Response:
    problem = {
        "type": "urn:chevet:problem:wrong_offset",
        "title": "Morceau inattendu",
        "status": 409,
        "code": "wrong_offset",
        "detail": "Le serveur attend la suite à un autre endroit.",
        "offset": offset,
    }
    return Response(json.dumps(problem), 409, mimetype="application/problem+json")


declare(
    "parts.held", Access.device(allow_revoked=True), summary="Ce qui est déjà envoyé d’un morceau"
)
declare(
    "parts.take",
    Access.device(allow_revoked=True),
    body_limit=LARGEST_PIECE,
    answers=Taken,
    summary="Envoyer un morceau scellé d’un document, à la suite",
)
