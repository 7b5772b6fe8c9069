"""Pictures of persons: what an upload becomes, or why it is refused. Nothing of the original file survives."""

from __future__ import annotations

import io
import threading
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from app.ground.errors import Invalid

SIDE = 192
BYTES_LIMIT = 12 * 1024 * 1024
PIXELS_LIMIT = 50_000_000
WHOLE_PIXELS_LIMIT = 16_000_000
"""For formats that cannot be decoded small: about 64 MB of memory, one picture at a time."""
_FORMATS = ("JPEG", "PNG", "WEBP")
_ONE_AT_A_TIME = threading.Lock()
_FACE = (0.5, 0.35)  # portraits have the face above the middle

# A small file may claim billions of pixels: Pillow refuses twice this, we refuse this.
Image.MAX_IMAGE_PIXELS = PIXELS_LIMIT
warnings.simplefilter("error", Image.DecompressionBombWarning)


def square(data: bytes) -> bytes:
    """A WebP of 192 × 192 pixels, upright, without any metadata. Raises Invalid (`picture`)."""
    if len(data) > BYTES_LIMIT:
        raise _refused(f"Cette photo dépasse {BYTES_LIMIT // 1024 // 1024} Mo.")
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            limit = PIXELS_LIMIT if image.format == "JPEG" else WHOLE_PIXELS_LIMIT
            if image.width * image.height > limit:
                raise _refused("Cette image est trop grande pour être une photo.")
            image.draft("RGB", (SIDE * 2, SIDE * 2))  # JPEG only: decodes small, in little memory
            with _ONE_AT_A_TIME:
                return _webp(ImageOps.exif_transpose(image))
    except UnidentifiedImageError as error:
        raise _refused("Ce fichier n’est pas une photo JPEG, PNG ou WebP.") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _refused("Cette image est trop grande pour être une photo.") from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise _refused("Cette photo est incomplète ou abîmée : prenez-la à nouveau.") from error


def _webp(image: Image.Image) -> bytes:
    """Drawn on a new canvas, so that EXIF, XMP, profiles and comments stay behind."""
    fitted = ImageOps.fit(image.convert("RGBA"), (SIDE, SIDE), centering=_FACE)
    canvas = Image.new("RGB", (SIDE, SIDE), "white")
    canvas.paste(fitted, mask=fitted.getchannel("A"))
    out = io.BytesIO()
    canvas.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()


def _refused(message: str) -> Invalid:
    return Invalid({"picture": message})
