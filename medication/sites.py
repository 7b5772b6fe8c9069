"""Where an injection or a patch goes on the body, which region comes next, and the same one twice.

Sources: summaries of HUMALOG, 4.2 (upper arm, thigh, buttock or abdomen; sites in rotation, the same
no more than about once a month), with EMA, PRAC recommendation on cutaneous amyloidosis (May 2020):
always another site; of DUROGESIC, 4.2 (chest or upper arm, another site for the next one, several
days before the same) and EXELON patch, 4.2 (back, upper arm or chest, never the same spot within 14
days). Left and right are the person's own. What a prescription names goes before what is proposed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from medication.prescription import Line
from medication.schemes import Patch

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "abdomen_left": "ventre, côté gauche",
        "abdomen_right": "ventre, côté droit",
        "thigh_left": "cuisse gauche",
        "thigh_right": "cuisse droite",
        "arm_left": "haut du bras gauche",
        "arm_right": "haut du bras droit",
        "buttock_left": "fesse gauche",
        "buttock_right": "fesse droite",
        "chest_left": "poitrine, côté gauche",
        "chest_right": "poitrine, côté droit",
        "upper_back_left": "haut du dos, côté gauche",
        "upper_back_right": "haut du dos, côté droit",
        "lower_back_left": "bas du dos, côté gauche",
        "lower_back_right": "bas du dos, côté droit",
    }
)
"""The regions in words; a site that is not here is in the prescriber's own words."""

INJECTION: Final = (
    *("abdomen_left", "abdomen_right", "thigh_left", "thigh_right"),
    *("arm_left", "arm_right", "buttock_left", "buttock_right"),
)
PATCH: Final = (
    *("chest_left", "chest_right", "arm_left", "arm_right"),
    *("upper_back_left", "upper_back_right", "lower_back_left", "lower_back_right"),
)


@dataclass(frozen=True, slots=True)
class Use:
    """One gesture at a site."""

    site: str
    at: datetime


def words(site: str) -> str:
    """A site as people read it."""
    return LABELS.get(site, site)


def sites_of(line: Line) -> tuple[str, ...]:
    """The regions to choose from: those that the prescription allows, in its order, else the usual ones."""
    if isinstance(line.scheme, Patch):
        return line.scheme.sites or PATCH
    return INJECTION


def order_of(uses: Iterable[Use]) -> list[str]:
    """The sites from the oldest use to the latest."""
    return [one.site for one in sorted(uses, key=lambda use: use.at)]


def next_site(sites: Sequence[str], used: Sequence[str]) -> str | None:
    """Where to go: the site used longest ago, `used` from the oldest to the latest; one never used
    comes first, in the order of `sites`."""
    last = {site: place for place, site in enumerate(used)}
    return min(sites, key=lambda site: last.get(site, -1), default=None)


def is_twice(site: str, used: Sequence[str]) -> bool:
    """Whether it would be the same site as the time before."""
    return bool(used) and used[-1] == site
