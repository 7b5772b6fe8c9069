"""The sheet as a PDF of two pages. What is known is never cut to fit: it is set smaller, and only then runs on, with
its pages numbered.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

import pypdfium2
from flask import render_template

from app.ground.pages.pdf import TYPEFACE, pdf_of
from transmissions.emergency import Sheet

SIZES: Final = ("12", "10", "8.2", "6.8")
"""In points, from the easiest to read to the smallest that a printer keeps readable."""
PAGES: Final = 2


def sheet_pdf(sheet: Sheet, *, name: str, made_at: datetime, made_by: str) -> bytes:
    """The PDF in the largest letters that hold in two pages. Raises NoPdf."""
    made = b""
    for size in SIZES:
        html = render_template(
            "office/medical/emergency_sheet_paper.html",
            sheet=sheet,
            name=name,
            made_at=made_at,
            made_by=made_by,
            size=size,
            typeface=TYPEFACE,
        )
        made = pdf_of(html)
        if pages_of(made) <= PAGES:
            break
    return made


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
