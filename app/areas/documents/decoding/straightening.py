"""A sheet seen from aside, laid flat: the one place where the server straightens a page.

Corners are fractions of the upright picture, clockwise from the top left of the page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image

Corners = Sequence[Sequence[float]]
Point = tuple[float, float]

A4 = 297 / 210
_NEAR = 0.15
"""Seen from aside a sheet looks shorter: a ratio this near to A4's is A4's."""
_SMALLEST = 0.02
"""Less of the picture than this is no page: the whole picture is shown instead."""


def straightened(image: Image.Image, corners: Corners | None, longest: int) -> Image.Image:
    """The page between its corners, or the whole picture where they make no page; its long side at most `longest`."""
    if corners is None or not _is_page(corners):
        return _at_most(image, longest)
    points = [(x * image.width, y * image.height) for x, y in corners]
    width, height = _flat_size(points, longest)
    shrunk = _reduced(image, points, width, height)
    scale = shrunk.width / image.width, shrunk.height / image.height
    points = [(x * scale[0], y * scale[1]) for x, y in points]
    flat = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
    return shrunk.transform(
        (width, height),
        Image.Transform.PERSPECTIVE,
        coefficients(flat, points),
        Image.Resampling.BICUBIC,
        fillcolor="white",
    )


def coefficients(flat: Sequence[Point], seen: Sequence[Point]) -> tuple[float, ...]:
    """The eight numbers that take each point of the flat page to where it is seen. Raises ValueError when none do."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(flat, seen, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for place in range(8):
        pivot = max(range(place, 8), key=lambda row: abs(rows[row][place]))
        if abs(rows[pivot][place]) < 1e-12:
            raise ValueError("these corners make no page")
        rows[place], rows[pivot] = rows[pivot], rows[place]
        rows[place] = [value / rows[place][place] for value in rows[place]]
        for other in range(8):
            if other != place:
                factor = rows[other][place]
                rows[other] = [
                    a - factor * b for a, b in zip(rows[other], rows[place], strict=True)
                ]
    return tuple(row[8] for row in rows)


def _is_page(corners: Corners) -> bool:
    """Four points, turning one way, around enough of the picture."""
    if len(corners) != 4 or not all(
        len(c) == 2 and all(math.isfinite(v) for v in c) for c in corners
    ):
        return False
    if not all(-0.05 <= value <= 1.05 for corner in corners for value in corner):
        return False
    turns, area = [], 0.0
    for i in range(4):
        (ax, ay), (bx, by), (cx, cy) = corners[i], corners[(i + 1) % 4], corners[(i + 2) % 4]
        turns.append((bx - ax) * (cy - by) - (by - ay) * (cx - bx))
        area += (ax * by - bx * ay) / 2
    return min(turns) > 1e-4 and area >= _SMALLEST


def _flat_size(points: Sequence[Point], longest: int) -> tuple[int, int]:
    """What the page measures once flat: A4 where it nearly is, never larger than it was seen."""
    top, right = math.dist(points[0], points[1]), math.dist(points[1], points[2])
    bottom, left = math.dist(points[2], points[3]), math.dist(points[3], points[0])
    width, height = max(top, bottom), max(right, left)
    ratio = max(width, height) / min(width, height)
    if abs(ratio / A4 - 1) <= _NEAR:
        width, height = (height / A4, height) if height >= width else (width, width / A4)
    scale = min(1.0, longest / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _reduced(image: Image.Image, points: Sequence[Point], width: int, height: int) -> Image.Image:
    """Halved while the page is seen twice as large as it is wanted: points are averaged, not picked out."""
    seen = max(math.dist(points[0], points[1]) / width, math.dist(points[0], points[3]) / height)
    times = int(seen)
    return image.reduce(times) if times >= 2 else image


def _at_most(image: Image.Image, longest: int) -> Image.Image:
    scale = longest / max(image.size)
    if scale >= 1:
        return image
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
