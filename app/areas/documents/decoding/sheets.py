"""What a page becomes: a picture to read, a small one for lists, a grey one for whoever reads its words.

Each is drawn anew from points alone: nothing that came with the picture (camera, place, profile) goes along.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

from app.areas.documents.decoding.straightening import straightened

READABLE, SMALL = 2000, 320
_GREY_LONGEST = 2400


@dataclass(frozen=True, slots=True)
class Drawn:
    """`gray` is a PGM, for the reader of words; None when nobody asked."""

    width: int
    height: int
    legible: bytes
    thumb: bytes
    gray: bytes | None


def drawn(
    image: Image.Image, corners: tuple[tuple[float, float], ...] | None, bw: bool, wants_text: bool
) -> Drawn:
    """The derivatives of one upright picture, in RGB or grey."""
    flat = straightened(image, corners, _GREY_LONGEST if wants_text else READABLE)
    gray = _pgm(evened(flat)) if wants_text else None
    page = straightened(flat, None, READABLE)
    if bw:
        page = black_on_white(page)
    small = straightened(page, None, SMALL)
    return Drawn(page.width, page.height, _webp(page, 75), _webp(small, 70), gray)


def evened(image: Image.Image) -> Image.Image:
    """Grey, with the light of the room taken away: paper is white where a shadow lay."""
    gray = image.convert("L")
    return ImageChops.subtract(gray, _background(gray), scale=1.0, offset=235)


def black_on_white(image: Image.Image) -> Image.Image:
    """Ink and paper, with the soft edge that keeps small letters whole."""
    gray = image.convert("L").filter(ImageFilter.BoxBlur(0.6))
    apart = ImageChops.subtract(_background(gray), gray)
    return apart.point([max(0, min(255, round(255 - (v - 18) * 255 / 80))) for v in range(256)])


def _background(gray: Image.Image) -> Image.Image:
    """What the paper would be without ink: the lightest around each point, smoothed; at an eighth of the size."""
    small = gray.reduce(8) if min(gray.size) >= 64 else gray
    lightest = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(4))
    return lightest.resize(gray.size, Image.Resampling.BILINEAR)


def _webp(image: Image.Image, quality: int) -> bytes:
    written = io.BytesIO()
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    bare.save(written, "WEBP", quality=quality, method=2)
    return written.getvalue()


def _pgm(gray: Image.Image) -> bytes:
    return b"P5 %d %d 255\n" % gray.size + gray.tobytes()
