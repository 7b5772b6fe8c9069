"""A measure in French: « Pression artérielle 132/78 mmHg, assis·e », « Poids : refus »."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from transmissions.observations.kinds import Kind, Part
from transmissions.observations.missing import LABELS, Missing
from transmissions.observations.numbers import shown


def quantity(part: Part, number: Decimal) -> str:
    """One number with its unit: « 62,4 kg », « 6/10 », « INR » has none."""
    told = shown(number, part.decimals if part.is_padded else 0)
    if not part.unit:
        return told
    return f"{told}{part.unit}" if part.unit.startswith("/") else f"{told}{_HELD}{part.unit}"


_HELD = "\u00a0"  # a number and its unit stay on one line


def value_words(kind: Kind, values: Mapping[str, str]) -> str:
    """What was measured, without the kind's name: « 132/78 mmHg », « Type 4, moulée lisse »; empty when nothing was."""
    numbers = [(part, Decimal(values[part.name])) for part in kind.parts if part.name in values]
    if kind.name == "blood_pressure":
        return _pressure(numbers)
    return ", ".join(_of_scale(part, number) or quantity(part, number) for part, number in numbers)


def _of_scale(part: Part, number: Decimal) -> str | None:
    """The word of a scale for that number, if it has one."""
    at = number - part.possible[0]
    is_there = part.choices and at == int(at) and 0 <= at < len(part.choices)
    return part.choices[int(at)] if is_there else None


def _pressure(numbers: list[tuple[Part, Decimal]]) -> str:
    if len(numbers) == 2:
        return f"{shown(numbers[0][1])}/{quantity(*numbers[1])}"
    return ", ".join(f"{part.label.lower()} {quantity(part, number)}" for part, number in numbers)


def context_words(kind: Kind, contexts: Collection[str]) -> str:
    """What was said beside it, in the kind's own order: « à jeun, malaise »."""
    labels = [one.label for one in kind.contexts if one.name in contexts]
    return ", ".join(label[0].lower() + label[1:] for label in labels)


def missing_words(missing: Missing) -> str:
    """Why there is none, or only a part: « Autre raison : pèse-personne en panne »."""
    label = LABELS.get(missing.reason, missing.reason)
    text = (missing.text or "").strip()
    return f"{label} : {text}" if text else label


def sentence(
    kind: Kind, values: Mapping[str, str], contexts: Collection[str], missing: Missing | None
) -> str:
    """The whole measure on one line."""
    value = value_words(kind, values)
    beside = context_words(kind, contexts)
    told = ", ".join(word for word in (value, beside) if word)
    head = f"{kind.label} {told}" if value[:1].isdigit() else f"{kind.label} : {told}"
    if missing is None:
        return head
    why = missing_words(missing)
    return f"{head}. {why}" if told else f"{kind.label} : {why[0].lower()}{why[1:]}"
