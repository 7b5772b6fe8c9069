"""A one-time link, shown once, to copy or to scan; written nowhere, never in an address of ours."""

from __future__ import annotations

from dataclasses import dataclass

import segno

from app.ground.house import current_house


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """`url` opens `path` on this server; `qr` is an image to put in a page (`data:` SVG, dark on white)."""

    url: str
    qr: str


def one_time_link(path: str, origin: str | None = None) -> OneTimeLink:
    """The link to `path`, which holds the token; under our own `origin` unless it leads to the other door."""
    url = (origin or current_house().settings.origin) + path
    drawn = segno.make(url, error="m", micro=False)
    return OneTimeLink(url, drawn.svg_data_uri(scale=6, border=3, light="#fff", dark="#000"))
