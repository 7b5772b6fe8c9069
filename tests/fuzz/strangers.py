"""Files that are something else, two things at once, or paper that acts by itself; each with its one right reason."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from functools import lru_cache

from PIL import Image

from tests.fixtures.pdfs import FIRST_OF_YOURS, pdf, stream
from tests.fuzz.bombs import chunk, png
from tests.fuzz.sources import healthy

_JS = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
_LINK = b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 99 99] /A << %s >> >>]"
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/>%s</svg>'


@lru_cache(maxsize=1)
def strangers() -> Mapping[str, tuple[bytes, str]]:
    """By name: the bytes, and why they are refused."""
    made: dict[str, tuple[bytes, str]] = {}
    for reason, files in (
        ("type_not_allowed", _other_types()),
        ("script_inside", {**_scripts(), **_acting_pdfs()}),
        ("embedded_files", _holding_pdfs()),
        ("protected_pdf", _locked_pdfs()),
        ("two_things_at_once", _two_things()),
        ("truncated", _cut_short()),
        ("not_a_picture", _nothing()),
    ):
        made.update({name: (data, reason) for name, data in files.items()})
    return made


def _other_types() -> dict[str, bytes]:
    image = Image.new("RGB", (20, 20), "white")
    made = {}
    for kind in ("GIF", "BMP", "TIFF", "ICO", "PSD", "EPS"):
        out = io.BytesIO()
        if kind not in ("ICO", "PSD"):
            image.save(out, kind)
            made[f"a {kind}"] = out.getvalue()
    moving = io.BytesIO()
    image.save(moving, "WEBP", save_all=True, append_images=[Image.new("RGB", (20, 20))])
    changing = io.BytesIO()
    image.save(changing, "PNG", save_all=True, append_images=[Image.new("RGB", (20, 20))])
    film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0\0\0\x10mdat" + bytes(8)
    return {
        **made,
        "a drawing in SVG": _SVG % b"",
        "a page of the web": b"<!DOCTYPE html><p>Bonjour",
        "an archive": _archive(),
        "a program": b"MZ\x90\0" + bytes(200),
        "a program of Linux": b"\x7fELF\x02\x01\x01" + bytes(200),
        "a shell": b"#!/bin/sh\nrm -rf /\n",
        "an old text processor": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "a film": film,
        "a film called a photograph of a phone": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08moov",
        "a WebP that moves": moving.getvalue(),
        "a PNG that moves": changing.getvalue(),
        "PostScript": b"%!PS-Adobe-3.0\nshowpage\n",
    }


def _scripts() -> dict[str, bytes]:
    healthy_png = healthy()["png"]
    return {
        "SVG with a script": _SVG % b"<script>alert(1)</script>",
        "SVG that acts when loaded": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "SVG with an entity": b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
        "SVG with a foreign page": _SVG % b"<foreignObject><body/></foreignObject>",
        "a page of the web with a script": b"<html><script>alert(1)</script>",
        "PNG whose comment is a script": healthy_png[:33]
        + chunk(b"tEXt", b"Comment\0<script>alert(1)</script>")
        + healthy_png[33:],
        "JPEG whose comment is a program": b"\xff\xd8\xff\xfe\0\x20<?php system($_GET[0]); ?>    "
        + healthy()["jpeg"][2:],
    }


def _acting_pdfs() -> dict[str, bytes]:
    objects = b"20 0 " + _JS
    packed = stream(objects, b"/Type /ObjStm /N 1 /First 5", is_packed=True)
    twice = stream(
        zlib.compress(zlib.compress(objects)),
        b"/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]",
    )
    return {
        "PDF that acts when opened": pdf(catalog=b"/OpenAction " + _JS),
        "PDF with scripts by name": pdf(
            catalog=b"/Names << /JavaScript << /Names [(a) %s] >> >>" % _JS
        ),
        "PDF with a script behind an escape": pdf(
            catalog=b"/OpenAction << /S /J#61vaScript /J#53 (x) >>"
        ),
        "PDF with a script in a stream of objects": pdf(others=[packed]),
        "PDF with a script packed twice": pdf(others=[twice]),
        "PDF with a script in what seems a stream": pdf(catalog=b"% >>stream\n/OpenAction " + _JS),
        "PDF with an escaped script in what seems a stream": pdf(
            catalog=b"% >>stream\n/OpenAction << /S /J#61v#61Script /JS (x) >>"
        ),
        "PDF that acts when a page is shown": pdf(page=b"/AA << /O %s >>" % _JS),
        "PDF that starts a program": pdf(page=_LINK % b"/S /Launch /F (cmd.exe)"),
        "PDF that starts a program when opened": pdf(
            catalog=b"/OpenAction << /S /Launch /F (a.exe) >>"
        ),
        "PDF that goes to the web when opened": pdf(
            catalog=b"/OpenAction << /S /URI /URI (http://a) >>"
        ),
        "PDF that sends a form": pdf(page=_LINK % b"/S /SubmitForm /F (http://a)"),
        "PDF that takes data in": pdf(page=_LINK % b"/S /ImportData /F (a.fdf)"),
        "PDF that goes to a file inside": pdf(page=_LINK % b"/S /GoToE /D [0 /Fit]"),
        "PDF with a film": pdf(page=b"/Annots [<< /Subtype /RichMedia /Rect [0 0 9 9] >>]"),
        "PDF with a sound": pdf(page=_LINK % b"/S /Sound /Sound 3 0 R"),
        "PDF with a form of another kind": pdf(catalog=b"/AcroForm << /XFA 3 0 R /Fields [] >>"),
    }


def _holding_pdfs() -> dict[str, bytes]:
    file = b"<< /Type /Filespec /F (a.exe) /EF << /F %d 0 R >> >>" % (FIRST_OF_YOURS + 1)
    held = stream(b"MZ", b"/Type /EmbeddedFile")
    named = b"/Names << /EmbeddedFiles << /Names [(a) %d 0 R] >> >>" % FIRST_OF_YOURS
    return {
        "PDF with a file inside": pdf(catalog=named, others=[file, held]),
        "PDF with a file pinned to a page": pdf(
            page=b"/Annots [<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS %d 0 R >>]"
            % FIRST_OF_YOURS,
            others=[file, held],
        ),
        "PDF with a file beside": pdf(
            catalog=b"/AF [%d 0 R]" % FIRST_OF_YOURS, others=[file, held]
        ),
    }


def _locked_pdfs() -> dict[str, bytes]:
    lock = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O (%s) /U (%s) >> /ID [(a) (b)]"
    return {
        "PDF with a password": pdf(trailer=lock % (b"o" * 32, b"u" * 32)),
        "PDF locked by somebody unknown": pdf(trailer=b"/Encrypt << /Filter /Unknown /V 9 >>"),
        "PDF locked behind an escape": pdf(trailer=b"/Encr#79pt << /Filter /Unknown >>"),
    }


def _two_things() -> dict[str, bytes]:
    behind = {f"{kind} and an archive": data + _archive() for kind, data in healthy().items()}
    jpeg = healthy()["jpeg"]
    film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0\0\0\x10mdat" + bytes(8)
    return {
        **behind,
        "an archive in the comment of a JPEG": _with_archive(jpeg),
        "PNG and words": healthy()["png"] + b"and more",
        "WebP and words": healthy()["webp"] + b"and more",
        "HEIC and words": healthy()["heif"] + b"and more than a box",
        "JPEG and a program": jpeg + b"MZ\x90\0" + bytes(64),
        "JPEG and a film": jpeg + film,
        "JPEG and a film signed by its maker": jpeg + film + b"SEFT",
        "JPEG, another, and a program": jpeg + jpeg + b"#!/bin/sh\n",
        "JPEG with a PDF in its head": b"\xff\xd8\xff\xfe\0\x12%PDF-1.7 1 0 obj" + jpeg[2:],
        "words before a PDF": b"GET / HTTP/1.1\r\n" + pdf(),
        "PDF and words": pdf() + b"and more",
        "PDF and a page of the web": pdf() + b"<html>",
    }


def _with_archive(jpeg: bytes) -> bytes:
    """Whole as a picture; and whole as an archive, whose own comment is the rest of the picture."""
    archive = _archive()
    archive = archive[:-2] + len(jpeg[2:]).to_bytes(2, "little")
    return b"\xff\xd8\xff\xfe" + (2 + len(archive)).to_bytes(2, "big") + archive + jpeg[2:]


def _cut_short() -> dict[str, bytes]:
    halves = {f"half a {kind}": data[: len(data) // 2] for kind, data in healthy().items()}
    last = {
        f"{kind} without its end": data[:-12] for kind, data in healthy().items() if kind != "heif"
    }
    starts = {
        "the start of a JPEG": b"\xff\xd8\xff",
        "the start of a PNG": b"\x89PNG\r\n\x1a\n",
        "the start of a PDF": b"%PDF-1.7\n",
        "the start of a WebP": b"RIFF\x10\0\0\0WEBP",
        "a PDF of nothing": b"%PDF-1.7\n%%EOF",
        "a PDF without pages": pdf(pages=0),
        "a PNG with a wrong sum": _with_wrong_sum(),
        "a PNG without its points": png(400, 400, b"\0" * 20),
    }
    return {**halves, **last, **starts}


def _nothing() -> dict[str, bytes]:
    return {
        "words": "Paracétamol 1 g matin et soir".encode(),
        "zeros": bytes(5000),
        "one byte": b"\xff",
        "noise": zlib.compress(b"noise" * 50)[::-1] * 40,
        "one point": png(1, 1, b"\0\0"),
        "a line": png(3000, 9, bytes(3001) * 9),
    }


def _with_wrong_sum() -> bytes:
    data = bytearray(healthy()["png"])
    at = data.index(b"IDAT") + 20
    data[at] ^= 0xFF
    return bytes(data)


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "Bonjour")
    return out.getvalue()
