"""The published files by name, and what each row of them says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from medication import bdpm_fields as read
from medication.product import Ingredient, Pack, Product, Supply

Fields = tuple[str, ...]

_DILUTION: Final = re.compile(r"[0-9] ?(?:CH|DH|K)\b")


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says of the specialty `cis`; `day` is when."""

    cis: str
    value: Any
    day: date | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A row of CIS_GENER."""

    id: int
    label: str


def _specialty(row: Fields) -> Said:
    cis, name, form, routes, status, procedure, market, day, _, _, holders, reinforced = row
    if not name:
        raise ValueError("le nom de la spécialité manque.")
    product = Product(
        cis=read.read_cis(cis),
        name=" ".join(name.split()),
        form=" ".join(form.split()),
        routes=read.listed(routes),
        marketed=read.read_marketed(market),
        holders=read.listed(holders),
        status=status,
        homeopathic="homéo" in procedure,
        reinforced=read.read_yes(reinforced),
    )
    return Said(product.cis, product, read.read_day(day))


def _pack(row: Fields) -> Said:
    cip13, cip7 = read.read_cip(row[6], row[1])
    pack = Pack(
        cip13=cip13,
        cip7=cip7,
        label=" ".join(row[2].split()),
        state=read.read_state(row[4]),
        rates=read.read_rates(row[8]),
        price=read.read_price(row[9]),
    )
    return Said(read.read_cis(row[0]), pack, read.read_day(row[5]))


def _ingredient(row: Fields) -> Said:
    cis, element, code, name, dose, reference, nature, link = row
    if not name:
        raise ValueError("le nom de la substance manque.")
    ingredient = Ingredient(
        code=code,
        name=name,
        dose=dose,
        reference_dose=reference,
        nature=read.read_nature(nature),
        link=read.read_number(link, what="un numéro de lien"),
        element=element,
    )
    return Said(read.read_cis(cis), ingredient)


def _group(row: Fields) -> Said:
    group, label, cis, kind, _ = row
    read.read_number(kind, what="un type de générique")
    number = read.read_number(group, what="un numéro de groupe")
    return Said(read.read_cis(cis), GroupRow(number, " ".join(label.split())))


def _condition(row: Fields) -> Said:
    return Said(read.read_cis(row[0]), " ".join(row[1].split()))


def _interest(row: Fields) -> Said:
    return Said(read.read_cis(row[0]), read.read_atc(row[1]))


def _supply(row: Fields) -> Said:
    cis, cip13, kind, label, since, updated, until, _ = row
    read.read_number(kind, what="un état de disponibilité")
    if cip13:
        read.read_cip(cip13, cip13[5:12])
    start, end = read.read_day(since), read.read_day(until)
    shown = label[:1].upper() + label[1:]
    supply = Supply(
        cip13, shown, start.isoformat() if start else "", end.isoformat() if end else ""
    )
    return Said(read.read_cis(cis), supply, read.read_day(updated))


def _whole(said: Said) -> object:
    return said.cis, said.value


def _cis(said: Said) -> object:
    return said.cis


def _cip13(said: Said) -> object:
    return said.value.cip13


def is_diluted(ingredients: Iterable[Ingredient]) -> bool:
    """Whether all that a drug is made of is a homeopathic dilution, whatever its authorisation."""
    rows = tuple(ingredients)
    return bool(rows) and all(_DILUTION.search(row.dose) for row in rows)


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of the set: how many columns, what a row says, whether the set is complete without it,
    and the share of its rows that may be about unknown specialties before it is another set's, what
    makes two rows the same, and whether a row that is cut may still look whole."""

    name: str
    columns: int
    read: Callable[[Fields], Said]
    is_needed: bool = True
    orphans: float = 1.0
    identity: Callable[[Said], object] = _whole
    ends_in_text: bool = False


SPECIALTIES: Final = PublishedFile("CIS_bdpm.txt", 12, _specialty, identity=_cis)
PACKS: Final = PublishedFile(
    "CIS_CIP_bdpm.txt", 13, _pack, orphans=0.02, identity=_cip13, ends_in_text=True
)
COMPOSITION: Final = PublishedFile("CIS_COMPO_bdpm.txt", 8, _ingredient, orphans=0.02)
GROUPS: Final = PublishedFile("CIS_GENER_bdpm.txt", 5, _group)
CONDITIONS: Final = PublishedFile("CIS_CPD_bdpm.txt", 2, _condition, ends_in_text=True)
INTEREST: Final = PublishedFile("CIS_MITM.txt", 4, _interest, is_needed=False)
SUPPLY: Final = PublishedFile("CIS_CIP_Dispo_Spec.txt", 8, _supply, is_needed=False)

PUBLISHED: Final[tuple[PublishedFile, ...]] = (
    SPECIALTIES,
    PACKS,
    COMPOSITION,
    GROUPS,
    CONDITIONS,
    INTEREST,
    SUPPLY,
)
"""In the order of the reading: what the others are about first."""
