"""Seal heads: each seal's own hash, chained to the one before, signed, and told to others so that a cut tail shows.

They go to a log beside the database (ship it off the machine), and to tablets, which say the last one they saw.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.models import AuditSeal
from app.ground import clock
from app.ground.backup.restorations import INSTALLATION
from app.ground.house import House
from app.ground.vault import KeyGone

_KIND = "seal"
_CURRENT, _LAST = "current", "last"


def head_of(number: int, at: datetime, count: int, root: bytes, previous: bytes, key: str) -> bytes:
    """The hash of one seal: whatever it says, and the head before it."""
    parts = [
        b"chevet-seal-1",
        str(number).encode(),
        at.astimezone(UTC).isoformat(timespec="microseconds").encode(),
        str(count).encode(),
        root,
        previous,
        key.encode(),
    ]
    told = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return hashlib.sha256(told).digest()


def last_head(session: Session) -> bytes | None:
    """The head of the newest seal; None before the first."""
    return session.scalar(select(AuditSeal.head).order_by(AuditSeal.number.desc()).limit(1))


def sign(house: House, head: bytes, key_id: str) -> bytes:
    """The installation's signature of a head."""
    return _key(house, key_id).sign(head)


def is_signed(house: House, head: bytes, key_id: str, signature: bytes) -> bool:
    """Whether the installation's key of that id signed this head."""
    try:
        _key(house, key_id).public_key().verify(signature, head)
    except (InvalidSignature, KeyGone):
        return False
    return True


def current_key(house: House) -> str:
    """The id of the key that signs now; the first is made when it is needed."""
    try:
        return house.vault.get_secret(INSTALLATION, _KIND, _CURRENT).decode()
    except KeyGone:
        return _make_key(house)


def _make_key(house: House) -> str:
    made = Ed25519PrivateKey.generate()
    public = made.public_key().public_bytes(
        serialization.Encoding.Raw, serialization.PublicFormat.Raw
    )
    key_id = encode(hashlib.sha256(public).digest())
    private = made.private_bytes(
        serialization.Encoding.Raw,
        serialization.PrivateFormat.Raw,
        serialization.NoEncryption(),
    )
    try:
        house.vault.put_secret(INSTALLATION, _KIND, key_id, private)
    except KeyGone:
        house.vault.create_establishment(INSTALLATION)
        house.vault.put_secret(INSTALLATION, _KIND, key_id, private)
    house.vault.put_secret(INSTALLATION, _KIND, _CURRENT, key_id.encode())
    return key_id


def _key(house: House, key_id: str) -> Ed25519PrivateKey:
    raw = house.vault.get_secret(INSTALLATION, _KIND, key_id)
    return Ed25519PrivateKey.from_private_bytes(raw)


def log_path(house: House) -> Path:
    """Where the heads are logged."""
    return house.settings.instance / "seal-heads.log"


def append_to_log(house: House) -> None:
    """Writes the heads that the log does not hold yet, in order; what a crash left out comes with the next."""
    path = log_path(house)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        log.seek(0)
        known = _known(log)
        with house.database.read() as session:
            rows = session.execute(
                select(AuditSeal.number, AuditSeal.at, AuditSeal.head)
                .where(AuditSeal.number > known)
                .order_by(AuditSeal.number)
            ).all()
        for row in rows:
            told = {"number": row.number, "at": clock.to_text(row.at), "head": encode(row.head)}
            log.write("\n" + json.dumps(told))
        log.flush()
        os.fsync(log.fileno())


def begin_again(house: House, number: int) -> None:
    """Notes in the log that a restore took the chain back to seal `number`: the next ones carry numbers it has seen."""
    path = log_path(house)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        log.write("\n" + json.dumps({"restored": number, "at": clock.to_text(clock.now())}))
        log.flush()
        os.fsync(log.fileno())


def _known(log: Iterable[str]) -> int:
    """The last number that the log holds of the chain as it is now."""
    known = 0
    for told in _told(log):
        if isinstance(told.get("restored"), int):
            known = told["restored"]
        elif isinstance(told.get("number"), int):
            known = max(known, told["number"])
    return known


def keep_last(house: House) -> None:
    """Keeps the newest head in the key store too: another database, which whoever cuts this one may not reach."""
    with house.database.read() as session:
        head = last_head(session)
    if head is not None:
        house.vault.put_secret(INSTALLATION, _KIND, _LAST, head)


def last_kept(house: House) -> bytes | None:
    """The newest head that the key store knows."""
    try:
        return house.vault.get_secret(INSTALLATION, _KIND, _LAST)
    except KeyGone:
        return None


def logged(house: House) -> list[tuple[int, str]] | None:
    """The numbers and heads that the log holds; None when there is no log."""
    path = log_path(house)
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as log:
        return list(_lines(log))


def _lines(log: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The numbers and heads that it tells."""
    for told in _told(log):
        if isinstance(told.get("number"), int) and isinstance(told.get("head"), str):
            yield told["number"], told["head"]


def _told(log: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Whole lines only: half a line is what a crash leaves, and the next append writes its head again."""
    for line in log:
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict):
            yield told


def encode(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
