"""The cursor: where a tablet stands in one unit's feed. Opaque to it, and signed so that it stays so."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from itsdangerous import BadData, URLSafeSerializer

from app.ground.config import Settings


@dataclass(frozen=True, slots=True)
class Cursor:
    """The epoch and revision that the tablet holds for a unit on a device, and when it was told.

    Until `quiet_until` no row comes into view unless something changes.
    """

    epoch: uuid.UUID
    revision: int
    as_of: datetime
    unit_id: uuid.UUID
    device_id: uuid.UUID
    quiet_until: datetime


def write(settings: Settings, cursor: Cursor) -> str:
    """The cursor as tablets carry it."""
    return _signer(settings).dumps(
        [
            cursor.epoch.hex,
            cursor.revision,
            int(cursor.as_of.timestamp()),
            cursor.unit_id.hex,
            cursor.device_id.hex,
            int(cursor.quiet_until.timestamp()),
        ]
    )


def read(settings: Settings, text: str | None) -> Cursor | None:
    """The cursor, or None for whatever this server did not write: a full snapshot answers it."""
    if not text or len(text) > 400:
        return None
    try:
        epoch, revision, as_of, unit, device, *more = _signer(settings).loads(text)
        at = datetime.fromtimestamp(as_of, UTC)
        quiet_until = datetime.fromtimestamp(more[0], UTC) if more else at
        ids = uuid.UUID(epoch), uuid.UUID(unit), uuid.UUID(device)
        return Cursor(ids[0], revision, at, ids[1], ids[2], quiet_until)
    except (BadData, ValueError, TypeError, OverflowError, OSError, RecursionError):
        return None


def _signer(settings: Settings) -> URLSafeSerializer:
    assert settings.master_key is not None
    return _signer_of(settings.master_key)


@lru_cache(maxsize=4)
def _signer_of(master_key: bytes) -> URLSafeSerializer:
    key = HKDF(SHA256(), 32, salt=None, info=b"chevet-cursor-1").derive(master_key)
    return URLSafeSerializer(key, salt="cursor", signer_kwargs={"digest_method": hashlib.sha256})
