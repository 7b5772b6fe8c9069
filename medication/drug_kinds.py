"""Kinds of drugs that the rules of lines know by the names of their substances.

The thesaurus of interactions has no class for these uses, and does not know every substance
(lévétiracétam), so a drug is recognised by its substances and by its name as written.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from medication.names import fold
from medication.prescription import Prescribed


def _any_of(names: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(names.split())})\b")


ANTIPARKINSONIAN: Final = _any_of(
    "levodopa carbidopa benserazide entacapone opicapone tolcapone pramipexole ropinirole rotigotine "
    "piribedil apomorphine bromocriptine lisuride amantadine rasagiline selegiline safinamide "
    "trihexyphenidyle biperidene tropatepine"
)
"""ATC N04 (WHO index, 2024): those sold in France."""

ANTIEPILEPTIC: Final = _any_of(
    "phenobarbital primidone phenytoine fosphenytoine ethosuximide clonazepam carbamazepine "
    "oxcarbazepine eslicarbazepine rufinamide valproique valproate valpromide divalproate vigabatrin "
    "tiagabine lamotrigine felbamate topiramate levetiracetam zonisamide stiripentol lacosamide "
    "perampanel brivaracetam cenobamate cannabidiol fenfluramine"
)
"""ATC N03A (WHO index, 2024). Gabapentin and pregabalin, now N02B and mostly given here for pain,
are left out: a home may tighten them."""

STRONG_OPIOID: Final = _any_of(
    "morphine oxycodone hydromorphone fentanyl sufentanil tapentadol methadone buprenorphine pethidine"
)
"""The third step of the WHO ladder (WHO, "Cancer pain relief", 1996)."""

_OPIOID: Final = _any_of(
    "morphine oxycodone hydromorphone tapentadol tramadol codeine dihydrocodeine"
)
"""Opioids that are swallowed in forms of prolonged release."""

NARCOTIC: Final = _any_of(
    "morphine oxycodone hydromorphone fentanyl sufentanil remifentanil alfentanil tapentadol methadone "
    "pethidine methylphenidate dexamfetamine lisdexamfetamine ketamine esketamine oxybate opium"
)
"""The substances of every specialty that the public drug database says to be "stupéfiants" (file of
conditions, April 2026), and pethidine (arrêté of 22 February 1990)."""

_PRANDIAL_INSULIN: Final = re.compile(
    r"\b(?:asparte?|lispro|glulisine|rapide|novorapid|fiasp|humalog|lyumjev|admelog|apidra|actrapid|"
    r"novomix|biphasique)\b"
)
"""Rapid insulins and mixtures that hold one: those given with a meal."""

_PROLONGED: Final = re.compile(r"\bliberation prolongee\b|\bl\.?p\b")
_INJECTED: Final = re.compile(r"\b(?:injectables?|perfusion)\b")


def is_tight(drug: Prescribed) -> bool:
    """Whether the drug must be given close to its hour (`tolerances.py`)."""
    text = _text(drug.substances, drug.named)
    if ANTIPARKINSONIAN.search(text) or ANTIEPILEPTIC.search(text) or is_prandial_insulin(drug):
        return True
    return bool(_OPIOID.search(text) and _PROLONGED.search(_text((drug.label,), drug.form)))


def is_prandial_insulin(drug: Prescribed) -> bool:
    """Whether it is an insulin given with a meal."""
    text = _text(drug.substances, f"{drug.named} ; {drug.label}")
    return "insuline" in text and bool(_PRANDIAL_INSULIN.search(text))


def is_strong_opioid(drug: Prescribed) -> bool:
    """Whether it is an opioid of the third step."""
    return bool(STRONG_OPIOID.search(_text(drug.substances, drug.named)))


def is_narcotic_substance(drug: Prescribed) -> bool:
    """Whether it holds a narcotic, by name: where the specialty is not known by its CIS."""
    return bool(NARCOTIC.search(_text(drug.substances, drug.named)))


def is_injected_form(form: str) -> bool:
    """Whether the form says that it is injected or infused."""
    return bool(_INJECTED.search(_text((), form)))


@lru_cache(maxsize=8192)
def _text(substances: tuple[str, ...], named: str) -> str:
    return fold(" ; ".join((*substances, named)))
