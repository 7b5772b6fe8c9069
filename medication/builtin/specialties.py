"""The built-in table of specialties: about 280 of the 13,592 that are marketed.

Its head says where each fact comes from. A cell may hold several facts, separated by " | ": a
generic group ("457 ALENDRONATE… 70 mg"), an ingredient ("SA 1 24982 ALENDRONATE = 91,36 mg pour un
comprimé": nature, link, code, name, dose, reference), a pack ("3400937087681 plaquette de 4").
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, cast

from medication.product import Group, Ingredient, Nature, Pack, Product

PUBLISHED: Final = date(2026, 4, 28)
"""The day of the published files that the specialties were taken from."""

_INGREDIENT = re.compile(
    r"(?P<nature>SA|FT) (?P<link>\d+) (?P<code>\S+) (?P<name>.+?)"
    r"(?: = (?P<dose>.*?)(?: pour (?P<reference>.*))?)?"
)


@cache
def products() -> tuple[Product, ...]:
    """The specialties, by name. Their ingredients are not yet looked for in a thesaurus."""
    return tuple(_product(row) for row in _rows())


@cache
def groups() -> tuple[Group, ...]:
    """The generic groups of these specialties, with the members that are among them."""
    labels: dict[int, str] = {}
    members: dict[int, list[str]] = {}
    for row in _rows():
        for number, label in map(_numbered, _cell(row["groups"])):
            labels.setdefault(int(number), label)
            members.setdefault(int(number), []).append(row["cis"])
    return tuple(Group(each, labels[each], tuple(members[each])) for each in sorted(labels))


def _rows() -> Iterator[Mapping[str, str]]:
    text = files("medication.builtin").joinpath("specialties.csv").read_text(encoding="utf-8")
    lines = (line for line in io.StringIO(text) if not line.startswith("#"))
    return csv.DictReader(lines, strict=True)


def _product(row: Mapping[str, str]) -> Product:
    return Product(
        cis=row["cis"],
        name=row["name"],
        form=row["form"],
        routes=_cell(row["routes"]),
        marketed=True,
        ingredients=tuple(_ingredient(each) for each in _cell(row["ingredients"])),
        packs=tuple(
            Pack(cip13, cip13[5:12], label) for cip13, label in map(_numbered, _cell(row["packs"]))
        ),
        atc=row["atc"] or None,
        groups=tuple(int(number) for number, _ in map(_numbered, _cell(row["groups"]))),
        holders=_cell(row["holders"]),
        conditions=_cell(row["conditions"]),
        status="Autorisation active",
    )


def _ingredient(text: str) -> Ingredient:
    found = _INGREDIENT.fullmatch(text)
    assert found, text
    return Ingredient(
        code=found["code"],
        name=found["name"],
        dose=found["dose"] or "",
        reference_dose=found["reference"] or "",
        nature=cast(Nature, found["nature"]),
        link=int(found["link"]),
    )


def _cell(text: str) -> tuple[str, ...]:
    return tuple(text.split(" | ")) if text else ()


def _numbered(text: str) -> tuple[str, str]:
    number, _, label = text.partition(" ")
    return number, label
