"""Copies of a file: asked for once what was flagged has been looked at, made in a job, handed over, gone a week later.

A copy is sealed in memory under a key of its own, which rests under the person's; it lies beside the documents' files,
where no backup takes it: erased with the person, it can be opened nowhere.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons.queries import persons_of
from app.areas.privacy.asking import add_step
from app.areas.privacy.flagging import Flag, flags
from app.areas.privacy.models import AccessCopy, RightsRequest
from app.areas.privacy.reading import Gathered
from app.gate.audit.record import Doer, record
from app.gate.auth import b64
from app.gate.directory.finding import find_to_change
from app.ground.errors import Conflict, Invalid
from app.ground.files import BlobBroken, Blobs, open_blobs
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.portable import KEPT

KEPT_FOR: Final = timedelta(days=7)
AT_HAND: Final = timedelta(minutes=10)
"""For how long whoever hands a copy over may take its file."""

WAYS: Final[Mapping[str, str]] = {
    "in_person": "En main propre",
    "registered": "Par courrier recommandé avec avis de réception",
    "encrypted": "Sur un support chiffré",
    "secure_mail": "Par messagerie sécurisée de santé",
}
MOST_NAME: Final = 160
LIVE: Final = ("asked", "making", "ready")
MASKED: Final = frozenset(("person", "legal_representative"))


def place(house: House) -> Blobs:
    """Where copies lie: beside the files of documents, in no backup and no sweep of theirs."""
    return open_blobs(house.settings.files_url.rstrip("/") + "/copies")


def flagged(session: Session, house: House, gathered: Gathered, home: uuid.UUID) -> list[Flag]:
    """What must be looked at before this file leaves."""
    others = {
        name
        for left in (False, True)
        for one in persons_of(session, house, home, left=left)
        if one.id != gathered.person_id and not one.is_broken
        for name in (one.family_name, one.used_name)
        if name
    }
    mine = gathered.rows["person"][0]["sealed"] or {}
    others -= {mine.get(name) for name in ("family_name", "used_name", "birth_name")}
    return flags(
        gathered.rows,
        {name: one.words for name, one in KEPT.items()},
        sorted(others),
        {name: one.speaks_of for name, one in KEPT.items() if one.third_party},
        MASKED,
    )


def ask_copy(
    session: Session,
    house: House,
    actor: Doer,
    request_id: uuid.UUID,
    *,
    seen: Sequence[str],
    withheld: Sequence[str],
    now: datetime,
) -> AccessCopy:
    """Asks for a copy without what is `withheld`; `seen` is all that was looked at.

    Raises NotFound, Conflict, Invalid.
    """
    request = find_to_change(session, RightsRequest, actor.establishment_id, request_id)
    if request.right not in ("access", "portability"):
        raise Invalid({}, "Cette demande n’appelle pas de copie du dossier.")
    if not request.is_identified:
        raise Conflict("Vérifiez d’abord l’identité de qui demande : rien n’est copié avant.")
    if set(withheld) - set(seen):
        raise Invalid({}, "Ce qui est retiré doit avoir été relu.")
    there = select(AccessCopy.id).where(
        AccessCopy.request_id == request.id, AccessCopy.state.in_(LIVE)
    )
    if session.scalars(there).first() is not None:
        raise Conflict("Une copie est déjà demandée pour cette demande.")
    id = new_id()
    content = {"seen": sorted(seen), "withheld": sorted(withheld)}
    row = AccessCopy(
        id=id,
        establishment_id=request.establishment_id,
        person_id=request.person_id,
        request_id=request.id,
        state="asked",
        asked_at=now,
        asked_by=actor.staff_id,
        withheld=len(withheld),
        sealed=house.vault.seal(request.person_id, "access_copy", id, content),
    )
    session.add(row)
    detail = {"flagged": len(seen), "withheld": len(withheld)}
    _tell(session, "copy.asked", actor, row, now, detail)
    return row


def keep(house: House, row: AccessCopy, data: bytes) -> None:
    """Seals what was made, and keeps it; the row must be written by the caller."""
    key, iv = AESGCM.generate_key(256), os.urandom(12)
    row.name = place(house).put(AESGCM(key).encrypt(iv, data, row.id.bytes))
    row.size = len(data)
    content = house.vault.open(row.person_id, "access_copy", row.id, row.sealed)
    content |= {"key": b64.encode(key), "iv": b64.encode(iv)}
    row.sealed = house.vault.seal(row.person_id, "access_copy", row.id, content)


@dataclass(frozen=True, slots=True)
class Handed:
    """To whom a copy is handed over, and how (`WAYS`)."""

    to: str
    way: str


def hand_over(
    session: Session,
    house: House,
    actor: Doer,
    copy_id: uuid.UUID,
    handed: Handed,
    *,
    is_reflected: bool,
    now: datetime,
) -> AccessCopy:
    """Says that the copy is handed over, once it was seen to open. Raises NotFound, Conflict, Invalid."""
    row = _kept(session, actor, copy_id, now)
    if not is_reflected:
        raise Conflict(
            "Rien n’est remis avant deux jours de réflexion (Code de la santé publique, L1111-7)."
        )
    _check(handed)
    _opened(house, row)
    row.state, row.handed_at, row.handed_by = "handed", now, actor.staff_id
    request = find_to_change(session, RightsRequest, actor.establishment_id, row.request_id)
    text = f"À {handed.to.strip()} : {WAYS[handed.way].lower()}."
    add_step(session, house.vault, actor, request, "handed", text, now)
    _tell(session, "copy.handed", actor, row, now, {"digest": row.digest})
    return row


def take(
    session: Session, house: House, actor: Doer, copy_id: uuid.UUID, *, now: datetime
) -> bytes:
    """The archive, for whoever has just said that they hand it over. Raises NotFound, Conflict."""
    row = _kept(session, actor, copy_id, now)
    is_at_hand = row.handed_at is not None and now - row.handed_at < AT_HAND
    if not is_at_hand or row.handed_by != actor.staff_id:
        raise Conflict("Dites d’abord à qui vous remettez cette copie : le fichier suit.")
    data = _opened(house, row)
    _tell(session, "copy.taken", actor, row, now, {"digest": row.digest})
    return data


def _kept(session: Session, actor: Doer, copy_id: uuid.UUID, now: datetime) -> AccessCopy:
    row = find_to_change(session, AccessCopy, actor.establishment_id, copy_id)
    if row.state not in ("ready", "handed") or row.name is None or (row.expires_at or now) <= now:
        raise Conflict("Cette copie n’est pas prête, ou n’est plus gardée : demandez-en une autre.")
    return row


def _check(handed: Handed) -> None:
    found = {}
    if not handed.to.strip() or len(handed.to) > MOST_NAME:
        found["to"] = "Écrivez à qui la copie est remise."
    if handed.way not in WAYS:
        found["way"] = "Dites comment elle est remise."
    if found:
        raise Invalid(found)


def expire(session: Session, house: House, *, now: datetime) -> int:
    """Lets go of copies that are a week old, and of files that no copy of any home names any more; answers how many.

    The caller acts for every home: whoever sees the copies of one alone would delete those of the others.
    """
    old = session.scalars(
        select(AccessCopy).where(AccessCopy.expires_at <= now, AccessCopy.name.is_not(None))
    ).all()
    for row in old:
        row.state, row.name = "expired", None
    session.flush()
    named = set(session.scalars(select(AccessCopy.name).where(AccessCopy.name.is_not(None))))
    kept = place(house)
    gone = [name for name in kept.names() if name not in named]
    return sum(kept.delete(name, idle_since=now - timedelta(hours=1)) for name in gone)


def _opened(house: House, row: AccessCopy) -> bytes:
    assert row.name is not None
    content = house.vault.open(row.person_id, "access_copy", row.id, row.sealed)
    data = place(house).get(row.name)
    try:
        cipher = AESGCM(b64.decode(content["key"]))
        return cipher.decrypt(b64.decode(content["iv"]), data, row.id.bytes)
    except InvalidTag as error:
        raise BlobBroken(row.name) from error


def _tell(
    session: Session,
    verb: str,
    actor: Doer,
    row: AccessCopy,
    now: datetime,
    detail: Mapping[str, object],
) -> None:
    record(
        session,
        verb,
        at=now,
        actor=actor,
        person_id=row.person_id,
        subject_id=row.id,
        detail=dict(detail),
    )
