"""Small files that ask for more than anybody has: points, time, memory, pages."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Mapping

from PIL import Image

from tests.fixtures.pdfs import FIRST_OF_YOURS, pdf, stream
from tests.fuzz.sources import healthy

_PNG = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, data: bytes) -> bytes:
    """A part of a PNG, with its sum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, drawn: bytes, *before: bytes) -> bytes:
    """A grey PNG that says this size and draws these bytes."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    points = chunk(b"IDAT", zlib.compress(drawn, 9))
    return _PNG + head + b"".join(before) + points + chunk(b"IEND", b"")


def png_of_sixteen_hundred_million() -> bytes:
    return png(40_000, 40_000, bytes(40_001) * 200)


def png_that_draws_more_than_it_is() -> bytes:
    """A hundred points, and seventy million bytes to draw them with."""
    return png(10, 10, bytes(70_000_000))


def png_with_a_long_sentence() -> bytes:
    said = b"Comment\0\0" + zlib.compress(bytes(80_000_000), 9)
    return png(40, 40, bytes(41 * 40), chunk(b"zTXt", said))


def png_with_a_deep_profile() -> bytes:
    profile = b"icc\0\0" + zlib.compress(bytes(80_000_000), 9)
    return png(40, 40, bytes(41 * 40), chunk(b"iCCP", profile))


def jpeg_of_four_thousand_million() -> bytes:
    """Says 65500 × 65500 where it said its size."""
    data = bytearray(healthy()["jpeg"])
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65500, 65500)
    return bytes(data)


def jpeg_drawn_again_and_again() -> bytes:
    """A progressive JPEG whose last pass over thirty-six million points comes hundreds of times."""
    out = io.BytesIO()
    Image.new("L", (6000, 6000), 128).save(out, "JPEG", progressive=True, quality=5)
    data = out.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * (4_000_000 // (len(data) - last)) + data[-2:]


def webp_of_two_hundred_million() -> bytes:
    """A canvas of 16383 × 16383, where the drawing is small."""
    data = healthy()["webp"]
    body = data[12:]
    canvas = b"VP8X" + struct.pack("<I", 10) + bytes(4) + (16382).to_bytes(3, "little") * 2
    inside = b"WEBP" + canvas + body
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def heif_of_ten_thousand_million() -> bytes:
    """Says 100000 × 100000 where its size stands."""
    data = bytearray(healthy()["heif"])
    at = data.index(b"ispe")
    data[at + 8 : at + 16] = struct.pack(">II", 100_000, 100_000)
    return bytes(data)


def pdf_of_forty_one_pages() -> bytes:
    return pdf(pages=41)


def pdf_that_says_a_million_pages() -> bytes:
    return pdf(tree=b"<< /Type /Pages /Kids [10 0 R] /Count 1000000 >>")


def pdf_whose_pages_hold_themselves() -> bytes:
    return pdf(tree=b"<< /Type /Pages /Kids [2 0 R 2 0 R 10 0 R] /Count 3 >>")


def pdf_as_large_as_a_country() -> bytes:
    return pdf(box=b"[0 0 100000000 100000000]")


def pdf_as_thin_as_a_hair() -> bytes:
    return pdf(box=b"[0 0 0.001 14400]")


def pdf_drawn_by_a_thousand_million_forms() -> bytes:
    """Nine forms, each drawing the next ten times."""
    forms = []
    for depth in range(9):
        inside = b"/X Do " * 10 if depth < 8 else b"0 0 100 100 re f " * 10
        resources = b"/Resources << /XObject << /X %d 0 R >> >>" % (FIRST_OF_YOURS + depth + 1)
        forms.append(
            stream(inside, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + resources)
        )
    return pdf(content=b"/X Do", others=forms)


def pdf_whose_drawing_swells() -> bytes:
    """A few bytes that become fifty million, packed twice."""
    packed = zlib.compress(bytes(50_000_000), 9)
    twice = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream"
    body = zlib.compress(packed, 9)
    form = twice % (len(body), body)
    form = form.replace(
        b"<< /Length", b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length", 1
    )
    return pdf(content=b"/X Do", others=[form])


def pdf_with_a_picture_of_nine_hundred_million() -> bytes:
    picture = zlib.compress(bytes(30_000 * 3) * 300, 9)
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 30000 /Height 30000 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceRGB /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    ) % (len(picture), picture)
    return pdf(content=b"595 0 0 842 0 0 cm /X Do", others=[image])


def pdf_of_brackets() -> bytes:
    return pdf(catalog=b"/Deep " + b"[" * 200_000 + b"]" * 200_000)


def pdf_of_objects_that_swell() -> bytes:
    """A stream of objects that becomes forty million bytes."""
    objects = stream(b" " * 40_000_000, b"/Type /ObjStm /N 1 /First 5", is_packed=True)
    return pdf(others=[objects])


def pdf_with_a_pattern_of_patterns() -> bytes:
    """A page tiled by a tile a thousandth of a point wide."""
    tile = stream(
        b"0 0 1 1 re f",
        b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] "
        b"/XStep 0.001 /YStep 0.001 /Resources << >>",
    )
    page = b"/Resources << /Pattern << /P %d 0 R >> >>" % FIRST_OF_YOURS
    return pdf(page=page, content=b"/Pattern cs /P scn 0 0 595 842 re f", others=[tile])


def pdf_of_streams_that_never_end() -> bytes:
    return b"%PDF-1.7\n" + b"stream\n" * 700_000 + b"\n%%EOF"


def pdf_that_opens_and_opens() -> bytes:
    return b"%PDF-1.7\n" + b"/OpenAction<< " * 300_000 + b"\n%%EOF"


def jpeg_of_a_million_jpegs() -> bytes:
    return b"\xff\xd8\xff\xd9" * 1_000_000


def jpeg_of_marks() -> bytes:
    return b"\xff\xd8" + b"\xff" * 4_000_000


HEAVY = {"too_heavy", "too_many_pixels", "truncated", "unreadable"}
ANY_PAGE = {*HEAVY, "png", "pdf"}
BOMBS: Mapping[str, tuple[Callable[[], bytes], set[str]]] = {
    found.__name__: (found, expected)
    for found, expected in (
        (png_of_sixteen_hundred_million, {"too_many_pixels"}),
        (png_that_draws_more_than_it_is, ANY_PAGE),
        (png_with_a_long_sentence, HEAVY),
        (png_with_a_deep_profile, ANY_PAGE),
        (jpeg_of_four_thousand_million, {"too_many_pixels"}),
        (jpeg_drawn_again_and_again, {"too_heavy"}),
        (jpeg_of_a_million_jpegs, {"two_things_at_once"}),
        (jpeg_of_marks, {"truncated", "too_heavy"}),
        (webp_of_two_hundred_million, HEAVY),
        (heif_of_ten_thousand_million, HEAVY),
        (pdf_of_forty_one_pages, {"too_many_pages"}),
        (pdf_that_says_a_million_pages, {"too_many_pages", "truncated"}),
        (pdf_whose_pages_hold_themselves, {"truncated", "pdf"}),
        (pdf_as_large_as_a_country, ANY_PAGE),
        (pdf_as_thin_as_a_hair, {"truncated"}),
        (pdf_drawn_by_a_thousand_million_forms, {"too_heavy", "unreadable"}),
        (pdf_whose_drawing_swells, ANY_PAGE),
        (pdf_with_a_picture_of_nine_hundred_million, ANY_PAGE),
        (pdf_of_brackets, ANY_PAGE),
        (pdf_of_objects_that_swell, {"too_heavy"}),
        (pdf_of_streams_that_never_end, {"truncated", "too_heavy"}),
        (pdf_that_opens_and_opens, {"truncated", "too_heavy"}),
        (pdf_with_a_pattern_of_patterns, ANY_PAGE),
    )
}
"""Each with the answers that are right: a reason, or a kind where a page drawn within bounds is as good."""
