"""Sheets of labels as a PDF: codes drawn large, words beside them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import segno
from flask import render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.areas.rounds.labels.fitting import LEADING, Printed, fit
from app.areas.rounds.labels.sheets import Sheet, laid
from app.ground.pages.pdf import TYPEFACE, pdf_of


def labels_pdf(labels: Sequence[Printed], sheet: Sheet, *, start: int, title: str) -> bytes:
    """The PDF of these labels, in their order. Raises NoPdf."""
    return pdf_of(
        render_template(
            "office/labels/sheet.html",
            pages=laid(labels, sheet, start),
            sheet=sheet,
            fit=lambda label: fit(label, *sheet.words),
            leading=LEADING,
            drawn=drawn,
            title=title,
            typeface=TYPEFACE,
        )
    )


def labels_answer(labels: Sequence[Printed], sheet: Sheet, *, start: int, name: str) -> Response:
    """The same as a file that a browser keeps: a reader of PDFs prints it at its true size."""
    made = labels_pdf(labels, sheet, start=start, title="Étiquettes")
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="etiquettes-{name}.pdf"'
    return answer


def drawn(text: str) -> Markup:
    """The code of a label, as SVG without a border: the label leaves it one. Capitals make the smallest symbol."""
    made, symbol = io.BytesIO(), segno.make(text, error="m", mode="alphanumeric", boost_error=False)
    symbol.save(made, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True, nl=False)
    return Markup(made.getvalue().decode("ascii"))  # noqa: S704 what segno draws of a text of capitals
