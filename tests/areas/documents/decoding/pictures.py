"""Small pictures: red at the top left, blue at the bottom right, written in any format with all that clings to them."""

from __future__ import annotations

import io

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

SECRET = "Chambre 12, Mme Lemoine"
"""What clings to every picture written here, and must be found in no derivative."""


def drawn(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Two marks that tell which way is up."""
    image = Image.new("RGB", size, "white")
    marks = ImageDraw.Draw(image)
    width, height = size
    marks.rectangle((0, 0, width // 5, height // 5), fill=(220, 20, 20))
    marks.rectangle((width * 4 // 5, height * 4 // 5, width, height), fill=(20, 20, 220))
    return image.convert(mode)


def written(image: Image.Image, kind: str, orientation: int = 1) -> bytes:
    """The bytes of a picture that carries its maker, its place, a sentence and a colour profile."""
    turn = {1: None, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}[orientation]
    stored = image.transpose(turn) if turn is not None else image
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 6.0, 41.0), 3: "W", 4: (1.0, 40.0, 46.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    packet = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", SECRET)
    beside = {
        "PNG": {"pnginfo": words},
        "JPEG": {"comment": SECRET, "xmp": packet},
        "WEBP": {"xmp": packet},
    }
    out = io.BytesIO()
    stored.save(out, kind, exif=exif.tobytes(), icc_profile=profile, **beside[kind])
    return out.getvalue()
