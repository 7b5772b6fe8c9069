"""Importing a file: judged whole, then written whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.importing.judging import Judged, Known, judge, known_of
from app.areas.importing.lines import JUDGES
from app.areas.importing.reading import read
from app.areas.importing.sheets import Sheet
from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.ground.errors import Conflict
from app.ground.house import House


def try_file(
    session: Session, house: House, actor: Actor, sheet: Sheet, data: bytes, *, now: datetime
) -> tuple[Judged, Known]:
    """What importing the file would do, and what is wrong with it; nothing is written. Raises Invalid."""
    known = known_of(session, house, actor, now)
    return judge(read(data, sheet), sheet, known, JUDGES[sheet.code]), known


def import_file(
    session: Session,
    house: House,
    actor: Actor,
    sheet: Sheet,
    data: bytes,
    *,
    confirm: Callable[[Session, int], None],
    now: datetime,
) -> int:
    """Writes every line; answers how many. Raises Invalid, Conflict when a line is wrong: then nothing is written, and
    the keys that were made for nobody are destroyed. `confirm` is called with how many, once all of them are good and
    before a key is made for anybody: what it raises leaves nothing.
    """
    judged, known = try_file(session, house, actor, sheet, data, now=now)
    if not judged.is_fine:
        raise Conflict("Ce fichier a des lignes à revoir : rien n’a été importé.")
    confirm(session, len(judged.lines))
    try:
        for line in judged.lines:
            assert line.write is not None
            line.write(session, known)
        record(
            session,
            "import.done",
            at=now,
            actor=actor,
            detail={"sheet": sheet.code, "lines": len(judged.lines)},
        )
        session.flush()
    except Exception:
        for owner_id in known.made:
            house.vault.destroy_owner(owner_id)
        raise
    return len(judged.lines)
