"""What is wrong with a measure, and what must be asked before it is kept.

A number is never guessed: one that looks like another unit is asked, with each reading offered; one outside the usual
is asked; one that cannot be is refused with a sentence. All this is for whoever still holds the instrument. What
arrives from a tablet happened: `problem.code` tells the server what it can keep (see `KEPT`) and flag.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from transmissions.observations.kinds import Kind, Part
from transmissions.observations.missing import Missing, problem_of
from transmissions.observations.numbers import canonical, converted, decimals_of, read, shown
from transmissions.observations.questions import (
    Known,
    Question,
    jumped,
    may_be_another_unit,
    which,
    within,
)

KEPT: Final = frozenset(("impossible", "missing", "too_precise", "choose"))
"""Problems with which a measure from a tablet is kept all the same; it is flagged when it is « impossible »."""

IMPOSSIBLE_VALUE: Final = "impossible_value"
UNCONFIRMED_VALUE: Final = "unconfirmed_value"
FLAG_LABELS: Final = {
    IMPOSSIBLE_VALUE: "La valeur n'est pas possible : elle n'entre dans aucun calcul. À mesurer de nouveau.",
    UNCONFIRMED_VALUE: "La valeur est inhabituelle et n'a pas été confirmée à la saisie.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where (a part, « context » or « missing »), in French. Codes: unreadable, empty, unknown, and
    those of `KEPT`.
    """

    field: str
    code: str
    says: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The numbers that could be read (canonical text), what is wrong with them, what is asked."""

    values: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether it may be kept as it is, without a word."""
        return not self.problems and not self.questions


def judge(
    kind: Kind,
    typed: Mapping[str, str],
    *,
    contexts: Collection[str] = (),
    missing: Missing | None = None,
    previous: Decimal | None = None,
    is_confirmed: bool = False,
    is_correction: bool = False,
) -> Judgement:
    """What to say about a measure before it is kept.

    `typed` has the text of each part; `previous` is the last value of the first part; `is_confirmed` says that the
    questions were answered.
    """
    numbers = {name: read(text) for name, text in typed.items() if text.strip()}
    problems = [
        *_unreadable(kind, numbers),
        *_absent(kind, numbers, missing),
        *_contexts(kind, contexts, numbers),
        *_reason(kind, missing, is_correction),
    ]
    known = {part: number for part in kind.parts if (number := numbers.get(part.name)) is not None}
    problems += [*_impossible(known, is_confirmed), *_together(kind, known, contexts)]
    questions: list[Question] = []
    if not is_confirmed:
        questions += [which(*one, known) for one in known.items() if _is_odd(*one)]
        if not questions and not problems:
            questions += jumped(kind, known, previous)
    values = {part.name: canonical(number) for part, number in known.items()}
    return Judgement(values, tuple(problems), tuple(questions))


def _unreadable(kind: Kind, numbers: Mapping[str, Decimal | None]) -> Iterator[Problem]:
    for name, number in numbers.items():
        part = kind.part(name)
        if part is None:
            yield Problem(name, "unknown", f"{kind.label} : cette valeur n’est pas connue.")
        elif number is None:
            says = f"{part.label} : écrivez un nombre, par exemple {_example(part)}."
            yield Problem(name, "unreadable", says)


def _absent(
    kind: Kind, numbers: Mapping[str, Decimal | None], missing: Missing | None
) -> Iterator[Problem]:
    """Nothing at all is no answer; half of one says why."""
    if missing is not None:
        return
    if not numbers:
        says = f"{kind.label} : écrivez la valeur, ou dites pourquoi elle manque."
        yield Problem(kind.parts[0].name, "empty", says)
        return
    for part in kind.parts:
        if part.name not in numbers and not part.is_optional:
            says = f"{part.label} : écrivez la valeur, ou dites pourquoi elle manque."
            yield Problem(part.name, "missing", says)


def _contexts(
    kind: Kind, contexts: Collection[str], numbers: Mapping[str, object]
) -> Iterator[Problem]:
    if any(kind.context(name) is None for name in contexts):
        yield Problem("context", "unknown", f"{kind.label} : une précision n’est pas connue.")
    groups = [one.group for name in contexts if (one := kind.context(name)) and one.group]
    if len(groups) != len(set(groups)):
        yield Problem("context", "choose", f"{kind.label} : deux précisions se contredisent.")
    if numbers and not set(kind.needs) <= set(groups):
        yield Problem("context", "choose", kind.ask)


def _reason(kind: Kind, missing: Missing | None, is_correction: bool) -> Iterator[Problem]:
    found = problem_of(kind, missing, is_correction=is_correction) if missing else None
    if found:
        yield Problem("missing", *found)


def _impossible(known: Known, is_confirmed: bool) -> Iterator[Problem]:
    """One number by itself: written too finely, or beyond what can be, unless another unit explains it."""
    for part, number in known.items():
        if not is_confirmed and may_be_another_unit(part, number):
            continue
        if decimals_of(number) > part.decimals:
            yield Problem(part.name, "too_precise", _too_precise(part))
        elif not within(number, part.possible):
            yield Problem(part.name, "impossible", _cannot_be(part, number))


def _is_odd(part: Part, number: Decimal) -> bool:
    """Whether something is asked about it: what cannot be is refused, not asked, unless another unit explains it."""
    if may_be_another_unit(part, number):
        return True
    is_fine = decimals_of(number) <= part.decimals and within(number, part.possible)
    return is_fine and not within(number, part.usual)


def _together(kind: Kind, known: Known, contexts: Collection[str]) -> Iterator[Problem]:
    """What does not fit between the numbers, or with what was ticked."""
    by_name = {part.name: number for part, number in known.items() if within(number, part.possible)}
    highest, lowest = by_name.get("systolic"), by_name.get("diastolic")
    if highest is not None and lowest is not None and lowest >= highest:
        yield Problem("diastolic", "impossible", "La minima ne peut pas atteindre la maxima.")
    score = by_name.get("value")
    if kind.is_counted and contexts and score is not None and score != len(set(contexts)):
        yield Problem("value", "impossible", "Le score n’est pas le nombre de signes cochés.")


def _example(part: Part) -> str:
    middle = (part.usual[0] + part.usual[1]) / 2
    return shown(converted(middle, Decimal(1), part.decimals))


def _too_precise(part: Part) -> str:
    most = ("un nombre entier", "une décimale au plus", "deux décimales au plus")[part.decimals]
    return f"{part.label} : {most}."


def _cannot_be(part: Part, number: Decimal) -> str:
    low, high = (shown(end) for end in part.possible)
    unit = f" {part.unit}" if part.unit and not part.unit.startswith("/") else ""
    return f"{part.label} : {shown(number)} n’est pas possible ({low} à {high}{unit}). Vérifiez la saisie."
