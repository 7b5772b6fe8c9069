"""From files to a version ready to be kept. Nothing is written here: what is refused changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.areas.drugs import report
from app.areas.drugs.commands import Made
from app.areas.drugs.files import ImportRefused, bdpm_files, date_in, thesaurus_list
from medication.bdpm import Bdpm, read_set
from medication.published_text import PublishedFileRefused
from medication.reference import Reference, assemble, named
from medication.reference_bytes import to_bytes
from medication.thesaurus import Thesaurus, ThesaurusRefused, parse

Say = Callable[[str], None]

_SHRUNK = 0.75
"""Under this share of the rows of the version in use, a file is taken for a cut one."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the published files are; `thesaurus_on` when no file name tells the date."""

    bdpm: Path
    thesaurus: Path
    index: Path
    thesaurus_on: date | None = None
    may_be_smaller: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """The version in use, which an import is compared with."""

    reference: Reference
    report: dict[str, Any]


def build(sources: Sources, before: Before | None, *, now: datetime, say: Say) -> Made:
    """The version that the files make. Raises ImportRefused, which names the file and the line."""
    say("Lecture de la base publique des médicaments…")
    read = _bdpm(sources.bdpm, now)
    if before and not sources.may_be_smaller:
        _refuse_much_smaller(read, before)
    say("Lecture du thésaurus des interactions…")
    thesaurus = _thesaurus(sources)
    say(f"Rapprochement de {len(read.products)} spécialités et du thésaurus…")
    draft = assemble(
        read.products.values(),
        read.groups,
        thesaurus,
        bdpm_date=read.published or now.date(),
        digest="",
    )
    digest = hashlib.sha256(to_bytes(draft)).hexdigest()
    reference = named(draft, digest)
    say("Comparaison avec la version en service…" if before else "Écriture du rapport…")
    return Made(
        reference,
        to_bytes(reference),
        report.write(reference, read, before.reference if before else None),
    )


def _bdpm(folder: Path, now: datetime) -> Bdpm:
    try:
        return read_set(bdpm_files(folder), today=now.date())
    except PublishedFileRefused as refused:
        raise ImportRefused(str(refused)) from refused


def _refuse_much_smaller(read: Bdpm, before: Before) -> None:
    """A file cut at the end of a line reads well: only the version before shows what is missing."""
    were = {one["name"]: one["read"] for one in before.report["files"]}
    for one in read.files:
        if one.read < _SHRUNK * were.get(one.name, 0):
            raise ImportRefused(
                f"{one.name} : {one.read} lignes lues, {were[one.name]} dans la version en service. "
                "Le fichier est sans doute coupé ; si c’est voulu, ajoutez --smaller."
            )


def _thesaurus(sources: Sources) -> Thesaurus:
    told = {date_in(path.name) for path in (sources.thesaurus, sources.index)} - {None}
    if len(told) == 2:
        raise ImportRefused(
            f"{sources.thesaurus.name} et {sources.index.name} ne sont pas de la même version."
        )
    published = sources.thesaurus_on or next(iter(told), None)
    if published is None:
        raise ImportRefused(
            f"{sources.thesaurus.name} ne dit pas sa date : donnez-la par --thesaurus-date."
        )
    entries, index = thesaurus_list(sources.thesaurus), thesaurus_list(sources.index)
    try:
        return parse(entries, index, version=f"{published:%Y-%m-%d}", published=published)
    except ThesaurusRefused as refused:
        names = f"{sources.thesaurus.name}, {sources.index.name}"
        raise ImportRefused(f"{names} : {refused}") from refused
