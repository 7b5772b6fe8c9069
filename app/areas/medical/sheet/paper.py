"""The sheet as a PDF of two pages. What is known is never cut to fit: it is set smaller, and only then runs on, with
its pages numbered.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from flask import render_template

from app.ground.pages.pdf import TYPEFACE, pdf_within
from transmissions.emergency import Sheet

SIZES: Final = ("12", "10", "8.2", "6.8")
"""In points, from the easiest to read to the smallest that a printer keeps readable."""
PAGES: Final = 2


def sheet_pdf(sheet: Sheet, *, name: str, made_at: datetime, made_by: str) -> bytes:
    """The PDF in the largest letters that hold in two pages. Raises NoPdf."""
    told = {"sheet": sheet, "name": name, "made_at": made_at, "made_by": made_by}
    sized = (
        render_template(
            "office/medical/emergency_sheet_paper.html", **told, size=size, typeface=TYPEFACE
        )
        for size in SIZES
    )
    return pdf_within(sized, PAGES)
