"""Every task that the rules of a treatment ask for now, by whatever scheme: one list.

Sources: each scheme's own module. Asked again, a task has the same key as long as its reason holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medication import avk, insulin, patches, refusals
from medication.case import Case
from medication.facts import Facts, Knowledge
from medication.prescription import Line
from medication.tasks import Task


def asked(lines: Sequence[Line], facts: Facts, knowledge: Knowledge) -> tuple[Task, ...]:
    """In order of their hour; each key once. Only lines that hold now ask for something; a patch
    that is worn does, whatever became of its line."""
    case = Case(lines, facts, knowledge, "giving")
    found = {task.key: task for task in _all(case, lines)}
    return tuple(sorted(found.values(), key=lambda task: (task.due_at, task.key)))


def _all(case: Case, lines: Sequence[Line]) -> Iterator[Task]:
    facts, settings, held = case.facts, case.settings, [one.line for one in case.ordered]
    insulins = [one for one in case.ordered if insulin.is_insulin(one.drug.substances)]
    if facts.glycaemia is not None and insulins:
        chains = [one.line.chain for one in insulins]
        yield from insulin.after_hypoglycaemia(facts.glycaemia, chains, facts.now, settings)
    for one in case.ordered:
        if avk.is_avk(case.reference, one.drug.substances):
            yield from avk.tasks(one.line, facts.inr, facts.now, settings)
    yield from patches.tasks(lines, facts.patches_in_place, facts.now)
    yield from refusals.tasks(held, facts.refusals, facts.now, settings)
