"""Wounds of the demo home: one that heals, with its pictures; one that does not, of which pictures were refused.

Pictures are drawn, small: an oval on skin beside a ruler. Nothing here is anybody's.
"""

from __future__ import annotations

import hashlib
import io
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from PIL import Image, ImageDraw
from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.areas.documents.bodies import PartBody
from app.areas.documents.commands import Checked, PageDraft, decide_part
from app.areas.documents.models import Document, DocumentPart
from app.areas.documents.rows import Captured, document_row, part_rows
from app.areas.documents.sealing_parts import SealedBytes, seal
from app.areas.wounds import content, keeping, telling_nurses
from app.areas.wounds.keeping import Doing
from app.demo.values import Home, demo_id
from app.gate.audit.record import Doer, record
from app.gate.auth.actor import Actor
from app.ground.database import take_revision
from app.ground.house import House
from transmissions.wounds import Assessment, Consent, Described
from transmissions.wounds.naming import named

SKIN, RED, YELLOW, RULER = (222, 184, 156), (176, 58, 52), (214, 184, 92), (250, 250, 246)
SIZE: Final = (640, 480)
PIXELS: Final = 6
"""In a millimetre of what is drawn."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One assessment, so many days ago."""

    days: int
    said: Assessment
    next_days: int = 7
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One wound, of whom, opened by whom, and what was seen of it."""

    person: str
    days: int
    described: Described
    consent: Consent | None
    seen: tuple[Seen, ...] = ()
    by: str = "nadia"
    has_pictures: bool = False


def _heals(length: int, width: int, depth: int, slough: int) -> Assessment:
    tissue = {"slough": slough, "granulation": 100 - slough} if slough else {"granulation": 100}
    return Assessment(
        length_mm=length,
        width_mm=width,
        depth_mm=depth,
        tissue=tissue,
        exudate="moderate" if slough > 20 else "low",
        edges=("attached",),
        pain=2,
        stage="3",
        care="Nettoyage au sérum physiologique, hydrocellulaire ; matelas à air.",
    )


def _stays(length: int, width: int) -> Assessment:
    return Assessment(
        length_mm=length,
        width_mm=width,
        tissue={"slough": 60, "granulation": 40},
        exudate="high",
        edges=("macerated",),
        pain=3,
        care="Alginate, bande de compression.",
    )


STORIES: Final = (
    Story(
        "glycines-14",
        25,
        Described("sacrum", None, "pressure_ulcer", note="Au retour de l’hôpital."),
        Consent(True, "team", "Sa fille, personne de confiance ; accord du Dr Morel"),
        (
            Seen(24, _heals(42, 30, 8, 60)),
            Seen(17, _heals(38, 28, 6, 40)),
            Seen(10, _heals(33, 25, 5, 20)),
            Seen(3, _heals(28, 21, 3, 0)),
        ),
        has_pictures=True,
    ),
    Story(
        "glycines-9",
        50,
        Described("leg", "left", "venous_ulcer", note="Au-dessus de la malléole interne."),
        Consent(False, "person"),
        (
            Seen(49, _stays(52, 40), 14),
            Seen(35, _stays(50, 40), 14, ("stagnant",)),
            Seen(21, _stays(50, 38), 14, ("stagnant",)),
            Seen(8, _stays(49, 38), 14, ("stagnant",)),
        ),
        by="soraya",
    ),
)


def record_wounds(session: Session, house: House, home: Home, *, now: datetime) -> None:
    """Those of that home, under the revision of the running transaction."""
    persons = {person.key: person.id for person in home.persons}
    staff = {member.key: member for member in home.staff}
    for story in STORIES:
        if story.person in persons and story.by in staff:
            who = staff[story.by]
            actor = Actor(who.id, home.id, who.role, None)
            _tell(session, house, actor, persons[story.person], story, now)


def _tell(
    session: Session,
    house: House,
    actor: Actor,
    person_id: uuid.UUID,
    story: Story,
    now: datetime,
) -> None:
    wound_id = demo_id("wound", story.person)
    said = story.described
    doing = _doing(session, house, actor, person_id, now - timedelta(days=story.days))
    take_revision(session, actor.establishment_id)
    keeping.keep_wound(doing, wound_id)
    keeping.keep_act(doing, wound_id, content.DESCRIBE, content.of_described(said), id=wound_id)
    _trace(doing, "wound.open", wound_id)
    if story.consent is not None:
        answer = demo_id("wound", story.person, "consent")
        keeping.keep_act(
            doing, wound_id, content.CONSENT, content.of_consent(story.consent), id=answer
        )
    for number, seen in enumerate(story.seen):
        _assess(house, doing, wound_id, story, number, now - timedelta(days=seen.days))
    name = named(said.site, said.side, said.kind)
    last = story.seen[-1]
    after = _doing(session, house, actor, person_id, now - timedelta(days=last.days))
    act_id = demo_id("wound", story.person, len(story.seen) - 1)
    telling_nurses.ask_next(after, wound_id, act_id, name, last.next_days)


def _assess(
    house: House, opened: Doing, wound_id: uuid.UUID, story: Story, number: int, at: datetime
) -> None:
    seen = story.seen[number]
    act_id = demo_id("wound", story.person, number)
    doing = _doing(opened.session, house, opened.actor, opened.person_id, at)
    photo = _photograph(house, doing, wound_id, act_id, seen.said) if story.has_pictures else None
    said = content.of_assessment(seen.said, photo=photo, next_days=seen.next_days, told=seen.told)
    keeping.keep_act(doing, wound_id, content.ASSESS, said, id=act_id)
    _trace(doing, "wound.assess", act_id)


def _doing(
    session: Session, house: House, actor: Doer, person_id: uuid.UUID, at: datetime
) -> Doing:
    return Doing(session, house.vault, actor, person_id, at, at, at)


def _trace(doing: Doing, verb: str, subject_id: uuid.UUID) -> None:
    about = {"person_id": doing.person_id, "subject_id": subject_id}
    record(doing.session, verb, at=doing.at, actor=doing.actor, occurred_at=doing.at, **about)


def _photograph(
    house: House, doing: Doing, wound_id: uuid.UUID, act_id: uuid.UUID, said: Assessment
) -> uuid.UUID:
    """A picture of the wound as a document of its own, whole and checked; its id."""
    photo_id = uuid.uuid5(act_id, "photo")
    image = _drawn(said)
    drawn, small = _webp(image), _webp(image.resize((320, 240)))
    legible, thumb = _sealed(house, drawn), _sealed(house, small)
    captured = Captured(
        id=photo_id,
        person_id=doing.person_id,
        kind="wound_photo",
        note=None,
        source="camera",
        wound_id=wound_id,
        captured_at=doing.at,
        occurred_at=doing.at,
        received_at=doing.at,
    )
    assert isinstance(doing.actor, Actor)
    row = document_row(doing.vault, doing.actor, captured, 1)
    told = {"state": "received", "completed_at": doing.at}
    revision = take_revision(doing.session, doing.actor.establishment_id)
    doing.session.execute(insert(Document), [{**row, **told, "revision": revision}])
    (part,) = part_rows(doing.vault, doing.actor, captured, [_part(legible, drawn)])
    doing.session.execute(
        insert(DocumentPart), [{**part, "state": "received", "received_at": doing.at}]
    )
    _trace(doing, "document.capture", photo_id)
    page = PageDraft(legible, thumb, *SIZE, None)
    decide_part(doing.session, house, part["id"], Checked([page]), now=doing.at)
    return photo_id


def _drawn(said: Assessment) -> Image.Image:
    """An oval of that size on skin, its bed in its colours, a ruler below."""
    image = Image.new("RGB", SIZE, SKIN)
    draw = ImageDraw.Draw(image)
    wide, high = (said.length_mm or 0) * PIXELS, (said.width_mm or 0) * PIXELS
    left, top = (SIZE[0] - wide) // 2, 200 - high // 2
    draw.ellipse((left - 12, top - 12, left + wide + 12, top + high + 12), fill=(206, 142, 122))
    draw.ellipse((left, top, left + wide, top + high), fill=RED)
    part = said.tissue.get("slough", 0) / 100
    inside = (int(wide * part / 2), int(high * part / 2))
    middle = (left + wide // 2, top + high // 2)
    box = (
        middle[0] - inside[0],
        middle[1] - inside[1],
        middle[0] + inside[0],
        middle[1] + inside[1],
    )
    draw.ellipse(box, fill=YELLOW)
    draw.rectangle((20, 370, 20 + 100 * PIXELS, 450), fill=RULER)
    for mm in range(101):
        tall = 40 if mm % 10 == 0 else 24 if mm % 5 == 0 else 14
        draw.line((20 + mm * PIXELS, 370, 20 + mm * PIXELS, 370 + tall), fill=(20, 20, 20))
    return image


def _part(sent: SealedBytes, drawn: bytes) -> PartBody:
    return PartBody(
        name=sent.name,
        size=len(sent.data),
        key=sent.key,
        iv=sent.iv,
        plain=hashlib.sha256(drawn).hexdigest(),
        mime="image/webp",
        width=SIZE[0],
        height=SIZE[1],
    )


def _webp(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "WEBP", method=0, quality=60)
    return made.getvalue()


def _sealed(house: House, picture: bytes) -> SealedBytes:
    sealed = seal(picture)
    house.blobs.put(sealed.data)
    return sealed
