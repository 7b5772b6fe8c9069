"""A French ordonnance on A4, drawn with Pillow: nobody's paper, nobody's writing.

`ordonnance(lines)` answers the picture and every word on it, in reading order.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

LINES = (
    "Paracétamol 1 000 mg, comprimé : 1 le matin, 1 le midi, 1 le soir, pendant 5 jours",
    "Amoxicilline 500 mg, gélule : 1 gélule trois fois par jour, pendant 7 jours",
    "Furosémide 40 mg, comprimé : 1 le matin, à renouveler 2 fois",
    "Macrogol 4000, sachet : 1 sachet le matin si besoin",
)
PRESCRIBER = ("Docteur Hélène Garnier", "Médecine générale", "12 rue des Tilleuls, 35000 Rennes")
_PAPER = (252, 251, 247)
_INK = (24, 24, 34)
_PEN = (30, 44, 120)
_MARGIN = 0.095
_ROOT = Path(__file__).parents[2]
_NAME = "atkinson.woff2"
_PRINTED = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf")


def ordonnance(
    lines: Sequence[str] = LINES,
    *,
    person: str = "Mme Odette Lemoine, née le 3 mars 1938",
    on: str = "21 novembre 2026",
    prescriber: Sequence[str] = PRESCRIBER,
    foot: str = "En cas d’urgence, appeler le 15. Membre d’une association agréée, chèques acceptés.",
    dpi: int = 200,
) -> tuple[Image.Image, str]:
    """A signed ordonnance and the text on it. The foot is set in 8 points, the lines in 12."""
    paper = _Paper(dpi)
    for size, said in zip((15, 11, 9), prescriber, strict=False):
        paper.write(said, size)
    paper.skip(14)
    paper.write(f"Rennes, le {on}", 11)
    paper.write(person, 12)
    paper.skip(16)
    paper.write("ORDONNANCE", 17)
    paper.skip(10)
    for number, said in enumerate(lines, start=1):
        paper.write(f"{number}. {said}", 12)
        paper.skip(7)
    paper.skip(20)
    paper.write("Signature du prescripteur", 10)
    paper.sign()
    paper.to_foot()
    paper.write(foot, 8)
    return paper.image, "\n".join(paper.written)


def letter(lines: Sequence[tuple[str, float]], *, dpi: int = 84) -> Image.Image:
    """A page of any kind: each line with its size in points."""
    paper = _Paper(dpi)
    for said, size in lines:
        paper.write(said, size)
        paper.skip(size / 2)
    return paper.image


class _Paper:
    """A sheet being written from top to bottom; sizes are in points."""

    def __init__(self, dpi: int) -> None:
        self._point = dpi / 72
        self.image = Image.new("RGB", (round(8.27 * dpi), round(11.69 * dpi)), _PAPER)
        self._draw = ImageDraw.Draw(self.image)
        self._left = round(self.image.width * _MARGIN)
        self._y = self.image.height * 0.06
        self.written: list[str] = []

    def write(self, text: str, size: float) -> None:
        """A paragraph; its lines are broken where the margin comes."""
        font = typeface(round(size * self._point))
        for line in self._broken(text, font):
            self._draw.text((self._left, round(self._y)), line, fill=_INK, font=font)
            self._y += size * self._point * 1.42
            self.written.append(line)

    def skip(self, size: float) -> None:
        self._y += size * self._point

    def to_foot(self) -> None:
        self._y = self.image.height * 0.94

    def sign(self) -> None:
        """A hand that is nobody's."""
        left, top, step = self._left + 8 * self._point, self._y + 18 * self._point, self._point
        stroke = [
            (
                left + i * step * 1.5,
                top + step * 12 * math.sin(i / 3.1) * math.cos(i / 11) - i * step / 9,
            )
            for i in range(90)
        ]
        self._draw.line(stroke, fill=_PEN, width=max(2, round(step)), joint="curve")

    def _broken(self, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
        room = self.image.width - 2 * self._left
        lines = [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if font.getlength(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines


@lru_cache(maxsize=16)
def typeface(pixels: int) -> ImageFont.FreeTypeFont:
    """What offices print with. Without it ours, whose barred zero is for people: machines take it for an eight."""
    return ImageFont.truetype(str(_typeface()), pixels)


@lru_cache(maxsize=1)
def _typeface() -> Path:
    if _PRINTED.exists():
        return _PRINTED
    dist = _ROOT / "pwa" / "dist"
    manifest = dist / "manifest.json"
    if manifest.exists():
        built = json.loads(manifest.read_text(encoding="utf-8"))["entries"].get(_NAME)
        if built and (dist / built).exists():
            return dist / built
    kept = "node_modules/@fontsource-variable/atkinson-*/files/*latin-wght-normal.woff2"
    return next(_ROOT.glob(kept))
