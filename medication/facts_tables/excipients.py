"""Which excipients with a known effect a specialty contains, where we know it.

Source: section 2 of the summary that each row of `excipients.csv` names; the list of such excipients
is that of the European guideline (annex to SANTE-2017-11668). The table answers "yes" or "nobody
verified", never "no".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from medication.facts_tables.table import Source, rows_of

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "aspartam": "Aspartam",
        "benzalkonium": "Chlorure de benzalkonium",
        "ethanol": "Éthanol (alcool)",
        "huile-arachide": "Huile d’arachide",
        "lactose": "Lactose",
        "lanoline": "Lanoline",
        "amidon-ble": "Amidon de blé (gluten)",
        "parahydroxybenzoates": "Parahydroxybenzoates (parabènes)",
        "propylene-glycol": "Propylène glycol",
        "saccharose": "Saccharose",
        "sodium": "Sodium",
        "soja": "Huile de soja",
        "sorbitol": "Sorbitol",
        "sulfites": "Sulfites",
    }
)
"""What an allergy or an intolerance may be coded as, with the words of the screens."""


@cache
def _by_product() -> Mapping[str, Mapping[str, Source]]:
    found: dict[str, dict[str, Source]] = {}
    for row in rows_of("excipients.csv"):
        for code in row.words("excipient"):
            if code not in LABELS:
                raise row.refused(f"excipient inconnu « {code} »")
            for cis in row.words("cis"):
                found.setdefault(cis, {})[code] = row.source()
    return MappingProxyType({cis: MappingProxyType(each) for cis, each in found.items()})


def excipients_of(cis: str) -> Mapping[str, Source]:
    """The excipients that the specialty is known to contain, with who says so. Others may be in
    it."""
    return _by_product().get(cis, MappingProxyType({}))


def is_known(cis: str) -> bool:
    """Whether anything is known of the excipients of this specialty."""
    return cis in _by_product()
