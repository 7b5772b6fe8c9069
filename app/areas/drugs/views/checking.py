"""« Vérifier des interactions »: drugs added one by one to a list that travels in the form, and what the thesaurus
says of them. Nothing is kept, and nobody is named."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import render_template, request

from app.areas.drugs.finding import search, substance
from app.areas.drugs.queries import current
from app.areas.drugs.views.blueprint import READ, blueprint
from app.gate.auth.routes import page
from app.ground.house import current_house
from medication.drug import Drug
from medication.drug_of_product import drug_of
from medication.findings import LEVEL_LABELS, Findings
from medication.interactions import interactions
from medication.reference import Reference
from medication.thesaurus import RANKS

MOST = 30
"""Drugs of one list: more than anybody takes."""
_SUBSTANCE = "dci:"


@dataclass(frozen=True, slots=True)
class Chosen:
    """One drug of the list: what the form carries of it, and what the rules see."""

    code: str
    drug: Drug


@page(blueprint, "/interactions", READ)
def checking() -> str:
    reference, form = current(current_house()), request.form
    asked = form.get("q", "").strip()
    chosen = _chosen(reference, [*form.getlist("drug"), form.get("add", "")], form.get("remove"))
    return render_template(
        "office/drug_interactions.html",
        reference=reference,
        chosen=chosen,
        found=search(reference, asked) if asked and not form.get("add") else None,
        substance=substance(reference, asked),
        asked=asked,
        findings=_findings(reference, chosen),
        is_full=len(chosen) >= MOST,
        labels=LEVEL_LABELS,
    )


def _chosen(reference: Reference, codes: list[str], removed: str | None) -> list[Chosen]:
    """The drugs that the form carries, each once; what is in no reference is passed over."""
    kept = [code for code in dict.fromkeys(codes) if code and code != removed][:MOST]
    found = ((code, _drug(reference, code)) for code in kept)
    return [Chosen(code, drug) for code, drug in found if drug]


def _drug(reference: Reference, code: str) -> Drug | None:
    if code.startswith(_SUBSTANCE):
        known = reference.thesaurus.substances.get(code.removeprefix(_SUBSTANCE))
        return Drug(known.label, (known.key,)) if known else None
    product = reference.products.get(code)
    return drug_of(product, product.name) if product else None


def _findings(reference: Reference, chosen: list[Chosen]) -> Findings | None:
    """What the thesaurus says of two drugs or more, the gravest pair first."""
    if len(chosen) < 2:
        return None
    found = interactions(reference.thesaurus, [each.drug for each in chosen])
    gravest = sorted(found.pairs, key=lambda pair: -RANKS[pair.findings[0].level])
    return replace(found, pairs=tuple(gravest))
