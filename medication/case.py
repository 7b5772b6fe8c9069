"""One treatment to check: its lines as the checks see them, the person, the stage.

Made once for a call of `safety.check` and handed to each check, which answers with alerts made by
`Case.alert`: the level comes from the one table, the identity from what was used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Final
from uuid import UUID

from medication.alerts import FOR_AIDE, TABLE, Alert, Stage
from medication.condition import Condition, condition
from medication.facts import Facts, Knowledge
from medication.identity import identity
from medication.ordered import Ordered, ordered
from medication.prescription import Line
from medication.slots import local_day
from medication.spans import spans
from medication.stretches import holds, stretches


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
                    yield ordered(self.reference, span.line, when, self.today)
