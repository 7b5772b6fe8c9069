"""A form sent when its author was not signed in any more: what was typed waits, sealed, for that author alone.

It is kept by nobody but the page that answers: sealed under the author's own key, for an hour, with the address it was
sent to. Once they are signed in again, the page sends it back there; the form is then shown as it was typed, and
whatever would be written is held (`holding_writes`). They read it and send it themselves, with a token of the new page.
Files are not kept, nor what a key answered. Nothing of it is in an address, a cookie or a log.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request
from werkzeug.datastructures import ImmutableMultiDict

from app.gate.auth import b64
from app.gate.auth.access import KIB, MIB
from app.gate.auth.actor import Actor
from app.gate.auth.confirming import ANSWER, NONCE
from app.gate.auth.form_tokens import FIELD, author
from app.ground import clock
from app.ground.errors import ChevetError
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.vault import VaultError

KEPT = "kept"
"""The field that holds what was typed, sealed."""

LIFE = timedelta(hours=1)
LARGEST = 128 * KIB
"""Bytes of what was typed; no form of ours takes as much, files apart."""

_TABLE = "lapsed_form"
_NOT_KEPT = (FIELD, KEPT, ANSWER, NONCE)


class Lapsed(ChevetError):
    """A form cannot be carried out for whoever sends it now.

    `kept` is what was typed, sealed, where it could be kept; `signs_in`: whether somebody else's key would help.
    """

    status = 401
    code = "lapsed"

    def __init__(self, title: str, *, status: int, kept: str | None, signs_in: bool = True) -> None:
        super().__init__(f"{title}. Rien n’a été enregistré.")
        self.title = title
        self.status = status
        self.kept = kept
        self.signs_in = signs_in


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, and where they sent it."""

    address: str
    fields: list[tuple[str, str]]

    @property
    def size(self) -> int:
        return sum(len(name.encode()) + len(value.encode()) for name, value in self.fields)

    @property
    def texts(self) -> list[str]:
        """What somebody can recognise of it: words, without the codes and marks that a page adds."""
        return [value for _, value in self.fields if " " in value.strip() or "\n" in value.strip()]


def keep(house: House) -> str | None:
    """What this request typed, sealed for the member whose page it was; None when that is not known, or too much."""
    if not 0 < (request.content_length or 0) <= MIB:
        return None
    if KEPT in request.form:
        return request.form[KEPT]  # sent too early: it stays what it was
    whose, what = author(), typed()
    if whose is None or what.size > LARGEST:
        return None
    return seal(house, whose, what, now=clock.now())


def typed() -> Typed:
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in _NOT_KEPT]
    return Typed(request.full_path.rstrip("?"), fields)


def seal(house: House, whose: uuid.UUID, what: Typed, *, now: datetime) -> str | None:
    """The field of the page that answers; None when its author has no key any more."""
    id = new_id()
    value = {"at": clock.to_text(now), "address": what.address, "fields": what.fields}
    try:
        return b64.encode(id.bytes + house.vault.seal(whose, _TABLE, id, value))
    except VaultError:
        return None


def open_for(house: House, actor: Actor, kept: str, address: str, *, now: datetime) -> Typed | None:
    """What that very member typed for that very address, less than an hour ago; None for anything else."""
    try:
        raw = b64.decode(kept)
        found = house.vault.open(actor.staff_id, _TABLE, uuid.UUID(bytes=raw[:16]), raw[16:])
    except (ValueError, VaultError):
        return None
    at = clock.from_text(found["at"])
    if at is None or found["address"] != address or not at <= now <= at + LIFE:
        return None
    return Typed(address, [(name, value) for name, value in found["fields"]])


def take_in(what: Typed) -> None:
    """From here on, this request is what had been sent."""
    request.__dict__["form"] = ImmutableMultiDict(what.fields)
