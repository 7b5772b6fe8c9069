"""Films for Chromium's false camera, made when they are needed: MJPEG is JPEG pictures one after the other."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import zxingcpp
from PIL import Image, ImageFilter

WIDTH, HEIGHT = 640, 480
# Chromium shows an MJPEG file at thirty pictures a second, and begins again at its end.
PER_SECOND = 30
_TABLE = (176, 168, 158)
FLAGS = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@dataclass(frozen=True)
class Shot:
    """What is held before the camera: a symbol, and how it is held."""

    symbol: Image.Image
    side: int = 230
    turned: float = 0
    blurred: float = 0
    light: float = 1
    at: tuple[int, int] = (WIDTH // 2, HEIGHT // 2)

    def held(self, **how: object) -> Shot:
        """The same symbol, held otherwise."""
        return replace(self, **how)  # type: ignore[arg-type]


def pack(elements: str, **how: object) -> Shot:
    """A GS1 DataMatrix of a pack, its elements in brackets: `(01)03400…(17)270131`."""
    return _shot(zxingcpp.BarcodeFormat.DataMatrix, elements, how, gs1=True)


def label(text: str, **how: object) -> Shot:
    """The QR code of a label."""
    return _shot(zxingcpp.BarcodeFormat.QRCode, text, how)


def bars(digits: str, **how: object) -> Shot:
    """The plain bar code of a pack."""
    return _shot(zxingcpp.BarcodeFormat.EAN13, digits, {"side": 300, **how})


def picture(path: Path, **how: object) -> Shot:
    """A symbol that somebody else drew."""
    with Image.open(path) as found:
        return Shot(found.convert("L")).held(**how)


def _shot(
    kind: zxingcpp.BarcodeFormat, content: str, how: dict[str, object], **options: object
) -> Shot:
    made = zxingcpp.create_barcode(content, kind, **options)
    return Shot(Image.fromarray(made.to_image(scale=8))).held(**how)


def film(path: Path, shots: Sequence[Shot], *, seconds: float = 0.8) -> Path:
    """Each shot for some seconds, then an empty table for a moment."""
    empty = [_encoded(_table(1))] * round(PER_SECOND * 0.1)
    frames: list[bytes] = []
    for shot in shots:
        frames += [_encoded(seen(shot))] * round(PER_SECOND * seconds) + empty
    path.write_bytes(b"".join(frames))
    return path


def flags(path: Path) -> tuple[str, ...]:
    """What starts Chromium with this film for a camera, and the permission given."""
    return (*FLAGS, f"--use-file-for-fake-video-capture={path}")


def seen(shot: Shot) -> Image.Image:
    """The picture that the camera takes of it."""
    wide, high = shot.symbol.size
    scale = shot.side / max(wide, high)
    size = (round(wide * scale), round(high * scale))
    symbol = shot.symbol.resize(size, Image.Resampling.LANCZOS)
    margin = Image.new("L", (size[0] + 24, size[1] + 24), 255)
    margin.paste(symbol, (12, 12))
    turned = margin.convert("RGBA").rotate(shot.turned, Image.Resampling.BICUBIC, expand=True)
    scene = _table(1)
    corner = (shot.at[0] - turned.width // 2, shot.at[1] - turned.height // 2)
    scene.paste(turned, corner, turned)
    if shot.blurred:
        scene = scene.filter(ImageFilter.GaussianBlur(shot.blurred))
    return scene.point(lambda value: round(value * shot.light))


def _table(light: float) -> Image.Image:
    return Image.new("RGB", (WIDTH, HEIGHT), tuple(round(part * light) for part in _TABLE))


def _encoded(scene: Image.Image) -> bytes:
    made = io.BytesIO()
    scene.save(made, "JPEG", quality=85)
    return made.getvalue()
