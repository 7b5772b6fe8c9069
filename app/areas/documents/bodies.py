"""The bodies of the commands of documents, as tablets write them. A part's key travels in here, under the seal."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.gate.sync.claims import Id
from app.gate.sync.registry import Body

MOST_PARTS = 40
LARGEST_PART = 12 * 1024 * 1024 + 1024
"""A file of 12 MiB, and what sealing adds."""
SMALLEST_PART = 17
"""One byte, and the tag of AES-GCM."""

Name = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$")]
Iv = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16}$")]
_Mime = Annotated[str, Field(pattern=r"^[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,80}$")]
_Side = Annotated[int, Field(ge=1, le=100_000)]
_Fraction = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
_Corner = Annotated[list[_Fraction], Field(min_length=2, max_length=2)]


class PartBody(Body):
    """One sealed photo or file: `name` and `size` are of its ciphertext, `plain` is the SHA-256 of what was sealed.

    `corners` are those of the paper, clockwise from top left, as fractions of the picture that is sent; `bw` asks for
    black and white.
    """

    name: Name
    size: Annotated[int, Field(ge=SMALLEST_PART, le=LARGEST_PART)]
    key: Key
    iv: Iv
    plain: Name
    mime: _Mime
    width: _Side | None = None
    height: _Side | None = None
    corners: Annotated[list[_Corner], Field(min_length=4, max_length=4)] | None = None
    bw: bool = False


class CaptureBody(Body):
    """A document: its parts in order, and what is known of it. `taken_at` when it is not the moment of writing."""

    parts: Annotated[list[PartBody], Field(min_length=1, max_length=MOST_PARTS)]
    kind: Annotated[str, Field(max_length=32)] | None = None
    note: Annotated[str, Field(max_length=2000)] | None = None
    taken_at: Annotated[str, Field(max_length=60)] | None = None
    source: Literal["camera", "file", "share"]
    wound: Id | None = None


class WithdrawBody(Body):
    """A document is withdrawn: undone by its author at once, or later by whoever files, who says why."""

    document: Id
    why: Annotated[str, Field(max_length=500)] | None = None
