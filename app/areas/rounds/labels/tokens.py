"""The text that a label's QR code holds: drawn at random, it says nothing of anybody, and only its digest travels.

`CHEVETP` for a person or `CHEVETC` for a container, then thirty letters among the twenty-one that AZERTY and QWERTY
have in the same place: 131 bits, and a keyboard reader set for the other layout still types them. Capitals or not, it
is the same label. `tests/vectors/labels.json` is the contract; `pwa/src/lib/labels.js` reads the same examples.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["person", "container"]

ALPHABET: Final = "BCDEFGHIJKLNOPRSTUVXY"
LENGTH: Final = 30
_PREFIX: Final[dict[Kind, str]] = {"person": "CHEVETP", "container": "CHEVETC"}
_KINDS: Final[dict[str, Kind]] = {prefix: kind for kind, prefix in _PREFIX.items()}
# Readers may announce the symbology in three characters (`]Q1`), which another layout types otherwise.
_READ = re.compile(rf"(?:.{{3}})?((CHEVET[PC])[{ALPHABET}]{{{LENGTH}}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Token:
    """What was read: which kind of label, and the digest under which it is known."""

    kind: Kind
    digest: str


def new_text(kind: Kind) -> str:
    """The text of a new label."""
    return _PREFIX[kind] + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def parse(text: str) -> Token | None:
    """The label in what a scanner sent; None when it is none of ours."""
    found = _READ.fullmatch("".join(text.split()).upper())
    return Token(_KINDS[found[2]], _digest(found[1])) if found else None


def digest_of(text: str) -> str:
    """Under which a label is known, 64 hexadecimal digits. Raises ValueError for what is no label."""
    token = parse(text)
    if token is None:
        raise ValueError("no label")
    return token.digest


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()
