"""A photographed ordonnance becomes a page laid flat, read, and rid of all that came with it."""

from __future__ import annotations

import io
import subprocess
import sys

from PIL import Image

from app.areas.documents.decoding import REASONS, Asked, Decoded, Refused, decode, reading, starting
from tests.areas.documents.decoding.likeness import likeness
from tests.areas.documents.decoding.pictures import drawn, written


def _page(data: bytes, asked: Asked) -> tuple[Decoded, Image.Image]:
    found = decode(data, asked)
    assert isinstance(found, Decoded), found
    return found, Image.open(io.BytesIO(found.sheets[0].legible))


def test_a_photographed_ordonnance_is_laid_flat_and_read(photograph):
    found, page = _page(photograph.jpeg, Asked("image/jpeg", photograph.corners, wants_text=True))
    (sheet,) = found.sheets
    assert found.kind == "jpeg"
    assert (sheet.width, sheet.height) == page.size == (1414, 2000)
    assert likeness(photograph.text, sheet.text or "") >= 0.95


def test_the_table_is_cut_away(photograph):
    _, page = _page(photograph.jpeg, Asked("image/jpeg", photograph.corners))
    edges = [page.convert("L").getpixel(at) for at in ((8, 8), (1405, 8), (1405, 1990), (8, 1990))]
    assert min(edges) > 120, "paper, not wood"


def test_black_and_white_has_no_shadow_and_is_still_read(photograph):
    found, page = _page(photograph.jpeg, Asked("image/jpeg", photograph.corners, True, True))
    grey = page.convert("L").histogram()
    assert sum(grey[250:]) > 0.9 * sum(grey), "paper is white under the shadow too"
    assert sum(grey[:60]) > 0.005 * sum(grey), "ink is black"
    assert likeness(photograph.text, found.sheets[0].text or "") >= 0.95


def test_where_landlock_may_not_even_be_asked_for_words_are_read_all_the_same(
    photograph, monkeypatch
):
    """A host may end whoever asks for it, as systemd 252 does by default."""
    begun = []

    def begin(module: str, *arguments: object) -> subprocess.Popen[bytes]:
        begun.append(arguments)
        if arguments[-1]:
            text = "import os, signal; os.kill(os.getpid(), signal.SIGSYS)"
            return subprocess.Popen(
                [sys.executable, "-I", "-c", text], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        return starting.begin(module, *arguments)

    monkeypatch.setattr(reading, "begin", begin)
    asked = Asked("image/jpeg", photograph.corners, wants_text=True)
    found, _ = _page(photograph.jpeg, asked)
    assert likeness(photograph.text, found.sheets[0].text or "") >= 0.95
    assert [has_landlock for *_, has_landlock in begun] == [True, False]


def test_without_corners_the_whole_picture_is_shown_upright():
    side = drawn((600, 800))
    found, page = _page(written(side, "JPEG", orientation=6), Asked())
    assert page.size == (600, 800)
    red, blue = page.getpixel((30, 30)), page.getpixel((570, 770))
    assert red[0] > 180 > red[2]
    assert blue[2] > 180 > blue[0]
    assert found.sheets[0].text is None


def test_the_small_picture_is_small():
    found, _ = _page(written(drawn((3000, 2000)), "JPEG"), Asked())
    assert Image.open(io.BytesIO(found.sheets[0].thumb)).size == (320, 213)


def test_corners_that_make_no_page_show_the_whole_picture():
    crossed = ((0.1, 0.1), (0.9, 0.9), (0.9, 0.1), (0.1, 0.9))
    for corners in (crossed, ((0.5, 0.5),) * 4, ((0.0, 0.0), (1.0, 0.0)), ((9e9, 0.0),) * 4):
        _, page = _page(written(drawn((600, 800)), "JPEG"), Asked(corners=corners))
        assert page.size == (600, 800)


def test_every_reason_is_a_french_sentence():
    assert all(said.endswith(".") and len(said) > 30 for said in REASONS.values())


def test_nothing_is_refused_as_nothing():
    assert decode(b"", Asked()) == Refused("empty")
