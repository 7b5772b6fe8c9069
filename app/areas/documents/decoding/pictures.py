"""A photograph as points: one format tried, the one its bytes announced; upright; in grey or in three colours."""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping

from PIL import Image, ImageFile

from app.areas.documents.decoding.refusing import Refusal
from app.areas.documents.decoding.values import Kind

_FORMATS: Mapping[Kind, str] = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heif": "HEIF"}
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ENOUGH = 4800
"""A picture twice as long as what is kept of it is halved while it is read."""
_NARROWEST = 1 / 30
_BAND = 512


def load_formats(kind: Kind) -> None:
    """Loads what reads this kind, to its last module, before the process locks itself up."""
    from PIL import (
        JpegImagePlugin,
        MpoImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )

    assert (
        JpegImagePlugin
        and MpoImagePlugin
        and PngImagePlugin
        and TiffImagePlugin
        and WebPImagePlugin
    )
    Image.preinit()
    if kind == "heif":
        import pi_heif

        pi_heif.options.DECODE_THREADS = 1
        pi_heif.register_heif_opener(thumbnails=False)


def picture_of(data: bytes, kind: Kind, pixels: int) -> Image.Image:
    """The picture, upright. Raises Refusal."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _loaded(data, kind, pixels)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refusal("too_many_pixels") from error
    except (Refusal, MemoryError):
        raise
    except Exception as error:
        # Whatever a library says of bytes it cannot read: they are damaged.
        raise Refusal("truncated") from error


def _loaded(data: bytes, kind: Kind, pixels: int) -> Image.Image:
    names = (_FORMATS[kind],)
    if kind == "png":
        Image.open(io.BytesIO(data), formats=names).verify()
    image: Image.Image = Image.open(io.BytesIO(data), formats=names)
    width, height = image.size
    if width * height > pixels:
        raise Refusal("too_many_pixels")
    if min(width, height) < 8 or min(width, height) / max(width, height) < _NARROWEST:
        raise Refusal("not_a_picture")
    turn = _TURNS.get(_orientation(image)) if kind != "heif" else None
    if kind == "jpeg" and max(width, height) >= _ENOUGH:
        image.draft("RGB", (width // 2, height // 2))
    image.load()
    image = _halved(image) if max(image.size) >= _ENOUGH else _plain(image)
    return image.transpose(turn) if turn is not None else image


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except Exception:
        return 1
    return found if isinstance(found, int) else 1


def _halved(image: Image.Image) -> Image.Image:
    """A band at a time: a whole second picture would not fit beside the first."""
    half: Image.Image | None = None
    for top in range(0, image.height, _BAND):
        lower = min(top + _BAND, image.height)
        band = _plain(image.crop((0, top, image.width, lower))).reduce(2)
        if half is None:
            half = Image.new(band.mode, (band.width, (image.height + 1) // 2))
        half.paste(band, (0, top // 2))
    assert half is not None, "a picture has points"
    return half


def _plain(image: Image.Image) -> Image.Image:
    """Grey or three colours; what one could see through lies on white."""
    if image.mode in ("L", "RGB"):
        return image
    if image.mode.startswith("I;16"):
        return image.point(lambda v: v / 256).convert("L")
    if image.mode in ("P", "PA", "LA", "RGBA", "RGBa", "La"):
        seen = image.convert("RGBA")
        paper = Image.new("RGB", seen.size, "white")
        paper.paste(seen, (0, 0), seen.getchannel("A"))
        return paper
    return image.convert("RGB")
