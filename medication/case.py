"""One treatment to check: its lines as the checks see them, the person, the stage.

Made once for a call of `safety.check` and handed to each check, which answers with alerts made by
`Case.alert`: the level comes from the one table, the identity from what was used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final
from uuid import UUID
from weakref import WeakKeyDictionary

from medication.alerts import FOR_AIDE, TABLE, Alert, Stage
from medication.condition import Condition, condition
from medication.drug import Dose, Drug
from medication.drug_of_product import drug_of
from medication.facts import Facts, Knowledge
from medication.identity import identity, signature
from medication.most import most_in_a_day, most_in_a_week
from medication.prescription import AsNeeded, Line, Patch
from medication.product import Product
from medication.reference import Reference
from medication.slots import local_day
from medication.spans import spans
from medication.strength import Milligrams, milligrams_of
from medication.stretches import Stretch, holds, meet, stretches


@dataclass(frozen=True, slots=True)
class Ordered:
    """A line with what the reference says of its drug. `a_day` are milligrams, the most that the
    scheme allows; without an entry for a substance that cannot be told. `product` is None for a
    prescription by substance, and for a specialty that this version does not know."""

    line: Line
    product: Product | None
    drug: Drug
    when: tuple[Stretch, ...]
    a_day: Milligrams
    signature: str

    @property
    def label(self) -> str:
        return self.line.drug.label

    @property
    def is_as_needed(self) -> bool:
        return isinstance(self.line.scheme, AsNeeded)

    def meets(self, other: Ordered) -> bool:
        """Whether both are given at some time, as two treatments."""
        return self.line.chain != other.line.chain and meet(self.when, other.when)


class Case:
    """Lines that hold at some time from now on; at giving, those that hold now."""

    def __init__(
        self,
        lines: Sequence[Line],
        facts: Facts,
        knowledge: Knowledge,
        stage: Stage,
        about: frozenset[UUID] | None = None,
    ) -> None:
        self.facts: Final = facts
        self.settings: Final = knowledge.settings
        self.reference: Final = knowledge.reference
        self.stage: Final = stage
        self.about: Final = about
        self.lines: Final = tuple(lines)
        self.ordered: Final = tuple(self._order(lines))

    @cached_property
    def condition(self) -> Condition:
        return condition(self.facts, self.settings)

    @cached_property
    def thesaurus_said(self) -> str:
        """The source of what the thesaurus says."""
        return f"Thésaurus des interactions de l’ANSM, {self.reference.thesaurus_date:%d/%m/%Y}"

    @cached_property
    def today(self) -> date:
        return local_day(self.facts.now, self.settings.zone)

    def concerned(self, several: Iterable[Ordered]) -> list[Ordered]:
        """Those that the question is about."""
        return [one for one in several if self.about is None or one.line.chain in self.about]

    def alert(
        self,
        kind: str,
        drugs: Sequence[Ordered],
        says: str,
        *,
        because: str = "",
        source: str = "",
        basis: Iterable[object] = (),
        shown_on: Sequence[Ordered] | None = None,
    ) -> Iterator[Alert]:
        """The alert, unless the table raises none of this kind at this stage. `basis` are the facts
        used; `shown_on` the lines that it stops, when not all of them."""
        level = TABLE.get((kind, self.stage))
        if level is None:
            return
        chains = {one.line.chain for one in (drugs if shown_on is None else shown_on)}
        yield Alert(
            kind=kind,
            level=level,
            identity=identity(kind, (one.signature for one in drugs), basis),
            chains=tuple(sorted(chains)),
            says=says,
            because=because,
            source=source,
            for_aide="" if level == "show" else FOR_AIDE,
        )

    def _order(self, lines: Sequence[Line]) -> Iterator[Ordered]:
        now, is_giving = self.facts.now, self.stage == "giving"
        for versions in spans(lines):
            for span in versions:
                when = stretches(span, now)
                if when and (not is_giving or holds(when, now)):
                    yield self._ordered(span.line, when)

    def _ordered(self, line: Line, when: tuple[Stretch, ...]) -> Ordered:
        product = self.reference.products.get(line.drug.cis or "")
        day, week = (most(line.scheme, self.today) for most in (most_in_a_day, most_in_a_week))
        unit = _unit(self.reference, line, product)
        drug = _drug(self.reference, line, product, _doses(unit, day, week))
        return Ordered(
            line=line,
            product=product,
            drug=drug,
            when=when,
            a_day={key: amount * day for key, amount in unit.items()} if day is not None else {},
            signature=signature(line, drug),
        )


def _doses(unit: Milligrams, day: Decimal | None, week: Decimal | None) -> Mapping[str, Dose]:
    return {
        key: Dose(
            unit=float(amount),
            day=None if day is None else float(amount * day),
            week=None if week is None else float(amount * week),
        )
        for key, amount in unit.items()
    }


def _drug(
    reference: Reference, line: Line, product: Product | None, doses: Mapping[str, Dose]
) -> Drug:
    """The drug by the route of the line, which says more than those that the product may take."""
    routes = frozenset({line.route}) if line.route else None
    if product is None:
        unknown = () if line.drug.substances else (line.drug.named or line.drug.label,)
        return Drug(str(line.id), line.drug.substances, unknown, routes, doses, line.drug.cis)
    known = _known(reference, product)
    return Drug(
        label=str(line.id),
        substances=known.substances,
        unknown=known.unknown,
        routes=routes or known.routes,
        doses=doses or known.doses,
        cis=product.cis,
        is_homeopathic=known.is_homeopathic,
    )


_KNOWN: Final[WeakKeyDictionary[Reference, dict[str, Drug]]] = WeakKeyDictionary()
_UNITS: Final[WeakKeyDictionary[Reference, dict[tuple[str, str], Milligrams]]] = WeakKeyDictionary()


def _unit(reference: Reference, line: Line, product: Product | None) -> Milligrams:
    """What one unit holds; that of a specialty is read once for a version of the reference."""
    if product is None or line.drug.milligrams is not None or isinstance(line.scheme, Patch):
        return milligrams_of(line.drug, line.unit, line.scheme, product)
    of_version, key = _UNITS.setdefault(reference, {}), (product.cis, line.unit)
    if key not in of_version:
        of_version[key] = milligrams_of(line.drug, line.unit, line.scheme, product)
    return of_version[key]


def _known(reference: Reference, product: Product) -> Drug:
    """Read once for a version of the reference."""
    of_version = _KNOWN.setdefault(reference, {})
    if product.cis not in of_version:
        of_version[product.cis] = drug_of(product, product.cis)
    return of_version[product.cis]
