"""A specialty and a pack code as JSON tells them. What is not known is null or an empty list, and an
ingredient says whether the thesaurus knows it: silence about interactions never means safety."""

from __future__ import annotations

from typing import Any

from app.areas.drugs.finding import ScannedPack, substitutes
from medication.datamatrix import WORDS
from medication.product import Ingredient, Pack, Product
from medication.reference import Reference

Json = dict[str, Any]


def line(product: Product) -> Json:
    """A specialty in a list."""
    return {
        "cis": product.cis,
        "name": product.name,
        "form": product.form,
        "routes": list(product.routes),
        "marketed": product.marketed,
        "ingredients": [
            {"name": each.name, "dose": dose_of(product, each), "known": each.known}
            for each in product.actives
        ],
    }


def dose_of(product: Product, row: Ingredient) -> str:
    """How much of an ingredient: the salt as it is weighed, "soit" the fraction that acts."""
    doses = (each.dose for each in product.ingredients if each.link == row.link and each.dose)
    return ", soit ".join(dict.fromkeys(doses))


def sheet(reference: Reference, product: Product) -> Json:
    """All that the reference says of a specialty."""
    return {
        **line(product),
        "status": product.status,
        "atc": product.atc,
        "holders": list(product.holders),
        "conditions": list(product.conditions),
        "reinforced": product.reinforced,
        "homeopathic": product.homeopathic,
        "covered": product.is_covered,
        "composition": [_ingredient(each) for each in product.ingredients],
        "packs": [_pack(each) for each in product.packs],
        "supply": [
            {
                "cip13": each.cip13 or None,
                "label": each.label,
                "since": each.since,
                "until": each.until,
            }
            for each in product.supply
        ],
        "groups": [
            {"id": reference.groups[each].id, "label": reference.groups[each].label}
            for each in product.groups
        ],
        "substitutes": [
            {"cis": each.cis, "name": each.name} for each in substitutes(reference, product)
        ],
    }


def pack_code(found: ScannedPack) -> Json:
    """What a pack says; `drug` is null when the reference does not hold its code."""
    code = found.code
    return {
        "gtin": code.gtin,
        "cip13": code.cip13,
        "cip7": code.cip7,
        "expiry_on": code.expiry_on.isoformat() if code.expiry_on else None,
        "produced_on": code.produced_on.isoformat() if code.produced_on else None,
        "batch": code.batch,
        "serial": code.serial,
        "unread": code.unread or None,
        "problems": [{"code": each, "text": WORDS[each]} for each in code.problems],
        "drug": line(found.product) if found.product else None,
        "pack": _pack(found.pack) if found.pack else None,
    }


def _ingredient(row: Ingredient) -> Json:
    return {
        "code": row.code,
        "name": row.name,
        "dose": row.dose,
        "reference_dose": row.reference_dose,
        "nature": row.nature,
        "link": row.link,
        "substances": list(row.substances),
        "known": row.known,
    }


def _pack(pack: Pack) -> Json:
    return {"cip13": pack.cip13, "cip7": pack.cip7, "label": pack.label, "state": pack.state}
