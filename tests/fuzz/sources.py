"""Healthy files, one of each kind, small enough to be harmed by the thousand."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from PIL import Image

from tests.fixtures.pdfs import pdf

_PHONE = Path(__file__).parents[1] / "fixtures" / "phone.heic"


@lru_cache(maxsize=1)
def healthy() -> Mapping[str, bytes]:
    """By name; each decodes."""
    image = Image.radial_gradient("L").resize((90, 120)).convert("RGB")
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Appareil"
    made = {
        "heif": _PHONE.read_bytes(),
        "pdf": pdf(pages=2, box=b"[0 0 100 140]", content=b"1 0 0 rg 9 9 50 50 re f"),
    }
    for name, kind, how in (
        ("jpeg", "JPEG", {"exif": exif.tobytes()}),
        ("progressive", "JPEG", {"progressive": True}),
        ("png", "PNG", {"exif": exif.tobytes()}),
        ("webp", "WEBP", {"exif": exif.tobytes()}),
        ("lossless", "WEBP", {"lossless": True}),
    ):
        out = io.BytesIO()
        image.save(out, kind, **how)
        made[name] = out.getvalue()
    out = io.BytesIO()
    image.convert("P").save(out, "PNG", transparency=3)
    return {**made, "palette": out.getvalue()}
