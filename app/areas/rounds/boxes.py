"""The box that was scanned, looked at again: whether it is of the line, out of date, or recalled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from app.areas.drugs.queries import NoReference, current, recalls_at
from app.areas.rounds.looking import Lookup
from medication import discrepancies as flags
from medication.datamatrix import PackCode
from medication.prescription import Line
from medication.recalls import recall_of
from medication.reference import Reference
from medication.slots import local_day

_FRENCH = "03400"


def odd_box(
    lookup: Lookup, line: Line | None, at: datetime, scan: Mapping[str, Any]
) -> Iterator[str]:
    """What does not fit of what was scanned; nothing where nothing was."""
    code = pack_of(scan)
    if code.gtin is None and code.expiry_on is None:
        return
    on = local_day(at, lookup.settings.zone)
    if line is not None and code.cip13 and _is_other(lookup, line, code.cip13):
        yield flags.DRUG_NOT_OF_LINE
    if code.is_expired(on):
        yield flags.EXPIRED_PACK
    if recall_of(code, recalls_at(lookup.reading.session, lookup.home, on), on) is not None:
        yield flags.RECALLED_PACK


def pack_of(scan: Mapping[str, Any]) -> PackCode:
    """What the tablet read, as the rules take it; a day that is none was not read."""
    gtin = scan.get("gtin") or None
    cip13 = gtin[1:] if gtin and len(gtin) == 14 and gtin.startswith(_FRENCH) else None
    try:
        expiry_on = date.fromisoformat(scan.get("expiry_on") or "")
    except ValueError:
        expiry_on = None
    return PackCode(gtin, cip13, expiry_on=expiry_on, batch=scan.get("batch"))


def _is_other(lookup: Lookup, line: Line, cip13: str) -> bool:
    """Whether the box is surely of another drug: what the reference does not know says nothing."""
    try:
        reference = current(lookup.reading.house)
    except NoReference:
        return False
    cis = reference.by_cip13.get(cip13)
    return cis is not None and not _is_right(reference, line, cis)


def _is_right(reference: Reference, line: Line, cis: str) -> bool:
    """The specialty of the line, or one that may stand for it; for a line by substance, one that holds the same."""
    product = reference.products[cis]
    ordered = reference.products.get(line.drug.cis or "")
    if ordered is not None:
        return cis == ordered.cis or not set(product.groups).isdisjoint(ordered.groups)
    if not line.drug.substances or line.drug.cis is not None:
        return True
    return set(product.substances) == set(line.drug.substances)
