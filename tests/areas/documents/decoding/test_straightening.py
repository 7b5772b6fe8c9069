"""Laying a page flat: each corner goes where it should, A4 stays A4, and no four corners make it fail."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.areas.documents.decoding.straightening import A4, coefficients, straightened

FLAT = [(0.0, 0.0), (210.0, 0.0), (210.0, 297.0), (0.0, 297.0)]
SEEN = [(31.0, 22.0), (205.0, 41.0), (190.0, 300.0), (18.0, 280.0)]
SIDE = st.floats(-0.1, 1.1, allow_nan=False)
SMALL = Image.new("RGB", (96, 128), "white")


def test_each_corner_of_the_flat_page_is_taken_where_it_was_seen():
    a, b, c, d, e, f, g, h = coefficients(FLAT, SEEN)
    for (x, y), (u, v) in zip(FLAT, SEEN, strict=True):
        below = g * x + h * y + 1
        assert abs((a * x + b * y + c) / below - u) < 1e-6
        assert abs((d * x + e * y + f) / below - v) < 1e-6


def test_a_sheet_seen_from_aside_is_a4_again():
    for corners in (
        ((0.1, 0.1), (0.9, 0.12), (0.86, 0.93), (0.12, 0.9)),
        ((0.05, 0.2), (0.95, 0.2), (0.95, 0.67), (0.05, 0.67)),
    ):
        page = straightened(Image.new("L", (1000, 1333)), corners, 800)
        assert abs(max(page.size) / min(page.size) / A4 - 1) < 0.01


def test_another_shape_keeps_its_own():
    card = straightened(
        Image.new("L", (1000, 1000)), ((0.1, 0.1), (0.9, 0.1), (0.9, 0.5), (0.1, 0.5)), 800
    )
    assert card.size == (800, 400)


def test_a_page_is_never_larger_than_it_was_seen():
    whole = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    assert max(straightened(Image.new("L", (300, 424)), whole, 2000).size) <= 425


@given(st.lists(st.tuples(SIDE, SIDE), min_size=4, max_size=4))
@settings(max_examples=60, deadline=None)
def test_whatever_the_corners_there_is_a_page(corners):
    page = straightened(SMALL, corners, 100)
    assert 1 <= min(page.size) <= max(page.size) <= 128
