"""The Base de données publique des médicaments: a set of published files in, specialties out.

What a row cannot say refuses that row, with its line and the reason; what a whole file cannot be
(another file under its name, cut, empty) refuses the set, so that the version in use stays. Source:
"Contenu et format des fichiers téléchargeables", and the defects seen in the files of 2026.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from medication.bdpm_files import (
    COMPOSITION,
    CONDITIONS,
    GROUPS,
    INTEREST,
    PACKS,
    PUBLISHED,
    SPECIALTIES,
    SUPPLY,
    PublishedFile,
    Said,
    is_diluted,
)
from medication.product import Group, Product
from medication.published_text import PublishedFileRefused, Row, read_text, rows

TOLERATED: Final = 0.01
"""The share of unreadable rows above which a file is not what its name says."""
_FEW: Final = 20
"""Rows that prove nothing about a file, whatever their share."""
_UNCOMPOSED, _UNPACKED = 0.02, 0.3
"""The share of marketed specialties without composition (2 rows of 13,592 in April 2026) and
without pack (1,247) above which the file that tells them is cut."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """How a file was read: `read` rows kept, and the lines refused by reason. `encoding` is empty
    for a file that was not there."""

    name: str
    encoding: str
    read: int
    refused: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Bdpm:
    """What the files say together. `published` is the latest day that they tell, no later than the
    day of the reading."""

    products: Mapping[str, Product]
    groups: Mapping[int, Group]
    published: date | None
    files: tuple[FileReport, ...]


def read_set(files: Mapping[str, bytes], *, today: date) -> Bdpm:
    """The specialties that the files say, by CIS in published order.

    `files` are the bytes by published name ("CIS_bdpm.txt"), packed by gzip or not. Raises
    PublishedFileRefused when one that is needed is missing, or cannot be what its name says.
    """
    if missing := [one.name for one in PUBLISHED if one.is_needed and one.name not in files]:
        others = sorted(set(files) - {one.name for one in PUBLISHED})
        found = f" Fichiers présents sous un autre nom : {', '.join(others)}." if others else ""
        raise PublishedFileRefused(missing[0], f"le fichier manque.{found}")
    said: dict[str, list[Said]] = {}
    reports = []
    for one in PUBLISHED:
        known = {each.cis for each in said[SPECIALTIES.name]} if said else None
        said[one.name], report = _read_file(one, files.get(one.name), known)
        reports.append(report)
    products = _products(said)
    _refuse_cut(products)
    return Bdpm(products, _groups(said[GROUPS.name]), _latest(said, today), tuple(reports))


def _read_file(
    one: PublishedFile, data: bytes | None, known: Collection[str] | None
) -> tuple[list[Said], FileReport]:
    if data is None:
        return [], FileReport(one.name, "", 0, {})
    published = read_text(one.name, data)
    reading = _Reading(one, known)
    for row in rows(published, one.columns):
        reading.take(row)
    reading.refuse_another_file(ended=published.ended)
    refused = {reason: tuple(lines) for reason, lines in reading.refused.items()}
    return reading.said, FileReport(one.name, published.encoding, len(reading.said), refused)


class _Reading:
    """One file while it is read. `known` are the specialties it may speak of, None for any."""

    def __init__(self, one: PublishedFile, known: Collection[str] | None) -> None:
        self._one, self._known = one, known
        self.said: list[Said] = []
        self.refused: defaultdict[str, list[int]] = defaultdict(list)
        self._seen: set[object] = set()
        self._unreadable: list[PublishedFileRefused] = []
        self._rows = self._orphans = self._last = 0

    def take(self, row: Row | PublishedFileRefused) -> None:
        """Keeps what the row says, or why it says nothing."""
        self._rows += 1
        self._last = row.line or 0
        try:
            if isinstance(row, PublishedFileRefused):
                raise row
            said = self._one.read(row.fields)
        except ValueError as error:
            reason = getattr(error, "reason", str(error))
            self._unreadable.append(PublishedFileRefused(self._one.name, reason, self._last))
            self.refused[reason].append(self._last)
            return
        identity = self._one.identity(said)
        if self._known is not None and said.cis not in self._known:
            self._orphans += 1
            self.refused["spécialité absente de CIS_bdpm."].append(row.line)
        elif identity in self._seen:
            self.refused["ligne publiée deux fois."].append(row.line)
        else:
            self._seen.add(identity)
            self.said.append(said)

    def refuse_another_file(self, *, ended: bool) -> None:
        """Refuses the file when its rows say that it is cut, another one or of another set."""
        name, bad = self._one.name, self._unreadable
        if bad and (bad[0].line == 1 or len(bad) > max(_FEW, TOLERATED * self._rows)):
            raise PublishedFileRefused(
                name,
                f"{bad[0].reason} Lignes illisibles : {len(bad)} sur {self._rows}. "
                "Ce n'est pas le fichier publié sous ce nom.",
                bad[0].line,
            )
        if bad and not ended and bad[-1].line == self._last:
            raise PublishedFileRefused(
                name, f"le fichier est coupé au milieu d'une ligne ({bad[-1].reason})", self._last
            )
        if self._one.ends_in_text and not ended and self._rows > _FEW:
            raise PublishedFileRefused(
                name, "le fichier s'arrête sans fin de ligne : il est coupé.", self._last
            )
        if self._orphans > max(_FEW, self._one.orphans * self._rows):
            raise PublishedFileRefused(
                SPECIALTIES.name,
                f"{name} cite {self._orphans} fois des spécialités qui n'y sont pas : l'un des deux "
                "est coupé ou d'une autre date.",
            )


def _products(said: Mapping[str, list[Said]]) -> dict[str, Product]:
    """The specialties with what the other files say of each."""
    about = {one.name: _by_specialty(said[one.name]) for one in PUBLISHED}
    found = {}
    for row in said[SPECIALTIES.name]:
        told = {one.name: tuple(about[one.name].get(row.cis, ())) for one in PUBLISHED}
        ingredients, interest = told[COMPOSITION.name], told[INTEREST.name]
        found[row.cis] = replace(
            row.value,
            ingredients=ingredients,
            packs=told[PACKS.name],
            atc=interest[0] if interest else None,
            groups=tuple(dict.fromkeys(each.id for each in told[GROUPS.name])),
            conditions=told[CONDITIONS.name],
            supply=told[SUPPLY.name],
            homeopathic=row.value.homeopathic or is_diluted(ingredients),
        )
    return found


def _by_specialty(said: list[Said]) -> Mapping[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in said:
        found[row.cis].append(row.value)
    return found


def _groups(said: list[Said]) -> dict[int, Group]:
    members: defaultdict[int, list[str]] = defaultdict(list)
    labels: dict[int, str] = {}
    for row in said:
        members[row.value.id].append(row.cis)
        labels.setdefault(row.value.id, row.value.label)
    return {number: Group(number, labels[number], tuple(members[number])) for number in labels}


def _refuse_cut(products: Mapping[str, Product]) -> None:
    """A file cut between two lines shows by what it no longer tells."""
    marketed = [product for product in products.values() if product.marketed]
    for name, share, silent in (
        (COMPOSITION.name, _UNCOMPOSED, sum(not each.ingredients for each in marketed)),
        (PACKS.name, _UNPACKED, sum(not each.packs for each in marketed)),
    ):
        if silent > max(_FEW, share * len(marketed)):
            raise PublishedFileRefused(
                name,
                f"rien n'y est dit de {silent} spécialités commercialisées sur {len(marketed)} : le "
                "fichier est coupé ou d'une autre date.",
            )


def _latest(said: Mapping[str, list[Said]], today: date) -> date | None:
    """A few published days are misprints of the future."""
    days = (row.day for rows_ in said.values() for row in rows_ if row.day and row.day <= today)
    return max(days, default=None)
