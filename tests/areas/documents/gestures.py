"""What tablets of Les Tilleuls photograph and send, and what tables and tablets then hold."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from threading import Barrier
from typing import Any

from sqlalchemy import select

from app.areas.documents.commands import Checked, PageDraft, decide_part
from app.areas.documents.models import Document, DocumentPage, DocumentPart
from app.areas.documents.sealing_parts import SealedBytes, seal
from app.gate.auth.cookies import SESSION_COOKIE
from app.ground import clock
from app.ground.house import House
from app.ground.tenancy import acting_for_every
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW, Tablet


@dataclass
class Photo:
    """One picture, and the part that a tablet makes of it."""

    plain: bytes

    @cached_property
    def sealed(self) -> SealedBytes:
        return seal(self.plain)

    @property
    def name(self) -> str:
        return self.sealed.name

    @property
    def data(self) -> bytes:
        """The ciphertext, as it is sent."""
        return self.sealed.data

    def part(self, **more: Any) -> Json:
        """How a command names it."""
        return {
            "name": self.name,
            "size": len(self.data),
            "key": self.sealed.key,
            "iv": self.sealed.iv,
            "plain": hashlib.sha256(self.plain).hexdigest(),
            "mime": "image/webp",
            "width": 1700,
            "height": 2400,
            "corners": [[0.02, 0.03], [0.97, 0.02], [0.99, 0.98], [0, 1]],
            "bw": False,
            **more,
        }


def photos(count: int, size: int = 400) -> list[Photo]:
    """Pictures that are all different."""
    return [Photo(uuid.uuid4().bytes * (size // 16)) for _ in range(count)]


def capture(pages: Sequence[Photo], **more: Any) -> Json:
    """The body of `document.capture`."""
    told: Json = {"parts": [page.part() for page in pages], "source": "camera"}
    return {**told, "kind": None, "note": None, "taken_at": None, "wound": None, **more}


def sent(exchange: Exchange, unlock: Unlock, body: Json, **options: Any) -> tuple[str, Json]:
    """Sends a capture about Mme Lenoir; its id, and the answer."""
    person = options.pop("person", exchange.home.persons["Lenoir"])
    options.setdefault("at", NOW)
    type_ = options.pop("type", "document.capture")
    claims = unlock.claims(type_, person, body, **options)
    return claims["id"], exchange.one(unlock.tablet, unlock.seal(claims))


def captured(exchange: Exchange, unlock: Unlock, body: Json, **options: Any) -> str:
    """The same, which must be applied."""
    id_, answer = sent(exchange, unlock, body, **options)
    assert answer["outcome"] == "applied", answer
    return id_


def withdrawn(
    exchange: Exchange, unlock: Unlock, id: str, why: str | None = None, **options: Any
) -> Json:
    """Sends a withdrawal; the answer."""
    body = {"document": id, "why": why}
    return sent(exchange, unlock, body, type="document.withdraw", **options)[1]


def put(
    exchange: Exchange,
    tablet: Tablet,
    photo: Photo,
    start: int = 0,
    end: int | None = None,
    **headers: str,
) -> Any:
    """The raw answer to a PUT of a piece: all of it by default."""
    total = len(photo.data)
    data = photo.data[start : total if end is None else end]
    told = {"Content-Range": f"bytes {start}-{start + len(data) - 1}/{total}", **headers}
    with exchange.client(tablet) as client:
        return client.put(
            f"/api/v1/parts/{photo.name}",
            data=data,
            content_type="application/octet-stream",
            headers=told,
        )


def head(exchange: Exchange, tablet: Tablet, name: str) -> tuple[int, int | None, str | None]:
    """Status, offset and whether it is complete."""
    with exchange.client(tablet) as client:
        answer = client.head(f"/api/v1/parts/{name}")
    offset = answer.headers.get("Upload-Offset")
    return (
        answer.status_code,
        int(offset) if offset else None,
        answer.headers.get("Upload-Complete"),
    )


def asked(exchange: Exchange, unlock: Unlock, path: str) -> Any:
    """The raw answer to a GET by whoever unlocked the tablet."""
    with exchange.client(unlock.tablet) as client:
        client.set_cookie(SESSION_COOKIE, unlock.cookie, domain="localhost", secure=True)
        return client.get(path)


def document(exchange: Exchange, id: str) -> Document:
    with exchange.house.database.read() as session:
        found = session.get(Document, uuid.UUID(id))
    assert found is not None
    return found


def parts(house: House, id: str) -> list[DocumentPart]:
    """The parts of a document, in order."""
    query = select(DocumentPart).where(DocumentPart.document_id == uuid.UUID(id))
    with house.database.read() as session:
        return list(session.scalars(query.order_by(DocumentPart.no)))


def pages(house: House, id: str) -> list[DocumentPage]:
    query = select(DocumentPage).where(DocumentPage.document_id == uuid.UUID(id))
    with house.database.read() as session:
        return list(session.scalars(query.order_by(DocumentPage.no)))


def decided(house: House, part: DocumentPart, count: int = 1, verdict: Any = None) -> bool:
    """The check of a part ends: with `count` pages, unless told otherwise."""
    drafts = []
    for no in range(1, count + 1):
        legible, thumb = seal(f"page {no} de {part.no}".encode()), seal(f"petite {no}".encode())
        for one in (legible, thumb):
            house.blobs.put(one.data)
        drafts.append(PageDraft(legible, thumb, 1414, 2000, f"Doliprane, page {no}"))
    with house.database.write() as session:
        return decide_part(
            session, house, part.id, verdict or Checked(drafts, "clean"), now=clock.now()
        )


def rows(answer: Json) -> list[Json]:
    """The documents in an answer of the feed."""
    found: list[Json] = answer.get("rows", {}).get("document", [])
    return found


def at_once(*gestures: Callable[[], Any]) -> list[Any]:
    """Each in a thread of its own, all let go together."""
    start = Barrier(len(gestures))

    def run(gesture: Callable[[], Any]) -> Any:
        with acting_for_every():
            start.wait()
            return gesture()

    with ThreadPoolExecutor(len(gestures)) as pool:
        return list(pool.map(run, gestures))
