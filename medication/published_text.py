"""From the bytes of a published file to its rows, each with its line number.

The files of the Base de données publique des médicaments have no header, tabs between fields, no
quoting; UTF-8 or Windows-1252 from one file to the next, CR LF or LF, now and then CR CR LF and a
blank line, a trailing tab in older sets. What is not that is refused with the file's name and the
line, so that a wrong file never becomes a wrong drug.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LARGEST: Final = 300_000_000
"""Bytes of a file once unpacked: thirty times the largest published."""

_MISREAD: Final = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf\u2018-\u203a\u20ac\u0152-\u0192\u02c6\u02dc\u2122]|\u00e2\u20ac"
)
_UNKNOWN: Final = (
    "l'encodage n'est ni UTF-8 ni Windows-1252, ou le fichier a été converti : reprenez-le tel "
    "qu'il est publié."
)
_LOST: Final = re.compile("[\ufffd\u2500-\u257f]")
_WITHOUT_ACCENTS: Final = (
    "aucune lettre accentuée : le fichier a été converti ; reprenez-le tel qu'il est publié."
)
_LONG: Final = 100_000
"""Characters beyond which a French file has accents, or has lost them."""
_OTHER_CODE_PAGE: Final = re.compile(r"(?<=[A-Za-z])[‚Ž](?=[a-z\s,;)]|$)")


class PublishedFileRefused(ValueError):
    """A file cannot be what its name says. Bears the file, the line (None: the whole file) and a
    French reason."""

    def __init__(self, file: str, reason: str, line: int | None = None) -> None:
        where = file if line is None else f"{file}, ligne {line}"
        super().__init__(f"{where} : {reason}")
        self.file, self.line, self.reason = file, line, reason


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one line without surrounding spaces; lines count from 1."""

    line: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedText:
    """The text of a file and how it was written; `ended`: its last line has an end."""

    file: str
    text: str
    encoding: str
    ended: bool


def read_text(file: str, data: bytes) -> PublishedText:
    """The text of a published file, packed by gzip or not. Raises PublishedFileRefused when it is
    empty, cut, or written in another encoding than the two that are published."""
    plain = unpacked(file, data)
    if not plain.strip():
        raise PublishedFileRefused(file, "le fichier est vide.")
    text, encoding = _decoded(file, plain)
    if "\n" not in text:
        text = text.replace("\r", "\n")
    return PublishedText(file, text, encoding, text.endswith("\n"))


def rows(published: PublishedText, columns: int) -> Iterator[Row | PublishedFileRefused]:
    """Each line that is not blank: its fields, or why it has not the `columns` of its file."""
    for line, raw in enumerate(published.text.split("\n"), 1):
        if not (kept := raw.strip("\r")).strip():
            continue
        fields = tuple(part.replace("\xa0", " ").strip() for part in kept.split("\t"))
        if len(fields) == columns + 1 and not fields[-1]:
            fields = fields[:-1]
        if len(fields) == columns:
            yield Row(line, fields)
        else:
            counted = f"{len(fields)} colonne{'s' if len(fields) > 1 else ''}"
            yield PublishedFileRefused(published.file, f"{counted} au lieu de {columns}.", line)


def unpacked(file: str, data: bytes) -> bytes:
    """The bytes, out of gzip where they are packed. Raises PublishedFileRefused when they are cut."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    inflater = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        plain = inflater.decompress(data, LARGEST)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise PublishedFileRefused(file, "l'archive .gz est abîmée.") from error
    if inflater.unconsumed_tail:
        raise PublishedFileRefused(file, "le fichier est beaucoup trop gros.")
    if not inflater.eof:
        raise PublishedFileRefused(file, "l'archive .gz est coupée avant sa fin.")
    return plain


def _decoded(file: str, plain: bytes) -> tuple[str, str]:
    if plain.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in plain:
        line = plain[: plain.index(b"\0")].count(b"\n") + 1 if b"\0" in plain else 1
        raise PublishedFileRefused(file, _UNKNOWN, line)
    try:
        text, encoding = plain.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        text, encoding = _windows(file, plain), "Windows-1252"
    for suspect in (_MISREAD, _OTHER_CODE_PAGE, _LOST):
        if found := suspect.search(text):
            raise PublishedFileRefused(file, _UNKNOWN, text.count("\n", 0, found.start()) + 1)
    if len(text) > _LONG and text.isascii():
        raise PublishedFileRefused(file, _WITHOUT_ACCENTS)
    return text, encoding


def _windows(file: str, plain: bytes) -> str:
    try:
        return plain.decode("cp1252")
    except UnicodeDecodeError as error:
        line = plain.count(b"\n", 0, error.start) + 1
        raise PublishedFileRefused(file, _UNKNOWN, line) from error
