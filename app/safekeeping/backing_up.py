"""A backup, and what follows from it: tablets are told, and the trail of each home."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from app.gate.audit.record import record
from app.gate.directory.models import Establishment
from app.ground import clock
from app.ground.backup import writing
from app.ground.backup.durable import advance
from app.ground.backup.progress import Tell, silent
from app.ground.backup.writing import Backup
from app.ground.house import House
from app.ground.tenancy import acting_for_every


def back_up(
    house: House,
    to: Path,
    keys_to: Path | None = None,
    *,
    keep: int | None = None,
    tell: Tell = silent,
) -> Backup:
    """Backs up data in `to/data` and keys in `keys_to/keys` (`to/keys` when not given), while the server works.

    Once both are verified, what the answers to tablets say is durable advances. Raises BackupFailed or ConfigError.
    """
    keys_in = (keys_to or to) / "keys"
    made = writing.back_up(house.settings, to / "data", keys_in, keep=keep, tell=tell)
    with acting_for_every(), house.database.write() as session:
        advance(session, made.through, now=clock.now())
        for home in session.scalars(select(Establishment.id)).all():
            detail = {"backup": made.manifest.id, "rows": sum(made.manifest.rows.values())}
            record(
                session,
                "installation.backed_up",
                at=clock.now(),
                establishment_id=home,
                detail=detail,
            )
    return made
