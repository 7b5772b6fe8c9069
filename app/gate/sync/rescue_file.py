"""Reads a rescue file: what a tablet wrote of its sealed outbox. Bytes in; values, or the reason why not, out.

The browser reads the same files by the same rules (`rescue_file.js`); `tests/vectors/rescue.json` holds both to it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, Literal

from app.gate.sync.envelope import as_id, digest, strict_json

FORMAT, VERSION = "chevet-rescue", 1
RECEIPT = "chevet-receipt"
PAGES = "chevet-pages"
LARGEST = 8 * 1024 * 1024
LONGEST_TICKET = 4096
_BEGINS = b'{"format":"chevet-re'

Fault = Literal[
    "not_a_rescue", "truncated", "damaged", "newer", "foreign", "receipt", "pages", "too_large"
]
REASONS: dict[Fault, str] = {
    "not_a_rescue": "Ce n’est pas un fichier de secours de Chevet. Choisissez celui que la tablette a exporté.",
    "truncated": "Le fichier est incomplet : la copie s’est arrêtée en route. Copiez-le à nouveau depuis la tablette.",
    "damaged": "Le fichier a été abîmé ou modifié en chemin. Exportez-le à nouveau depuis la tablette.",
    "newer": "Ce fichier vient d’une version plus récente de Chevet. Mettez celle-ci à jour, puis recommencez.",
    "foreign": "Ce fichier vient d’un autre établissement : lui seul peut le prendre en charge.",
    "receipt": "C’est un reçu, à rendre à la tablette qui a exporté le fichier. Choisissez le fichier de secours.",
    "pages": "Ce sont des pages photographiées : donnez-les à une tablette, écran « Fichier de secours ».",
    "too_large": "Ce fichier est trop gros pour être un fichier de secours.",
}


class Unreadable(Exception):
    """Why the file cannot be taken in, as a code of REASONS."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault

    @property
    def message(self) -> str:
        return REASONS[self.fault]


@dataclass(frozen=True, slots=True)
class Rescue:
    """One part of what a tablet exported: proofs and envelopes, as sealed as they were in it."""

    rescue: uuid.UUID
    device: uuid.UUID
    part: int
    parts: int
    total: int
    ticket: str | None
    sessions: tuple[str, ...]
    envelopes: tuple[str, ...]


def read(raw: bytes, establishment_id: uuid.UUID) -> Rescue:
    """The file of that home, whole and undamaged. Raises Unreadable."""
    if len(raw) > LARGEST:
        raise Unreadable("too_large")
    told = _told(raw)
    if told.get("v") != VERSION:
        raise Unreadable("newer" if _is_above(told.get("v"), VERSION) else "damaged")
    rescue, device = as_id(told.get("rescue")), as_id(told.get("device"))
    home, ticket = as_id(told.get("establishment")), told.get("ticket")
    numbers = [told.get(name) for name in ("part", "parts", "total", "count")]
    sessions, sealed = told.get("sessions"), told.get("envelopes")
    shaped = all(type(one) is int and one >= 0 for one in numbers) and _are_texts(sessions)
    if rescue is None or device is None or home is None or not shaped:
        raise Unreadable("damaged")
    if not isinstance(sealed, list) or not _is_ticket(ticket):
        raise Unreadable("damaged")
    part, parts, total, count = (int(str(one)) for one in numbers)
    if len(sealed) != count:
        raise Unreadable("truncated")
    envelopes = tuple(_checked(one) for one in sealed)
    if home != establishment_id:
        raise Unreadable("foreign")
    return Rescue(rescue, device, part, parts, total, ticket, tuple(sessions or ()), envelopes)


def _told(raw: bytes) -> dict[str, Any]:
    """The document, when it is one of ours; a file that only begins like one was cut."""
    try:
        told = strict_json(raw)
    except ValueError as error:
        begins = raw.lstrip().startswith(_BEGINS)
        raise Unreadable("truncated" if begins else "not_a_rescue") from error
    if isinstance(told, dict) and told.get("format") == RECEIPT:
        raise Unreadable("receipt")
    if isinstance(told, dict) and told.get("format") == PAGES:
        raise Unreadable("pages")
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Unreadable("not_a_rescue")
    return told


def _checked(one: object) -> str:
    """The envelope, whose SHA-256 stands beside it."""
    if not isinstance(one, dict) or not isinstance(one.get("jwe"), str):
        raise Unreadable("damaged")
    text: str = one["jwe"]
    if digest(text).hex() != one.get("sha256"):
        raise Unreadable("damaged")
    return text


def _are_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(one, str) for one in values)


def _is_ticket(value: object) -> bool:
    """A short ASCII text, or none: what is neither would only be refused further on, without a word."""
    if not isinstance(value, str):
        return value is None
    return value.isascii() and value.isprintable() and len(value) <= LONGEST_TICKET


def _is_above(number: object, limit: int) -> bool:
    return type(number) is int and number > limit
