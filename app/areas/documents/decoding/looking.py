"""What bytes are, by their content, and that they are that alone: in Python, before any library of pictures looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from app.areas.documents.decoding import containers
from app.areas.documents.decoding.refusing import Refusal
from app.areas.documents.decoding.values import Kind

_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1")
_OTHERS = (
    *(b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*", b"PK\3\4", b"PK\5\6", b"MZ", b"\x7fELF"),
    *(b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%!PS", b"8BPS"),
    *(b"ID3", b"OggS", b"\x1aE\xdf\xa3", b"\xff\x0a", b"\0\0\0\x0cJXL ", b"\0\0\0\x0cjP  ", b"#!"),
)
_MARKUP = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|svg|html|!--|\w)", re.IGNORECASE)
_SCRIPT = re.compile(rb"<script|javascript:|\son[a-z]+\s*=|<foreignobject|<!entity", re.IGNORECASE)
_CHECKS: Mapping[Kind, Callable[[bytes], None]] = {
    "jpeg": containers.check_jpeg,
    "png": containers.check_png,
    "webp": containers.check_webp,
    "heif": containers.check_heif,
    "pdf": containers.check_pdf,
}


def kind_of(data: bytes, mime: str | None) -> Kind:
    """What this is, whole and alone. Raises Refusal. A photograph called by another picture's name is still taken;
    a PDF called a picture, or the contrary, is not.
    """
    kind = _kind(data)
    if (
        mime
        and mime.startswith(("image/", "application/pdf"))
        and (kind == "pdf") != (mime == "application/pdf")
    ):
        raise Refusal("wrong_type")
    containers.check_alone(data, kind)
    _CHECKS[kind](data)
    return kind


def _kind(data: bytes) -> Kind:
    if not data:
        raise Refusal("empty")
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return "heif"
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return "pdf"
    raise Refusal(_why_not(data))


def _why_not(data: bytes) -> str:
    if _MARKUP.match(data[:256]):
        return "script_inside" if _SCRIPT.search(data) else "type_not_allowed"
    if data.startswith(_OTHERS) or data[4:8] == b"ftyp" or data[:4] == b"RIFF":
        return "type_not_allowed"
    if b"%PDF-" in data[:1024]:
        return "two_things_at_once"
    return "not_a_picture"
