"""How much a device may send: so much in a day, and so much that no command names. A stolen tablet fills no disk."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Final

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from app.areas.documents.models import DocumentPart, Upload
from app.gate.auth import rates
from app.gate.auth.presence import SeenDevice
from app.gate.auth.rates import Rate
from app.ground.errors import Invalid, TooMuch

DAILY: Final = Rate("parts.bytes", 512 * 2**20, seconds=86_400)
"""What one device may send in a day: fifteen hundred pages, or forty of the largest files."""

AT_DESK: Final = Rate("files.bytes", 2**30, seconds=86_400)
"""What one person may hand in at desks in a day: eighty of the largest files, far above what a post brings."""

NAME_BYTES: Final = 64 * 2**10
"""What each new name weighs besides its bytes: a device must not fill the disk with tiny files."""

_TOO_MUCH: Final = (
    "Cette tablette a envoyé beaucoup de pages aujourd’hui : "
    "la suite partira plus tard, rien n’est perdu."
)

MOST_UNNAMED: Final = 2**30
"""How many bytes of one device may lie here that no command names."""


def count(
    session: Session, device: SeenDevice, size: int, *, announced: int | None, now: datetime
) -> None:
    """Counts `size` bytes against the device's day, before anything of them is kept; `announced` is how large the part
    is that they begin. Raises TooMuch.
    """
    weight = size + (NAME_BYTES if announced is not None else 0)
    has_room = rates.has_room(session, DAILY, str(device.id), weight, now=now)
    if announced is not None:
        has_room = has_room and _unnamed(session, device) + announced <= MOST_UNNAMED
    if not has_room:
        raise TooMuch(_TOO_MUCH)
    rates.add(session, DAILY, str(device.id), weight, now=now)


def check_larger(session: Session, device: SeenDevice, *, by: int) -> None:
    """A part that was announced turns out larger: as much a part of what no command names. Raises TooMuch."""
    if by > 0 and _unnamed(session, device) + by > MOST_UNNAMED:
        raise TooMuch(_TOO_MUCH)


def count_at_desk(session: Session, staff_id: uuid.UUID, size: int, *, now: datetime) -> None:
    """Counts files that somebody hands in at a desk, before they are kept. Raises Invalid (`files`)."""
    if not rates.has_room(session, AT_DESK, str(staff_id), size, now=now):
        raise Invalid(
            {"files": "Beaucoup de fichiers ont été joints aujourd’hui : reprenez demain."}
        )
    rates.add(session, AT_DESK, str(staff_id), size, now=now)


def _unnamed(session: Session, device: SeenDevice) -> int:
    """How many bytes this device has announced that no command of the home names."""
    names_it = and_(
        DocumentPart.establishment_id == Upload.establishment_id, DocumentPart.name == Upload.name
    )
    query = select(func.coalesce(func.sum(Upload.size), 0)).where(
        Upload.device_id == device.id, ~exists().where(names_it)
    )
    return int(session.scalar(query) or 0)
