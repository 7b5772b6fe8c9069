"""Paper photographed at the bedside: each page sealed with a key of its own before it is kept, named by its command,
then sent in pieces that go on where the network left them.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.ground.ids import new_id
from app.tablet import base64url
from app.tablet.connection import Problem
from app.tablet.errors import TabletError
from app.tablet.tablet import Tablet

PIECE = 256 * 1024
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Page:
    """A photo or a file as it was taken. `corners` are fractions of it, clockwise from top left."""

    data: bytes
    mime: str = "image/webp"
    width: int | None = None
    height: int | None = None
    corners: Sequence[Sequence[float]] | None = None
    bw: bool = False


def capture(
    tablet: Tablet,
    person: str | uuid.UUID,
    pages: Sequence[Page],
    *,
    kind: str | None = None,
    note: str | None = None,
    source: str = "camera",
    wound: uuid.UUID | None = None,
) -> uuid.UUID:
    """Keeps the pages, sealed, then the command that names them; its id. The network plays no part."""
    id = new_id()
    parts = [_keep(tablet, id, page) for page in pages]
    body = {
        "parts": parts,
        "kind": kind,
        "note": note,
        "taken_at": None,
        "source": source,
        "wound": str(wound) if wound else None,
    }
    return tablet.record("document.capture", person, body, id=id)


def waiting(tablet: Tablet) -> list[str]:
    """The names of the parts that the server does not have yet, in the order they were kept."""
    rows = tablet.storage.connection.execute("SELECT name FROM part ORDER BY rowid")
    return [row[0] for row in rows]


def send_parts(tablet: Tablet, *, piece: int = PIECE, most: int | None = None) -> int:
    """Sends what waits, each part from where the server has it, at most `most` pieces in all; how many parts are
    whole by it. What is whole is forgotten here. Raises TransportError, Problem; nothing is lost by either.
    """
    done, left = 0, most if most is not None else 1 << 30
    for name in waiting(tablet):
        is_whole, left = _send(tablet, name, piece, left)
        if not is_whole:
            break
        tablet.storage.connection.execute("DELETE FROM part WHERE name = ?", (name,))
        done += 1
    return done


def document(tablet: Tablet, id: uuid.UUID) -> dict[str, Any]:
    """A document and its pages, as the server tells them now."""
    answer: dict[str, Any] = tablet.connection.get(f"/api/v1/documents/{id}")
    return answer


def picture(tablet: Tablet, id: uuid.UUID, page: str, which: str = "legible") -> bytes:
    """A picture of one page (WebP)."""
    answer = tablet.connection.request("GET", f"/api/v1/documents/{id}/pages/{page}/{which}")
    if answer.status_code != 200:
        raise Problem(answer.status_code, answer.json())
    return answer.content


def _keep(tablet: Tablet, command: uuid.UUID, page: Page) -> dict[str, Any]:
    """Seals one page and keeps it; how the command names it."""
    key, iv = AESGCM.generate_key(256), os.urandom(12)
    sealed = AESGCM(key).encrypt(iv, page.data, None)
    name = hashlib.sha256(sealed).hexdigest()
    tablet.storage.connection.execute(
        "INSERT INTO part (name, command, sealed) VALUES (?, ?, ?)", (name, str(command), sealed)
    )
    return {
        "name": name,
        "size": len(sealed),
        "key": base64url.encode(key),
        "iv": base64url.encode(iv),
        "plain": hashlib.sha256(page.data).hexdigest(),
        "mime": page.mime,
        "width": page.width,
        "height": page.height,
        "corners": [list(one) for one in page.corners] if page.corners else None,
        "bw": page.bw,
    }


def _send(tablet: Tablet, name: str, piece: int, left: int) -> tuple[bool, int]:
    """One part, from where the server has it: whether it is whole, and how many pieces are left to send."""
    sealed = _sealed(tablet, name)
    offset, is_whole = _standing(tablet, name)
    attempts = 0
    while not is_whole and left > 0:
        answer = _put(tablet, name, offset, sealed[offset : offset + piece], len(sealed))
        left -= 1
        if answer.status_code == 200:
            told = answer.json()
            offset, is_whole = told["offset"], told["complete"]
            continue
        attempts += 1
        if answer.status_code not in (409, 422) or attempts > _ATTEMPTS:
            raise Problem(answer.status_code, answer.json())
        offset = answer.json().get("offset", 0)
    return is_whole, left


def _sealed(tablet: Tablet, name: str) -> bytes:
    row = tablet.storage.connection.execute(
        "SELECT sealed FROM part WHERE name = ?", (name,)
    ).fetchone()
    if row is None:
        raise TabletError("no part of that name is kept here")
    return bytes(row[0])


def _standing(tablet: Tablet, name: str) -> tuple[int, bool]:
    answer = tablet.connection.request("HEAD", f"/api/v1/parts/{name}")
    if answer.status_code == 404:
        return 0, False
    if answer.status_code != 200:
        raise Problem(answer.status_code, {"title": answer.reason_phrase})
    return int(answer.headers["Upload-Offset"]), answer.headers["Upload-Complete"] == "?1"


def _put(tablet: Tablet, name: str, start: int, data: bytes, total: int) -> httpx.Response:
    placed = f"bytes {start}-{start + len(data) - 1}/{total}"
    headers = {"Content-Type": "application/octet-stream", "Content-Range": placed}
    path = f"/api/v1/parts/{name}"
    return tablet.connection.request("PUT", path, content=data, headers=headers)
