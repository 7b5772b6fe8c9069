"""The papers of the demo home, from `papers.txt`: some to be filed, some filed, one in the wrong file, one replaced.

Each is drawn small and sealed as a tablet's would be; what is on it is what OCR would have read.
"""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, Final
from zoneinfo import ZoneInfo

from PIL import Image
from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.areas.documents.bodies import PartBody
from app.areas.documents.commands import Checked, PageDraft, decide_part
from app.areas.documents.filing import Filing, file_document
from app.areas.documents.models import Document, DocumentPart
from app.areas.documents.rows import Captured, document_row, part_rows
from app.areas.documents.sealing_parts import SealedBytes, seal
from app.demo.paper import letter
from app.demo.snapshots import SCENES
from app.demo.values import Home, Person, demo_id
from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.ground.database import take_revision
from app.ground.house import House
from app.ground.pages.words import day

_LARGE, _SMALL = 21.0, 15.0
_THUMB: Final = 320
_MINUTES: Final = 40


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as it is told: of whom, by whom, how long ago, filed as what or not, and its lines."""

    person: str
    author: str
    days: int
    kind: str | None
    title: str | None
    holds: int | None
    lines: tuple[str, ...]


@cache
def papers() -> tuple[Paper, ...]:
    """Every paper of the file, in its order."""
    told = files("app.demo").joinpath("papers.txt").read_text(encoding="utf-8")
    return tuple(_read(block) for block in told.split("\n== ")[1:])


def _read(block: str) -> Paper:
    head, *lines = block.strip().splitlines()
    person, author, days, kind, title, holds = (one.strip() for one in f"{head} ".split("|"))
    return Paper(
        person=person,
        author=author,
        days=int(days),
        kind=None if kind == "-" else kind,
        title=title or None,
        holds=int(holds) if holds else None,
        lines=tuple(lines),
    )


def keep_papers(session: Session, house: House, home: Home, *, now: datetime) -> None:
    """The papers of that home, under the revision of the running transaction."""
    persons = {person.key: person for person in home.persons}
    staff = {member.key: member for member in home.staff}
    filed: dict[tuple[str, str | None], uuid.UUID] = {}
    for number, paper in enumerate(papers()):
        if paper.person not in persons or paper.author not in staff:
            continue
        who = staff[paper.author]
        actor = Actor(who.id, home.id, who.role, None)
        at = now - timedelta(days=paper.days, minutes=_MINUTES + 7 * number)
        on = at.astimezone(ZoneInfo(home.timezone)).date()
        lines = [_agreed(line, persons, paper.person, on) for line in paper.lines]
        id = demo_id("paper", number)
        captured = _captured(id, persons[paper.person].id, at)
        text = "\n".join(line.removeprefix("# ") for line in lines)
        _keep(session, house, actor, captured, _drawn(lines), text)
        if paper.kind is not None:
            said = Filing(
                paper.kind,
                paper.title,
                on,
                on + timedelta(days=paper.holds) if paper.holds else None,
                filed.get((paper.person, paper.kind)),
            )
            file_document(session, house, actor, id, said, now=at + timedelta(minutes=9))
            filed[paper.person, paper.kind] = id


def keep_photo(
    session: Session, house: House, actor: Actor, person_id: uuid.UUID, scene: str, at: datetime
) -> uuid.UUID:
    """A photo of somebody's life, filed; returns its document."""
    id, taken_on = demo_id("photo", person_id, scene), at.date()
    image = SCENES[scene]()
    _keep(session, house, actor, _captured(id, person_id, at), image, "")
    said = Filing("autre", "Photo", taken_on, None, None)
    file_document(session, house, actor, id, said, now=at + timedelta(minutes=5))
    return id


def shared_papers(person: str, kinds: Collection[str]) -> dict[str, uuid.UUID]:
    """The paper in force of each of these kinds of that person, by kind."""
    told = enumerate(papers())
    return {
        one.kind: demo_id("paper", number)
        for number, one in told
        if one.person == person and one.kind is not None and one.kind in kinds
    }


def _captured(id: uuid.UUID, person_id: uuid.UUID, at: datetime) -> Captured:
    return Captured(
        id=id,
        person_id=person_id,
        kind=None,
        note=None,
        source="camera",
        wound_id=None,
        captured_at=at,
        occurred_at=at,
        received_at=at,
    )


def _drawn(lines: list[str]) -> Image.Image:
    sized = [(line.removeprefix("# "), _LARGE if line[:2] == "# " else _SMALL) for line in lines]
    return letter(sized).convert("L")


def _keep(
    session: Session,
    house: House,
    actor: Actor,
    captured: Captured,
    image: Image.Image,
    text: str,
) -> None:
    """The document with its one part, whole and checked."""
    small = image.resize((image.width * _THUMB // image.height, _THUMB))
    drawn = _webp(image)
    legible, thumb = (_sealed(house, one) for one in (drawn, _webp(small)))
    told = {"state": "received", "completed_at": captured.received_at}
    row = {**document_row(house.vault, actor, captured, 1), **told}
    revision = take_revision(session, actor.establishment_id)
    session.execute(insert(Document), [{**row, "revision": revision}])
    (part,) = part_rows(house.vault, actor, captured, [_part(legible, drawn, image)])
    session.execute(
        insert(DocumentPart), [{**part, "state": "received", "received_at": captured.received_at}]
    )
    about = {"person_id": captured.person_id, "subject_id": captured.id}
    record(session, "document.capture", at=captured.received_at, actor=actor, **about)
    page = PageDraft(legible, thumb, *image.size, text)
    decide_part(session, house, part["id"], Checked([page]), now=captured.received_at)


def _part(sent: SealedBytes, drawn: bytes, image: Image.Image) -> PartBody:
    return PartBody(
        name=sent.name,
        size=len(sent.data),
        key=sent.key,
        iv=sent.iv,
        plain=hashlib.sha256(drawn).hexdigest(),
        mime="image/webp",
        width=image.width,
        height=image.height,
    )


def _webp(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "WEBP", method=0, quality=60)
    return made.getvalue()


def _sealed(house: House, picture: bytes) -> SealedBytes:
    sealed = seal(picture)
    house.blobs.put(sealed.data)
    return sealed


def _agreed(line: str, persons: dict[str, Person], key: str, on: date) -> str:
    """The words of the line, about that person, that day."""
    person = persons[key]
    about: dict[str, Any] = _about(person) | {"le": day(on)}
    neighbour = persons.get(f"{person.unit}-{int(key.rpartition('-')[2]) + 1}", person)
    other = _about(neighbour)
    return line.format(**about, autre="{Mme} {nom}, {né}".format(**other))


def _about(person: Person) -> dict[str, str]:
    is_woman = person.sex == "F"
    return {
        "Mme": "Mme" if is_woman else "M.",
        "nom": f"{person.given_name} {person.used_name or person.family_name}",
        "né": f"né{'e' if is_woman else ''} le {day(person.born_on)}",
        "e": "e" if is_woman else "",
    }
