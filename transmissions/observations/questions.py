"""What is asked back about one number: its unit, whether it is really that, whether it really changed that much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from transmissions.observations.kinds import Kind, OtherUnit, Part, Range
from transmissions.observations.numbers import canonical, converted, decimals_of, shown
from transmissions.observations.wording import quantity

Known = Mapping[Part, Decimal]


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to a question: the numbers it stands for, as they would be typed."""

    label: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked back. Codes: unit, unusual, jump. The first choice keeps the number when `keeps`."""

    field: str
    code: str
    says: str
    choices: tuple[Choice, ...]
    keeps: bool


def which(part: Part, number: Decimal, known: Known) -> Question:
    """What is asked about a number outside the usual: its unit when it looks like another, else whether it is true."""
    others = [one for one in part.other if within(number, one.window)]
    if others:
        return _which_unit(part, number, others, known)
    says = f"{part.label} de {quantity(part, number)} : c’est inhabituel. Est-ce bien cela ?"
    return Question(part.name, "unusual", says, (_keep(part, number),), keeps=True)


def may_be_another_unit(part: Part, number: Decimal) -> bool:
    """Whether it may have been read in another unit: it is no usual number of the part's own."""
    if within(number, part.usual):
        return False
    return any(within(number, one.window) for one in part.other)


def _which_unit(part: Part, number: Decimal, others: list[OtherUnit], known: Known) -> Question:
    is_possible = within(number, part.possible) and decimals_of(number) <= part.decimals
    choices = (
        [Choice(quantity(part, number), {part.name: canonical(number)})] if is_possible else []
    )
    choices += [_read_in(part, number, one.unit, known) for one in others]
    says = f"{part.label} de {shown(number)} : dans quelle unité ?"
    return Question(part.name, "unit", says, tuple(choices), keeps=is_possible)


def _read_in(part: Part, number: Decimal, unit: str, known: Known) -> Choice:
    """The number read in that unit, and with it every other number of the measure that may be in it too."""
    values = {}
    for one, value in known.items():
        for other in one.other:
            if other.unit == unit and within(value, other.window):
                values[one] = converted(value, other.factor, one.decimals)
    says = f"{shown(number)} {unit}, soit {quantity(part, values[part])}"
    return Choice(says, {one.name: canonical(value) for one, value in values.items()})


def jumped(kind: Kind, known: Known, previous: Decimal | None) -> Iterator[Question]:
    """Asks about a value too far from the last one."""
    number = known.get(kind.parts[0])
    if kind.jump is None or not previous or number is None:
        return
    if abs(number - previous) > previous * kind.jump:
        part = kind.parts[0]
        change = f"{quantity(part, abs(number - previous))} de {'plus' if number > previous else 'moins'}"
        says = f"{change} que la dernière fois ({quantity(part, previous)}). Est-ce bien cela ?"
        yield Question(part.name, "jump", says, (_keep(part, number),), keeps=True)


def _keep(part: Part, number: Decimal) -> Choice:
    return Choice(f"Oui, {quantity(part, number)}", {part.name: canonical(number)})


def within(number: Decimal, range_: Range) -> bool:
    """Both ends belong to it."""
    return range_[0] <= number <= range_[1]
