"""What leaves the house as a file: the pages of a document as PDF/A, one picture a page, nothing of the photographs."""

from __future__ import annotations

import io
from collections.abc import Sequence

from markupsafe import Markup, escape
from PIL import Image

from app.ground.pages.pdf import pdf_of

VARIANT = "pdf/a-2b"
"""What archives keep (ISO 19005-2): all it shows is inside, with the meaning of its colours."""

_QUALITY = 82
_DOCUMENT = Markup(
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title><style>'
    "@page {{ size: 210mm 297mm; margin: 0 }} @page wide {{ size: 297mm 210mm }} body {{ margin: 0 }} "
    "section {{ break-inside: avoid }} section + section {{ break-before: page }} "
    "img {{ display: block; width: 210mm; height: 296.9mm; object-fit: contain }} "
    ".wide {{ page: wide }} .wide img {{ width: 297mm; height: 209.9mm }} "
    "</style></head><body>{pages}</body></html>"
)
_PAGE = Markup(
    '<section class="{shape}"><img src="chevet:page-{number}" alt="Page {number}"></section>'
)


def pdfa(pages: Sequence[bytes], title: str) -> bytes:
    """The legible pictures of a document, in order, as PDF/A. Raises NoPdf where this server makes no PDF."""
    drawn = [_jpeg(page) for page in pages]
    body = Markup("").join(
        _PAGE.format(shape="wide" if is_wide else "tall", number=number)
        for number, (_, is_wide) in enumerate(drawn, start=1)
    )
    pictures = {f"chevet:page-{number}": made for number, (made, _) in enumerate(drawn, start=1)}
    return pdf_of(str(_DOCUMENT.format(title=escape(title), pages=body)), pictures, VARIANT)


def _jpeg(page: bytes) -> tuple[bytes, bool]:
    """A page as PDF holds photographs, and whether it is wider than tall."""
    with Image.open(io.BytesIO(page), formats=("WEBP",)) as found:
        image = found.convert("RGB")
    written = io.BytesIO()
    image.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue(), image.width > image.height
