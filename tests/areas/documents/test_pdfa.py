"""What leaves as a file is PDF/A: a picture a page, a title, and nothing else."""

from __future__ import annotations

import io
import re
import zlib
from contextlib import suppress

import pypdfium2
import pytest
from PIL import Image

from app.areas.documents.decoding import Asked, Decoded, decode
from app.areas.documents.pdfa import pdfa
from tests.areas.documents.decoding.pictures import SECRET, drawn, written


@pytest.fixture(scope="module")
def pages() -> list[bytes]:
    """A tall page and a wide one, as the decoder draws them."""
    made = []
    for size in ((707, 1000), (1000, 707)):
        found = decode(written(drawn(size), "JPEG"), Asked())
        assert isinstance(found, Decoded)
        made.append(found.sheets[0].legible)
    return made


@pytest.fixture(scope="module")
def made(pages) -> bytes:
    return pdfa(pages, "Ordonnance du 21/11/2026 <b>")


def test_each_page_is_there_the_way_it_was_drawn(made):
    document = pypdfium2.PdfDocument(made)
    assert [tuple(round(side) for side in page.get_size()) for page in document] == [
        (595, 842),
        (842, 595),
    ]
    for page in document:
        seen = page.render(scale=0.5).to_pil().convert("RGB")
        first, last = seen.getpixel((12, 12)), seen.getpixel((seen.width - 13, seen.height - 13))
        assert first[0] > 150 > first[2]
        assert last[2] > 150 > last[0]


def test_it_says_that_it_is_pdf_a_and_means_its_colours(made):
    inside = _inflated(made)
    assert b'pdfaid:part="2" pdfaid:conformance="B"' in inside
    assert b"/OutputIntents" in inside
    assert b"/ID [(" in made


def test_it_has_its_title_and_nothing_that_acts_or_hides(made):
    assert pypdfium2.PdfDocument(made).get_metadata_value("Title") == "Ordonnance du 21/11/2026 <b>"
    for name in (
        b"/JavaScript",
        b"/EmbeddedFile",
        b"/Encrypt",
        b"/OpenAction",
        SECRET.encode(),
        b"Exif",
    ):
        assert name not in _inflated(made)


def test_what_leaves_could_come_back(made):
    found = decode(made, Asked("application/pdf"))
    assert isinstance(found, Decoded)
    assert len(found.sheets) == 2


def test_what_is_no_page_is_not_printed():
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG")
    with pytest.raises(OSError):
        pdfa([out.getvalue()], "Faux")


def _inflated(made: bytes) -> bytes:
    """All that a PDF holds, its pictures as they are."""
    held = [made]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", made, re.DOTALL):
        with suppress(zlib.error):
            held.append(zlib.decompressobj().decompress(found[1]))
    return b"\n".join(held)
