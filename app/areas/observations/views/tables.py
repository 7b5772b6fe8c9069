"""The measures of a person by kind, as the page shows them: a curve, then a table, the latest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.areas.observations.queries import ObservationValue
from app.areas.observations.views.sparkline import Point, Sparkline, drawn
from transmissions.observations import BY_NAME, KINDS, Kind
from transmissions.observations.judging import FLAG_LABELS, IMPOSSIBLE_VALUE
from transmissions.observations.thresholds import Threshold, words
from transmissions.observations.wording import context_words, missing_words, value_words

UNREADABLE = "Cette mesure ne s’ouvre plus : elle a été altérée dans la base."
MOST = 100
"""Lines of one table; the period narrows them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: its value or why there is none, what was said beside it, what is odd; the values it corrects."""

    one: ObservationValue
    value: str
    beside: str
    odd: tuple[str, ...]
    before: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One kind."""

    kind: Kind
    lines: tuple[Line, ...]
    total: int
    curve: Sparkline | None
    thresholds: str


def tables(
    found: Sequence[ObservationValue], thresholds: Mapping[str, Threshold], only: str = ""
) -> list[Table]:
    """A table for each kind of which something is there, in the order of the kinds."""
    by_kind: dict[str, list[ObservationValue]] = {}
    for one in found:
        by_kind.setdefault(one.kind, []).append(one)
    shown = [kind for kind in KINDS if kind.name in by_kind and only in ("", kind.name)]
    return [_table(kind, by_kind[kind.name], thresholds) for kind in shown]


def _table(
    kind: Kind, found: Sequence[ObservationValue], thresholds: Mapping[str, Threshold]
) -> Table:
    lines = tuple(line_of(one) for one in found[:MOST])
    return Table(kind, lines, len(found), _curve(kind, found), _limits(kind, thresholds))


def line_of(one: ObservationValue) -> Line:
    """One measure, in words."""
    kind, measure = BY_NAME.get(one.kind), one.measure
    odd = tuple(FLAG_LABELS[flag] for flag in one.flags if flag in FLAG_LABELS)
    if kind is None or measure is None:
        return Line(one, "", UNREADABLE, odd)
    value = value_words(kind, measure.values)
    why = missing_words(measure.missing) if measure.missing else ""
    beside = [context_words(kind, measure.contexts), why if value else ""]
    if measure.typed:
        beside.append(f"lue {measure.typed}")
    said = ", ".join(word for word in beside if word)
    before = " ; ".join(line_of(version).value for version in one.older)
    return Line(one, value or why, said, odd, before)


def _curve(kind: Kind, found: Sequence[ObservationValue]) -> Sparkline | None:
    """What counts, for the parts that are always there: the flow of oxygen makes no curve of its own."""
    series = [
        list(_points(found, part.name))
        for part in kind.parts
        if not part.is_optional and not part.choices
    ]
    numbers = [number for line in series for _, number in line]
    if not numbers:
        return None
    first = kind.parts[0]
    ends = [value_words(kind, {first.name: str(end)}) for end in (min(numbers), max(numbers))]
    label = f"{kind.label} : {len(series[0])} mesures, de {ends[0]} à {ends[1]}. Le tableau les dit toutes."
    return drawn(series, label)


def _points(found: Sequence[ObservationValue], part: str) -> Iterator[Point]:
    for one in found:
        if one.measure and part in one.measure.values and IMPOSSIBLE_VALUE not in one.flags:
            yield one.taken_at, Decimal(one.measure.values[part])


def _limits(kind: Kind, thresholds: Mapping[str, Threshold]) -> str:
    """From where on a nurse is told: « sous 0,70 g/L, à partir de 3,00 g/L »."""
    told = [
        (part, words(part, one))
        for part in kind.parts
        if (one := thresholds.get(f"{kind.name}.{part.name}"))
        and one != Threshold(is_urgent=one.is_urgent)
    ]
    if len(told) == 1:
        return told[0][1]
    return " ; ".join(f"{part.label.lower()} {limit}" for part, limit in told)
