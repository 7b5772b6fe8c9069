"""The job that makes a copy: the file less what was withheld, a PDF, pages as pictures, who opened it; its progress."""

from __future__ import annotations

import io
import json
import uuid
from datetime import datetime, timedelta
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from PIL import Image
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.areas.oversight.queries import openings_of_person
from app.areas.privacy.copies import KEPT_FOR, flagged, keep
from app.areas.privacy.drawing import drawn
from app.areas.privacy.models import AccessCopy
from app.areas.privacy.packing import Step, packed
from app.areas.privacy.reading import Gathered, gather
from app.areas.privacy.telling import person_name
from app.areas.privacy.withholding import without
from app.gate.audit.record import record
from app.gate.auth import b64
from app.ground.files import BlobBroken, BlobMissing
from app.ground.house import House
from app.ground.logs import logger
from app.ground.tenancy import acting_for_every

AGAIN: Final = timedelta(minutes=20)
"""A copy that began so long ago and is not there was cut short: it is made again."""

_EVERY: Final = 4
"""Hundredths between two things told of a job's progress."""

_log = logger(__name__)
_WRITTEN: Final = ("name", "size", "sealed", "digest", "withheld")


def waiting(session: Session, *, now: datetime) -> list[uuid.UUID]:
    """The copies that are asked for, or that were cut short while being made."""
    cut = (AccessCopy.state == "making") & (AccessCopy.begun_at < now - AGAIN)
    return list(session.scalars(select(AccessCopy.id).where((AccessCopy.state == "asked") | cut)))


def make_copy(house: House, copy_id: uuid.UUID, *, now: datetime) -> str:
    """Makes one copy, and answers its state. What was written since the review and is flagged stops it: `stale`."""
    with acting_for_every():
        with house.database.write() as session:
            asked = select(AccessCopy).where(AccessCopy.id == copy_id).with_for_update()
            row = session.scalars(asked).one_or_none()
            if row is None or row.state not in ("asked", "making"):
                return row.state if row else "gone"
            row.state, row.begun_at = "making", now
        try:
            return _made(house, row, now)
        except Exception as error:
            _log.error("copy.failed", exc_info=error)
            row.name = None
            return _end(house, row, "failed")


def _made(house: House, row: AccessCopy, now: datetime) -> str:
    content = house.vault.open(row.person_id, "access_copy", row.id, row.sealed)
    with house.database.read() as session:
        gathered = gather(session, house.vault, row.establishment_id, row.person_id)
        found = flagged(session, house, gathered, row.establishment_id)
        opened = _openings(session, house, row)
    if {one.key for one in found} - set(content["seen"]):
        return _end(house, row, "stale")
    given, gone = without(gathered, content["withheld"])
    told = _Told(house, row)
    title = f"Dossier de {person_name(given)}"
    beside = {
        "LISEZ-MOI.txt": _READ_ME.encode(),
        "dossier.pdf": drawn(given, title, _notes(gone), told.over(0, 60)),
        "acces.json": json.dumps(opened, ensure_ascii=False, indent=1).encode(),
        **_pages(house, given, told.over(60, 90)),
    }
    data, manifest = packed(
        house.blobs, given, beside=beside, withheld=gone, step=told.over(90, 100)
    )
    keep(house, row, data)
    row.digest, row.withheld = manifest["empreinte"], gone
    return _end(house, row, "ready", made_at=now, expires_at=now + KEPT_FOR)


def _pages(house: House, gathered: Gathered, step: Step) -> dict[str, bytes]:
    """The pages of documents as anybody's computer shows them. The manifest tells which files are missing."""
    made = {}
    rows = gathered.rows["document_page"]
    for done, row in enumerate(rows):
        step(done, len(rows))
        sealed = (row["sealed"] or {}).get("legible") or {}
        try:
            cipher = AESGCM(b64.decode(sealed["key"]))
            page = cipher.decrypt(b64.decode(sealed["iv"]), house.blobs.get(row["legible"]), None)
            name = f"{row['document_id']}/{row['no']:03}-{row['part_id'][-6:]}"
            made[f"pages/{name}.jpg"] = _jpeg(page)
        except (BlobMissing, BlobBroken, InvalidTag, KeyError, ValueError):
            continue
    return made


def _jpeg(page: bytes) -> bytes:
    with Image.open(io.BytesIO(page), formats=("WEBP",)) as found:
        written = io.BytesIO()
        found.convert("RGB").save(written, "JPEG", quality=85)
    return written.getvalue()


def _openings(session: Session, house: House, row: AccessCopy) -> list[dict[str, Any]]:
    """Who opened the file, newest first."""
    return [
        {
            "jour": one.on.isoformat(),
            "qui": one.name,
            "role": one.role,
            "quoi": list(one.parts),
            "motif": one.reason,
        }
        for one in openings_of_person(session, house, row.establishment_id, row.person_id)
    ]


class _Told:
    """Tells how far the job is, in hundredths; a write for each page would be slower than the page."""

    def __init__(self, house: House, row: AccessCopy) -> None:
        self.house, self.id, self.last = house, row.id, 0

    def over(self, start: int, end: int) -> Step:
        """What hears of a piece of the work, which goes from one hundredth to another."""

        def step(done: int, of: int) -> None:
            self._say(start + (end - start) * done // max(of, 1))

        return step

    def _say(self, hundredths: int) -> None:
        if hundredths < self.last + _EVERY:
            return
        self.last = hundredths
        told = update(AccessCopy).where(AccessCopy.id == self.id)
        with self.house.database.write() as session:
            session.execute(told.values(done=hundredths, steps=100))


def _end(house: House, row: AccessCopy, state: str, **more: Any) -> str:
    """Writes how it ended, unless the copy went with its person meanwhile."""
    values = {**{name: getattr(row, name) for name in _WRITTEN}, **more, "state": state}
    with house.database.write() as session:
        there = session.get(AccessCopy, row.id)
        if there is None:
            return "gone"
        for name, value in values.items():
            setattr(there, name, value)
        if state == "ready":
            record(
                session,
                "copy.made",
                at=more["made_at"],
                establishment_id=row.establishment_id,
                person_id=row.person_id,
                subject_id=row.id,
                detail={"digest": row.digest, "withheld": row.withheld},
            )
    return state


def _notes(gone: int) -> list[str]:
    notes = ["Tout ce que l’établissement garde à votre sujet, à ce jour."]
    if gone:
        notes.append(
            f"{gone} élément(s) n’y sont pas : ils parlent d’autres personnes (RGPD, article 15.4). "
            "Vous pouvez demander pourquoi, et saisir la CNIL."
        )
    return notes


_READ_ME: Final = """Votre dossier

dossier.pdf : tout ce qui a été écrit, par sujet. C’est le fichier à lire.
pages/ : les pages de vos documents, en images.
acces.json : qui a ouvert votre dossier, et quand.
donnees/ et fichiers/ : les mêmes informations pour un ordinateur. Un autre établissement
qui utilise Chevet peut les reprendre telles quelles.
manifeste.json : la liste de tout, avec une empreinte par fichier. Si un fichier change,
son empreinte n’est plus la même.

Ces fichiers parlent de votre santé. Gardez-les en lieu sûr.
"""
