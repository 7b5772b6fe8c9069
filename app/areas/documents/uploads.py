"""Parts on their way: what one device has sent of each, piece by piece, within what a device may send in a day.

A part that no command has named yet is taken in and kept: its command may wait in quarantine. Whether the server has a
part is told to the device that sent it and to no other. What came so far lies with the blobs (`Blobs.arrival`), so that
a row that says less, or more, than the disk never decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.areas.documents import arriving, measure
from app.areas.documents.models import Document, DocumentPart, Upload
from app.gate.auth.presence import SeenDevice
from app.gate.sync.models import Command, Quarantine
from app.ground.database import take_revision
from app.ground.errors import ChevetError, SignInNeeded
from app.ground.files import WrongContent, WrongOffset
from app.ground.house import House

KEPT: Final = timedelta(days=30)
"""How long a part is kept that no command names, once nothing of its device waits for a decision."""


class HashDiffers(ChevetError):
    """What came is not what its name says: it was dropped, and starts again."""

    status = 422
    code = "hash_differs"


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes from `start` on, of a part that has `total`."""

    start: int
    total: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of a part is here, of how much, and whether it is whole and has its hash."""

    offset: int
    size: int
    is_complete: bool


def standing(house: House, device: SeenDevice, name: str, *, now: datetime) -> Standing | None:
    """What this device has sent under that name; None when it never sent any of it, or it was dropped.

    Raises SignInNeeded for a revoked device of whom nothing of that name is awaited.
    """
    with house.database.read() as session:
        _check_standing(session, device, name)
        known = _known(session, device, name)
    if known is None:
        return None
    if known.completed_at is not None and house.blobs.exists(name):
        return Standing(known.size, known.size, True)
    held = house.blobs.arrival(device.id, name).held
    if held < known.size:
        return Standing(held, known.size, False)
    try:
        _finish(house, device, name, known.size, now=now)  # all came, and nobody could say so
    except HashDiffers:
        return None
    return Standing(known.size, known.size, True)


def take(house: House, device: SeenDevice, name: str, piece: Piece, *, now: datetime) -> Standing:
    """Adds one piece, and completes the part with the last one; what is complete already is left as it is.

    Raises WrongOffset (the right one inside), HashDiffers, TooMuch, NoRoom, and SignInNeeded as `standing` does.
    """
    with house.database.read() as session:
        _check_standing(session, device, name)
        known = _known(session, device, name)
    if known is not None and known.completed_at is not None and house.blobs.exists(name):
        return Standing(known.size, known.size, True)
    arrival = house.blobs.arrival(device.id, name)
    if known is not None and known.size != piece.total:
        _start_again(house, device, name, piece)
    held = arrival.held
    if held >= piece.total > 0:
        return _finish(house, device, name, piece.total, now=now)
    if held != piece.start:
        raise WrongOffset(held)
    _count(house, device, name, piece, is_new=known is None, now=now)
    held = arrival.add(piece.start, piece.data)
    if held < piece.total:
        return Standing(held, piece.total, False)
    return _finish(house, device, name, piece.total, now=now)


def expire(session: Session, *, now: datetime) -> int:
    """Forgets what devices sent and no command named in time; returns how much. Files go with the next sweep.

    Nothing of a device goes while something of it waits for a decision: it may be the capture that names the part, and
    the tablet has let go of its own copy.
    """
    waits = exists().where(Quarantine.device_id == Upload.device_id, Quarantine.outcome.is_(None))
    done = session.execute(
        delete(Upload)
        .where(Upload.expires_at <= now, ~waits)
        .execution_options(synchronize_session=False)
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def _known(session: Session, device: SeenDevice, name: str) -> Upload | None:
    return session.get(Upload, (device.id, name))


def _check_standing(session: Session, device: SeenDevice, name: str) -> None:
    """A revoked device may only finish what its own applied commands name: nothing else of it is believed."""
    if device.revoked_at is None:
        return
    awaited = exists().where(
        DocumentPart.establishment_id == device.establishment_id,
        DocumentPart.name == name,
        DocumentPart.document_id == Document.id,
        Command.id == Document.id,
        Command.device_id == device.id,
    )
    if not session.scalar(select(awaited)):
        raise SignInNeeded("Cette tablette a été révoquée.", code="revoked")


def _count(
    house: House, device: SeenDevice, name: str, piece: Piece, *, is_new: bool, now: datetime
) -> None:
    """Counts the piece before anything of it is kept, and notes a part that begins. Raises TooMuch."""
    announced = piece.total if is_new else None
    with house.database.write() as session:
        measure.count(session, device, len(piece.data), announced=announced, now=now)
        if is_new:
            _begin(session, _row(device, name, piece.total, now))


def _start_again(house: House, device: SeenDevice, name: str, piece: Piece) -> None:
    """Another size than the one told before: from the first byte on it is believed anew."""
    arrival = house.blobs.arrival(device.id, name)
    if piece.start != 0:
        raise WrongOffset(0)
    with house.database.write() as session:
        known = _known(session, device, name)
        if known is not None:
            measure.check_larger(session, device, by=piece.total - known.size)
            known.size, known.completed_at = piece.total, None
    arrival.drop()


def _row(device: SeenDevice, name: str, size: int, now: datetime) -> dict[str, Any]:
    return {
        "device_id": device.id,
        "name": name,
        "establishment_id": device.establishment_id,
        "size": size,
        "started_at": now,
        "completed_at": None,
        "expires_at": now + KEPT,
    }


def _begin(session: Session, row: dict[str, Any]) -> None:
    """Two requests may bring the first piece at once: one of them begins."""
    insert = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert
    statement = insert(Upload).values(row)
    session.execute(statement.on_conflict_do_nothing(index_elements=["device_id", "name"]))


def _finish(house: House, device: SeenDevice, name: str, size: int, *, now: datetime) -> Standing:
    """Makes the part whole: first on the disk, then for whoever awaits it, in one transaction. Raises HashDiffers."""
    try:
        house.blobs.arrival(device.id, name).finish()
    except WrongContent as error:
        with house.database.write() as session:
            session.execute(
                delete(Upload).where(Upload.device_id == device.id, Upload.name == name)
            )
        raise HashDiffers(
            "Ce qui est arrivé n’est pas ce qui a été annoncé : cette page est à renvoyer depuis le début."
        ) from error
    with house.database.write() as session:
        # Before the row of the upload: erasing takes both in this order too.
        take_revision(session, device.establishment_id)
        _begin(session, _row(device, name, size, now))
        known = session.get_one(Upload, (device.id, name))
        known.size, known.completed_at, known.expires_at = size, now, now + KEPT
        session.flush()
        arriving.claim(session, house, device.establishment_id, name, size, now=now)
    return Standing(size, size, True)
