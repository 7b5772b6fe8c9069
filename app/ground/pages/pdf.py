"""A page of HTML as a PDF, to be printed. Nothing is fetched for it: a document holds all it shows, and our typeface.

WeasyPrint stands on libraries of the system (Pango); the host installs them, and only whoever prints needs them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import ImageFile

from app.ground.errors import ChevetError

TYPEFACE = "chevet:typeface"
"""What a document names as the source of its @font-face."""

_DIST = Path(__file__).parents[3] / "pwa" / "dist"
_BUILT = "atkinson.woff2"


class NoPdf(ChevetError):
    """This server cannot make a PDF."""

    status = 503
    code = "no_pdf"


def pdf_of(
    html: str, pictures: Mapping[str, bytes] | None = None, variant: str | None = None
) -> bytes:
    """The PDF of a document, with the JPEG pictures that it names; `variant` asks for one that archives keep (PDF/A).

    Raises NoPdf where the libraries of the system are missing.
    """
    made: bytes = _drawn(html, pictures).write_pdf(pdf_variant=variant)
    return made


def pdf_within(drawings: Iterable[str], most: int) -> bytes:
    """The PDF of the first of these documents that holds in so many pages, of the last one where none does. Only that
    one is written. Raises NoPdf.
    """
    drawn: Any = None
    for html in drawings:
        drawn = _drawn(html, None).render()
        if len(drawn.pages) <= most:
            break
    made: bytes = drawn.write_pdf()
    return made


def pdf_of_parts(parts: Sequence[Callable[[int], str]], step: Callable[[int, int], None]) -> bytes:
    """The PDF of a long document, drawn part after part; `step` hears how far it is. Each part is given how many pages
    came before it.
    """
    pages: list[Any] = []
    for done, part in enumerate(parts):
        step(done, len(parts))
        last = _drawn(part(len(pages)), None).render()
        pages += last.pages
    step(len(parts), len(parts))
    made: bytes = last.copy(pages).write_pdf()
    return made


def _drawn(html: str, pictures: Mapping[str, bytes] | None) -> Any:
    """WeasyPrint's own document, which may fetch nothing but what is ours."""
    is_lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except OSError as missing:
        raise NoPdf(
            "Ce serveur ne sait pas encore faire de PDF : il lui manque les bibliothèques libpango-1.0-0 et "
            "libpangoft2-1.0-0. Rien n’est perdu ; prévenez la personne qui l’héberge."
        ) from missing

    # Being imported, it tells Pillow to take pictures that are cut short, everybody's photographs among them.
    ImageFile.LOAD_TRUNCATED_IMAGES = is_lenient
    for name in ("weasyprint", "fontTools"):
        # They tell of what they draw, and what is drawn has no place in logs.
        logging.getLogger(name).setLevel(logging.CRITICAL)

    class Ours(URLFetcher):
        """Gives the typeface and these pictures, and nothing else: what is printed asks nobody for anything."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if pictures and url in pictures:
                return URLFetcherResponse(url, pictures[url], {"Content-Type": "image/jpeg"})
            font = _typeface()
            if url != TYPEFACE or font is None:
                raise ValueError(f"not ours: {url[:80]}")
            return URLFetcherResponse(url, font, {"Content-Type": "font/woff2"})

    return HTML(string=html, url_fetcher=Ours())


@lru_cache(maxsize=1)
def _typeface() -> bytes | None:
    """The typeface of the last build; None where nothing was built, and the system's own is taken."""
    manifest = _DIST / "manifest.json"
    if not manifest.exists():
        return None
    name = json.loads(manifest.read_text(encoding="utf-8"))["entries"].get(_BUILT)
    return (_DIST / name).read_bytes() if name else None
