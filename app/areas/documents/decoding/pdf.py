"""Pages of a PDF as pictures. PDFium is asked what it would do with the file, then made to draw, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from app.areas.documents.decoding.pdf_names import check_names
from app.areas.documents.decoding.refusing import Refusal
from app.areas.documents.decoding.sheets import READABLE

_DPI = 200
_WIDEST = 3 * READABLE
_REASONS = {raw.FPDF_ERR_PASSWORD: "protected_pdf", raw.FPDF_ERR_SECURITY: "protected_pdf"}


def pages_of(data: bytes, most: int) -> Iterator[Image.Image]:
    """Each page drawn, in order. Raises Refusal before the first when the file is more than paper."""
    check_names(data)
    document = _opened(data)
    if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise Refusal("protected_pdf")
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        raise Refusal("script_inside")
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        raise Refusal("embedded_files")
    count = len(document)
    if count < 1:
        raise Refusal("truncated")
    if count > most:
        raise Refusal("too_many_pages")
    document.init_forms()  # What was typed into a form is drawn by it alone; this build runs no script.
    for number in range(count):
        yield _drawn(document, number)


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Refusal(_REASONS.get(getattr(error, "err_code", None), "truncated")) from error


def _drawn(document: pdfium.PdfDocument, number: int) -> Image.Image:
    """At 200 dots an inch, or less where the sheet is larger than what is kept."""
    try:
        page = document[number]
        width, height = page.get_size()
        if not (width > 0 and height > 0):
            raise Refusal("truncated")
        scale = min(_DPI / 72, 2400 / max(width, height))
        if min(width, height) * scale < 1 or max(width, height) / min(width, height) > _WIDEST:
            raise Refusal("truncated")
        bitmap = page.render(scale=scale, may_draw_forms=True, draw_annots=True, rev_byteorder=True)
        image = bitmap.to_pil().convert("RGB")
        page.close()
    except pdfium.PdfiumError as error:
        raise Refusal("truncated") from error
    return image
