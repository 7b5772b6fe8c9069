"""What is asked of the decoder, what it answers, what bounds it, and the reasons it may give.

Nothing here imports the rest of the product: the confined process reads this file too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["jpeg", "png", "webp", "heif", "pdf"]
Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """`mime` is what the sender called it (content decides); corners are fractions of the upright picture, clockwise
    from the top left of the page; `bw` asks for black on white.
    """

    mime: str | None = None
    corners: tuple[Corner, ...] | None = None
    bw: bool = False
    wants_text: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page to look at: two WebP without any metadata, and its words where somebody could read them."""

    legible: bytes
    thumb: bytes
    width: int
    height: int
    text: str | None


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the bytes were, and their pages in order."""

    kind: Kind
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no page: a key of REASONS."""

    reason: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What one part may cost. Seconds of a picture and of a PDF are apart: a PDF may hold forty pages.

    `memory_mb` bounds what the process may allocate, not the libraries it maps. `reading_in_all`: after so many seconds
    of reading words, the pages that follow have none.
    """

    bytes: int = 12 * 1024 * 1024
    pixels: int = 40_000_000
    pages: int = 40
    memory_mb: int = 232
    picture_seconds: int = 10
    pdf_seconds: int = 60
    wall_factor: float = 3.0
    reading_seconds: int = 10
    reading_in_all: float = 180.0
    answer_bytes: int = 8 * 1024 * 1024
    answers_bytes: int = 64 * 1024 * 1024


LIMITS = Limits()

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "empty": "Le fichier est vide. Reprenez la photo ou choisissez le fichier à nouveau.",
        "not_a_picture": "Ce n’est ni une image ni un PDF. Choisissez une photo (JPEG, PNG, HEIC) ou un PDF.",
        "type_not_allowed": "Ce type de fichier n’est pas accepté. Envoyez une photo (JPEG, PNG, HEIC) ou un PDF.",
        "wrong_type": "Le fichier n’est pas ce que son nom annonce. Vérifiez d’où il vient, puis envoyez l’original.",
        "too_big": "Le fichier dépasse 12 Mo. Envoyez-le en plusieurs fois, ou photographiez les pages.",
        "too_many_pixels": "L’image est trop grande (plus de 40 millions de points). Reprenez la photo.",
        "truncated": "Le fichier est incomplet ou abîmé. Reprenez la photo ou envoyez l’original.",
        "two_things_at_once": "Le fichier contient autre chose que l’image ou le PDF. Photographiez la page.",
        "script_inside": "Le fichier contient un programme ou une action automatique. Imprimez-le et photographiez-le.",
        "protected_pdf": "Le PDF est protégé par un mot de passe. Demandez-le sans, ou photographiez les pages.",
        "embedded_files": "Le PDF contient d’autres fichiers. Enregistrez chacun à part, ou photographiez les pages.",
        "too_many_pages": "Le PDF compte plus de 40 pages. Envoyez-le en plusieurs parties.",
        "too_heavy": "Le fichier demande trop de travail pour être ouvert sans risque. Photographiez les pages.",
        "unreadable": "Le fichier n’a pas pu être lu. Reprenez la photo ou envoyez l’original.",
        "infected": "L’antivirus a reconnu un programme dangereux. Le fichier n’est montré à personne.",
        "cannot_be_opened": "Ce qui est arrivé ne s’ouvre pas avec la clé annoncée. Reprenez la photo.",
        "altered": "Ce qui est arrivé n’est pas ce qui a été pris. Reprenez la photo.",
    }
)
"""What a user reads when a part is refused: what happened, and what to do. The last two come before decoding."""
