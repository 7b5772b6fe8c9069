"""A reference as compact bytes, and back: what a database keeps of a version.

Every text is written once, in a table; the rows name it by its place, so that reading them again
shares one text between all who say it. Format 1; another is refused.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from medication.product import Group, Ingredient, Pack, PackState, Product, Supply
from medication.reference import Reference
from medication.thesaurus_plain import from_plain, to_plain

FORMAT: Final = 1

_STATES: Final[tuple[PackState, ...]] = (
    "marketed",
    "stopped",
    "suspended",
    "unauthorised",
    "undeclared",
)


class ReferenceUnreadable(ValueError):
    """The bytes are not a reference of this format."""


def to_bytes(reference: Reference) -> bytes:
    """The reference, packed."""
    table = _Table()
    plain = {
        "format": FORMAT,
        "version": reference.version,
        "bdpm": reference.bdpm_date.isoformat(),
        "products": [_plain_product(one, table) for one in reference.products.values()],
        "groups": [[one.id, one.label, list(one.members)] for one in reference.groups.values()],
        "thesaurus": to_plain(reference.thesaurus),
        "texts": table.texts,
        "lists": table.lists,
    }
    written = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(written.encode("utf-8"), 6)


def from_bytes(packed: bytes) -> Reference:
    """The reference that `to_bytes` packed. Raises ReferenceUnreadable for anything else."""
    try:
        plain = json.loads(zlib.decompress(packed))
    except (zlib.error, ValueError) as error:
        raise ReferenceUnreadable("ce ne sont pas les octets d'un référentiel") from error
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise ReferenceUnreadable("référentiel d'un autre format")
    texts: list[str] = plain["texts"]
    lists = [tuple(texts[place] for place in places) for places in plain["lists"]]
    thesaurus = from_plain(plain["thesaurus"])
    products = (_product(row, texts, lists) for row in plain["products"])
    return Reference(
        version=plain["version"],
        bdpm_date=date.fromisoformat(plain["bdpm"]),
        thesaurus_date=thesaurus.published,
        products=MappingProxyType({one.cis: one for one in products}),
        groups=MappingProxyType(
            {
                number: Group(number, label, tuple(members))
                for number, label, members in plain["groups"]
            }
        ),
        thesaurus=thesaurus,
    )


class _Table:
    """Texts and lists of texts, each once, by their place."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lists: list[list[int]] = []
        self._text_places: dict[str, int] = {}
        self._list_places: dict[tuple[str, ...], int] = {}

    def text(self, text: str) -> int:
        if (place := self._text_places.get(text)) is None:
            place = self._text_places[text] = len(self.texts)
            self.texts.append(text)
        return place

    def list(self, texts: Sequence[str]) -> int:
        key = tuple(texts)
        if (place := self._list_places.get(key)) is None:
            place = self._list_places[key] = len(self.lists)
            self.lists.append([self.text(text) for text in key])
        return place


def _plain_product(one: Product, table: _Table) -> list[Any]:
    flags = one.marketed + 2 * one.homeopathic + 4 * one.reinforced
    return [
        one.cis,
        one.name,
        table.text(one.form),
        table.list(one.routes),
        flags,
        [_plain_ingredient(row, table) for row in one.ingredients],
        [_plain_pack(pack, table) for pack in one.packs],
        one.atc,
        list(one.groups),
        table.list(one.holders),
        table.list(one.conditions),
        [[each.cip13, table.text(each.label), each.since, each.until] for each in one.supply],
        table.text(one.status),
    ]


def _plain_ingredient(row: Ingredient, table: _Table) -> list[Any]:
    texts = (row.code, row.name, row.dose, row.reference_dose, row.element)
    return [
        *(table.text(text) for text in texts),
        int(row.nature == "SA"),
        row.link,
        table.list(row.substances),
    ]


def _plain_pack(pack: Pack, table: _Table) -> list[Any]:
    return [
        pack.cip13,
        table.text(pack.label),
        _STATES.index(pack.state),
        list(pack.rates),
        pack.price,
    ]


def _product(row: list[Any], texts: list[str], lists: list[tuple[str, ...]]) -> Product:
    (cis, name, form, routes, flags, ingredients, packs, atc, groups, holders, conditions) = row[
        :11
    ]
    return Product(
        cis,
        name,
        texts[form],
        lists[routes],
        bool(flags & 1),
        tuple([_ingredient(each, texts, lists) for each in ingredients]),
        tuple([_pack(each, texts) for each in packs]),
        atc,
        tuple(groups),
        lists[holders],
        lists[conditions],
        tuple(
            [Supply(cip13, texts[label], since, until) for cip13, label, since, until in row[11]]
        ),
        texts[row[12]],
        bool(flags & 2),
        bool(flags & 4),
    )


def _ingredient(row: list[int], texts: list[str], lists: list[tuple[str, ...]]) -> Ingredient:
    code, name, dose, reference, element, weighed, link, keys = row
    found = lists[keys]
    return Ingredient(
        texts[code],
        texts[name],
        texts[dose],
        texts[reference],
        "SA" if weighed else "FT",
        link,
        found,
        bool(found),
        texts[element],
    )


def _pack(row: list[Any], texts: list[str]) -> Pack:
    cip13, label, state, rates, price = row
    return Pack(cip13, cip13[5:12], texts[label], _STATES[state], tuple(rates), price)
