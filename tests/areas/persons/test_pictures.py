"""What becomes of an uploaded picture, and what is refused."""

import io
import struct
import zlib

import pytest
from PIL import Image

from app.areas.persons.commands import remove_picture, set_picture
from app.areas.persons.models import Person, Picture
from app.areas.persons.pictures import BYTES_LIMIT, square
from app.areas.persons.queries import picture_of
from app.ground.errors import Invalid
from tests.areas.conftest import NOW

GPS = b"48.8566N 2.3522E"


def photo(kind="JPEG", size=(600, 800), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def located_photo():
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x8825] = {1: "N", 2: (48.0, 51.0, 24.0), 3: "E", 4: (2.0, 21.0, 8.0)}
    exif[0x010E] = "Mme Lenoir"
    xmp = b"<x:xmpmeta>" + GPS + b"</x:xmpmeta>"
    return photo(exif=exif, xmp=xmp, comment=GPS)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(600, 800), (3000, 200), (1, 1)])
def test_any_photo_becomes_the_same_small_square(kind, size):
    made = Image.open(io.BytesIO(square(photo(kind, size))))
    assert (made.format, made.size, made.mode) == ("WEBP", (192, 192), "RGB")


def test_nothing_that_locates_or_names_survives():
    original = located_photo()
    assert b"Mme Lenoir" in original and GPS in original
    made = square(original)
    assert b"Lenoir" not in made and GPS not in made
    image = Image.open(io.BytesIO(made))
    assert dict(image.getexif()) == {}
    assert set(image.info) & {"exif", "xmp", "icc_profile", "comment"} == set()


def test_a_photo_taken_sideways_stands_upright():
    image = Image.new("RGB", (400, 400), "white")
    image.paste("black", (0, 0, 400, 200))  # black above
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    made = Image.open(io.BytesIO(square(out.getvalue())))
    assert made.getpixel((96, 10))[0] > 200 > 60 > made.getpixel((96, 180))[0]


def test_what_is_transparent_becomes_white():
    out = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(out, "PNG")
    made = Image.open(io.BytesIO(square(out.getvalue())))
    assert min(made.getpixel((90, 90))) > 250


def bomb(side):
    """A PNG of a few hundred bytes that says it is `side` pixels wide and high."""

    def chunk(name, data):
        return (
            struct.pack(">I", len(data))
            + name
            + data
            + struct.pack(">I", zlib.crc32(name + data) & 0xFFFFFFFF)
        )

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


HOSTILE = {
    "a bomb": (bomb(60_000), "trop grande"),
    "a smaller bomb": (bomb(8_000), "trop grande"),
    "a bomb just under the limit": (bomb(3_900), "abîmée"),
    "a photo cut short": (photo(size=(900, 900), quality=95)[:2000], "abîmée"),
    "a PNG cut short": (photo("PNG", (900, 900))[:200], "abîmée"),
    "a GIF": (photo("GIF"), "JPEG, PNG ou WebP"),
    "a TIFF": (photo("TIFF"), "JPEG, PNG ou WebP"),
    "a page": (b"<svg onload=alert(1)>", "JPEG, PNG ou WebP"),
    "a PDF": (b"%PDF-1.7\n", "JPEG, PNG ou WebP"),
    "nothing": (b"", "JPEG, PNG ou WebP"),
    "a heavy file": (bytes(BYTES_LIMIT + 1), "12 Mo"),
}


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("case", HOSTILE)
def test_it_refuses(case):
    data, words = HOSTILE[case]
    with pytest.raises(Invalid) as refusal:
        square(data)
    assert words in refusal.value.fields["picture"]


def test_a_picture_is_kept_sealed_and_reaches_the_tablets(home):
    lenoir = home.admit()
    with home.house.database.write() as session:
        before = session.get_one(Person, lenoir).revision
        row = set_picture(
            session, home.house, home.leader, lenoir, photo(), consent="person", now=NOW
        )
    assert b"RIFF" not in row.sealed
    with home.house.database.read() as session:
        assert session.get_one(Person, lenoir).revision == before + 1
        kept = picture_of(session, home.house, lenoir)
    assert kept is not None and kept[:4] == b"RIFF"


def test_no_consent_no_picture(home):
    lenoir = home.admit()
    with pytest.raises(Invalid) as refusal, home.house.database.write() as session:
        set_picture(session, home.house, home.leader, lenoir, photo(), consent="", now=NOW)
    assert "accord" in refusal.value.fields["consent"]


def test_a_refused_picture_leaves_the_one_before(home):
    lenoir = home.admit()
    with home.house.database.write() as session:
        set_picture(session, home.house, home.leader, lenoir, photo(), consent="person", now=NOW)
    with pytest.raises(Invalid), home.house.database.write() as session:
        set_picture(session, home.house, home.leader, lenoir, b"?", consent="person", now=NOW)
    with home.house.database.read() as session:
        assert picture_of(session, home.house, lenoir) is not None


def test_a_picture_is_taken_away(home):
    lenoir = home.admit()
    with home.house.database.write() as session:
        set_picture(session, home.house, home.leader, lenoir, photo(), consent="person", now=NOW)
    with home.house.database.write() as session:
        remove_picture(session, home.leader, lenoir, now=NOW)
    with home.house.database.read() as session:
        assert session.query(Picture).count() == 0
    assert len(home.events("person.picture_removed")) == 1
