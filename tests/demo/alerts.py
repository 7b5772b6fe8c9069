"""Every alert that the demo home raises, found again: `python -m tests.demo.alerts` prints the tables of
docs/alertes-de-demonstration.md, all but the judgement."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from app.areas.prescribing.checking import judged, standing_of
from app.areas.prescribing.facts import facts_of, knowledge
from app.demo.load import seed
from app.demo.treatments.reading import UNITS, read_unit
from app.demo.values import demo_id
from app.ground.house import House, open_house
from app.ground.tenancy import acting_for_every
from medication.alerts import KINDS, STAGES, Level
from medication.safety import check
from tests.fixtures.houses import settings_in
from tests.fixtures.tables import create_tables

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
HOME = demo_id("home", "tilleuls")
_BY_THE_HOUR = "as_needed_allowance"
"""Said of an as-needed drug until its hour has come: on its own card, to whoever asks for it."""
_SHORT = {"hard_stop": "arrête", "interrupt": "interrompt", "show": "montre", None: "–"}


@dataclass(frozen=True)
class Found:
    """One alert about one person, whatever the stage: the levels at prescribing, control and giving."""

    person: str
    kind: str
    drugs: str
    levels: tuple[Level | None, ...]
    says: str

    @property
    def interrupts(self) -> bool:
        return any(level in ("hard_stop", "interrupt") for level in self.levels)

    def cells(self) -> tuple[str, ...]:
        """What the document says of it, all but the judgement."""
        levels = ", ".join(_SHORT[level] for level in self.levels)
        return self.person, KINDS[self.kind], self.drugs, levels


@dataclass(frozen=True)
class Review:
    lines: int
    alerts: tuple[Found, ...]

    @property
    def interrupting(self) -> list[Found]:
        return [one for one in self.alerts if one.interrupts]

    @property
    def shown(self) -> Counter[str]:
        return Counter(KINDS[one.kind] for one in self.alerts if not one.interrupts)


def review(house: House) -> Review:
    """The demo home as it stands at NOW, through the one door of safety."""
    found: list[Found] = []
    count = 0
    with house.database.read() as session:
        for unit in UNITS:
            for place, told in enumerate(read_unit(unit)):
                person = demo_id("person", unit, place)
                lines = judged(standing_of(session, house, person, now=NOW))
                count += len({line.chain for line in lines})
                found += _about(session, house, person, f"{told.key} · {told.name}", lines)
    return Review(count, tuple(found))


def _about(session: Session, house: House, person, told: str, lines) -> Iterator[Found]:  # type: ignore[no-untyped-def]
    known = knowledge(session, house, HOME)
    facts = facts_of(session, house, HOME, person, now=NOW)
    drugs = {line.chain: line.drug.label.split(", ")[0] for line in lines}
    levels: dict[str, dict[str, Level]] = {}
    alerts = {}
    for stage in STAGES:
        for one in check(lines, facts, known, stage):
            if one.kind == _BY_THE_HOUR:
                continue
            levels.setdefault(one.identity, {})[stage] = one.level
            alerts.setdefault(one.identity, one)
    for identity, one in alerts.items():
        named = " + ".join(sorted({drugs[chain] for chain in one.chains}))
        by_stage = tuple(levels[identity].get(stage) for stage in STAGES)
        yield Found(told, one.kind, named, by_stage, one.says)


def made_in(folder: Path) -> House:
    """A house with the demo world of NOW."""
    house = open_house(settings_in(folder))
    create_tables(house)
    with acting_for_every():
        seed(house, now=NOW)
    return house


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, acting_for_every():
        found = review(made_in(Path(folder)))
    print(f"{found.lines} lignes, {len(found.interrupting)} alertes qui interrompent")
    for one in found.interrupting:
        print(f"| {' | '.join(one.cells())} |  |\n    {one.says}")
    for kind, number in found.shown.most_common():
        print(f"| {kind} | {number} |")


if __name__ == "__main__":
    main()
