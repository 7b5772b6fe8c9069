"""The same substance on two lines, two drugs of one class.

Source: HAS, programme PMSA, indicators "Alerte et maîtrise de la iatrogénie" (2012: two
psychotropic drugs of one class, two anti-inflammatory drugs, two diuretics); classes are those of
the ANSM thesaurus. Basal and rapid insulin are one treatment. What is put on the eye or the skin is not
compared with what is swallowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations
from types import MappingProxyType
from typing import Final

from medication.alerts import Alert
from medication.case import Case
from medication.insulin import is_insulin
from medication.ordered import Ordered

CLASSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "benzodiazepines et apparentes": "benzodiazépines et apparentés",
        "neuroleptiques": "neuroleptiques",
        "antidepresseurs imipraminiques": "antidépresseurs imipraminiques",
        "inhibiteurs selectifs de la recapture de la serotonine": "antidépresseurs ISRS",
        "anti-inflammatoires non steroidiens": "AINS",
        "analgesiques morphiniques de palier ii": "antalgiques opioïdes faibles",
        "antisecretoires inhibiteurs de la pompe a protons": "inhibiteurs de la pompe à protons",
        "antisecretoires antihistaminiques h2": "antihistaminiques H2",
        "inhibiteurs de l'hmg-coa reductase (statines)": "statines",
        "fibrates": "fibrates",
        "diuretiques de l'anse": "diurétiques de l’anse",
        "diuretiques thiazidiques et apparentes": "diurétiques thiazidiques",
        "inhibiteurs de l'enzyme de conversion": "inhibiteurs de l’enzyme de conversion",
        "antagonistes des recepteurs de l'angiotensine ii": "sartans",
        "dihydropyridines": "dihydropyridines",
        "beta-bloquants (sauf esmolol) (y compris collyres)": "bêta-bloquants",
        "anticoagulants oraux": "anticoagulants oraux",
        "heparines": "héparines",
        "sulfamides hypoglycemiants": "sulfamides hypoglycémiants",
        "gliptines": "gliptines",
        "glinides": "glinides",
        "anticholinesterasiques": "anticholinestérasiques",
        "antispasmodiques urinaires": "antispasmodiques urinaires",
        "alphabloquants a visee urologique": "alphabloquants à visée urologique",
        "bisphosphonates": "bisphosphonates",
        "hormones thyroidiennes": "hormones thyroïdiennes",
        "triptans": "triptans",
        "fluoroquinolones": "fluoroquinolones",
        "macrolides (sauf spiramycine)": "macrolides",
    }
)
"""Classes of the thesaurus in which two drugs do the same thing, with the words of the screens."""

_SOURCE: Final = "HAS, programme PMSA, indicateurs AMI (2012) ; classes du thésaurus de l’ANSM"
_CLASSES: Final = frozenset(CLASSES)


def duplicate_alerts(case: Case) -> Iterator[Alert]:
    """Each pair of lines once: by a substance that they share, else by a class."""
    known = [(one, frozenset(one.drug.substances), _classes(case, one)) for one in case.ordered]
    for (a, of_a, in_a), (b, of_b, in_b) in combinations(known, 2):
        shared = of_a & of_b
        both = () if shared else in_a & in_b
        if not (shared or both) or a.drug.is_local != b.drug.is_local or not a.meets(b):
            continue
        if both:
            first = next(words for name, words in CLASSES.items() if name in both)
            yield from _alert(case, "duplicate_class", (a, b), first)
        elif not is_insulin(shared):
            yield from _alert(case, "duplicate_substance", (a, b), _named(case, shared))


def _alert(case: Case, kind: str, two: tuple[Ordered, Ordered], what: str) -> Iterator[Alert]:
    word = "Même substance" if kind == "duplicate_substance" else "Même classe"
    return case.alert(
        kind,
        two,
        f"{word} sur deux lignes ({what}) : {two[0].label} et {two[1].label}.",
        source=_SOURCE,
        basis=(what,),
    )


def _classes(case: Case, one: Ordered) -> frozenset[str]:
    known = case.reference.thesaurus.substances
    names = (known[key].classes for key in one.drug.substances if key in known)
    return _CLASSES.intersection(chain.from_iterable(names))


def _named(case: Case, keys: Iterable[str]) -> str:
    known = case.reference.thesaurus.substances
    return ", ".join(known[key].label if key in known else key for key in sorted(keys))
