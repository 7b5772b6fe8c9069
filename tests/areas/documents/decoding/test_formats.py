"""Each kind of picture becomes the same page: upright, on white, and without anything that clung to it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from app.areas.documents.decoding import Asked, Decoded, Refused, decode
from tests.areas.documents.decoding.pictures import SECRET, drawn, written
from tests.fixtures.pdfs import FIRST_OF_YOURS, pdf, stream

PHONE = (Path(__file__).parents[3] / "fixtures" / "phone.heic").read_bytes()
"""A picture as iPhones write them: HEVC, turned on its side, with place, sentence and profile."""
SIZE = (240, 320)
SOURCES = {
    "jpeg": lambda: written(drawn(SIZE), "JPEG", orientation=6),
    "png": lambda: written(drawn(SIZE), "PNG", orientation=8),
    "webp": lambda: written(drawn(SIZE), "WEBP", orientation=6),
    "heif": lambda: PHONE,
}


def seen(data: bytes, asked: Asked | None = None) -> tuple[Decoded, Image.Image]:
    """The only page of a picture."""
    found = decode(data, asked or Asked())
    assert isinstance(found, Decoded), found
    (sheet,) = found.sheets
    return found, Image.open(io.BytesIO(sheet.legible))


def is_upright(page: Image.Image) -> bool:
    """Red at the top left, blue at the bottom right."""
    first, last = page.getpixel((10, 10)), page.getpixel((page.width - 11, page.height - 11))
    return first[0] > 150 > first[2] and last[2] > 150 > last[0]


@pytest.mark.parametrize("kind", SOURCES)
def test_it_is_upright_and_bare(kind):
    data = SOURCES[kind]()
    assert SECRET.encode() in data, "it clings to what came"
    found, page = seen(data)
    assert found.kind == kind
    assert page.size == SIZE
    assert is_upright(page)
    for made in (found.sheets[0].legible, found.sheets[0].thumb):
        bare = Image.open(io.BytesIO(made))
        assert not dict(bare.getexif())
        assert not {"exif", "xmp", "icc_profile"} & set(bare.info)
        assert not any(mark in made for mark in (b"EXIF", b"XMP ", b"ICCP", b"Lemoine", b"xmpmeta"))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])
def test_every_way_of_writing_points_is_read(mode):
    out = io.BytesIO()
    image = drawn(SIZE, "L" if mode == "I;16" else mode)
    (image.convert("I").point(lambda v: v * 256).convert("I;16") if mode == "I;16" else image).save(
        out, "PNG"
    )
    _, page = seen(out.getvalue())
    assert page.size == SIZE
    assert page.getpixel((120, 160))[0] > 240, "white paper"
    assert page.getpixel((10, 10))[2] < 130, "and ink"


def test_four_inks_are_read():
    out = io.BytesIO()
    drawn(SIZE, "CMYK").save(out, "JPEG", quality=95)
    assert is_upright(seen(out.getvalue())[1])


def test_what_can_be_seen_through_lies_on_white():
    out = io.BytesIO()
    Image.new("RGBA", SIZE, (0, 0, 0, 0)).save(out, "PNG")
    assert seen(out.getvalue())[1].getpixel((100, 100)) == (255, 255, 255)


def test_a_phone_may_write_a_second_picture_behind_the_first():
    data = written(drawn(SIZE), "JPEG")
    assert seen(data + written(drawn((60, 80)), "JPEG"))[1].size == SIZE


def test_a_photograph_by_another_pictures_name_is_still_taken():
    assert seen(written(drawn(SIZE), "PNG"), Asked("image/jpeg"))[0].kind == "png"


def test_a_picture_called_a_pdf_is_not():
    assert decode(written(drawn(SIZE), "PNG"), Asked("application/pdf")) == Refused("wrong_type")


def test_what_was_typed_into_a_form_is_seen():
    typed = stream(
        b"0.9 0.1 0.1 rg 0 0 328 40 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 328 40]"
    )
    field = (
        b"/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (nom) /V (Lemoine) /F 4 "
        b"/Rect [72 500 400 540] /AP << /N %d 0 R >> >>]"
    ) % FIRST_OF_YOURS
    form = b"/AcroForm << /Fields [] >>"
    page = seen(pdf(content=b"", page=field, catalog=form, others=[typed]))[1]
    red = page.getpixel((400, round((842 - 520) / 842 * 2000)))
    assert red[0] > 180 > red[1]


def test_words_of_a_pdf_are_read_and_its_own_are_left():
    told = pdf(
        box=b"[0 540 420 700]",
        info=b"<< /Title (%s) /Author (%s) >>" % (SECRET.encode(), SECRET.encode()),
    )
    found, _ = seen(told, Asked("application/pdf", wants_text=True))
    (sheet,) = found.sheets
    assert sheet.text == "Compte rendu"
    assert b"Lemoine" not in sheet.legible + sheet.thumb


def test_twelve_million_points_of_a_phone_become_a_page():
    out = io.BytesIO()
    drawn((3024, 4032)).save(out, "JPEG", quality=90)
    _, page = seen(out.getvalue(), Asked(corners=((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))))
    assert max(page.size) == 2000
