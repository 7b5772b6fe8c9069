"""Photos of the demo world, drawn: no picture of anybody. Each scene answers a new image."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

_SIZE: Final = (640, 480)


def _garden() -> Image.Image:
    """A bench on a lawn, under a tree, in the sun."""
    image, pen = _scene((176, 212, 236))
    pen.rectangle((0, 290, 640, 480), fill=(124, 164, 92))
    pen.ellipse((500, 40, 580, 120), fill=(252, 232, 150))
    pen.rectangle((150, 150, 180, 320), fill=(104, 78, 56))
    rng = random.Random("garden")
    for _ in range(60):
        x, y, r = rng.randint(60, 260), rng.randint(50, 190), rng.randint(18, 40)
        green = (rng.randint(60, 100), rng.randint(120, 160), rng.randint(60, 90))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=green)
    for y in (300, 322, 350):
        pen.rounded_rectangle((300, y, 520, y + 14), 5, fill=(150, 104, 66))
    for x in (320, 490):
        pen.rectangle((x, 300, x + 12, 400), fill=(110, 76, 50))
    for _ in range(90):
        x, y = rng.randint(0, 640), rng.randint(400, 475)
        colour = rng.choice(((226, 92, 110), (250, 214, 96), (240, 240, 248), (150, 110, 190)))
        pen.ellipse((x, y, x + 9, y + 9), fill=colour)
    return image.filter(ImageFilter.GaussianBlur(1.2))


def _kitchen() -> Image.Image:
    """A bowl of apples and a pan on a table, on a checked cloth."""
    image, pen = _scene((238, 226, 206))
    for x in range(0, 640, 40):
        for y in range(240, 480, 40):
            is_red = (x + y) // 40 % 2 == 0
            pen.rectangle((x, y, x + 39, y + 39), fill=(204, 84, 84) if is_red else (250, 246, 238))
    pen.ellipse((60, 300, 330, 420), fill=(92, 126, 158))
    for x, y, colour in (
        (110, 240, (214, 60, 52)),
        (180, 220, (232, 176, 60)),
        (240, 245, (150, 178, 72)),
    ):
        pen.ellipse((x - 46, y, x + 46, y + 90), fill=colour)
        pen.line((x, y + 6, x + 8, y - 18), fill=(90, 64, 44), width=6)
    pen.rounded_rectangle((400, 270, 570, 380), 26, fill=(120, 124, 132))
    pen.ellipse((400, 244, 570, 300), fill=(232, 206, 132))
    pen.line((566, 320, 632, 300), fill=(70, 72, 78), width=16)
    return image.filter(ImageFilter.GaussianBlur(1.2))


def _scene(colour: tuple[int, int, int]) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", _SIZE, colour)
    return image, ImageDraw.Draw(image)


SCENES: Final[dict[str, Callable[[], Image.Image]]] = {"garden": _garden, "kitchen": _kitchen}
