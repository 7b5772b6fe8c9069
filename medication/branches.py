"""Conditions of the thesaurus's levels ("avec le citalopram", "par voie orale", "à plus de 20 mg
par semaine") as predicates that answer no, perhaps or yes from what is known of two drugs.

A condition is written in `rules.json` as one of: {"of": names}, {"with": names}, {"any": names}
(either side), {"route": [side, kind]}, {"dose": [side, amount]}, {"fact": name}, {"not": …},
{"all": […]}, {"some": […]}. Names are keys, of substances or classes. Sides are those of the
rule's entry: "of" the first, "with" the second; "self" where a condition has one side only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from medication.drug import ROUTES, Drug, goes_by
from medication.ternary import MAYBE, NO, YES, Ternary, every, known, negation, some
from medication.thesaurus import Thesaurus

Facts = Mapping[str, bool]
"""What is known of the person and of the prescription, by the names that `rules.json` uses."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two drugs by one of its substances; `keys` are several only for a name that
    stands for the drug as a whole ("médicaments administrés par voie orale")."""

    key: str
    keys: tuple[str, ...]
    drug: Drug


Predicate = Callable[[Side, Side, Facts], Ternary]

_SIDES: Final = {"of": 0, "self": 0, "with": 1}
_KINDS: Final = frozenset({*ROUTES, "generale", "avalee"})


class Amounts:
    """Named doses: for a unit, a day or a week, the spans in milligrams that mean yes or no; what
    is in neither is not decided."""

    def __init__(self, published: Mapping[str, Any]) -> None:
        self._spans = published

    def __contains__(self, name: object) -> bool:
        return name in self._spans

    def of(self, name: str, side: Side) -> Ternary:
        """A day's dose says more than a unit's: where both are known, the day decides."""
        dose = side.drug.doses.get(side.key)
        if dose is None:
            return MAYBE
        for period, amount in (("week", dose.week), ("day", dose.day), ("unit", dose.unit)):
            spans = self._spans[name].get(period)
            if amount is not None and spans is not None:
                return _within(amount, spans)
        return MAYBE


def _within(amount: float, spans: Mapping[str, list[list[float]]]) -> Ternary:
    for answer, verdict in (("yes", YES), ("no", NO)):
        if any(low <= amount <= high for low, high in spans.get(answer, ())):
            return YES if verdict == YES else NO
    return MAYBE


def predicate(written: Any, thesaurus: Thesaurus, amounts: Amounts) -> Predicate:
    """The condition as a function. Raises ValueError when it is not one of the above."""
    if written == "always":
        return lambda of, with_, facts: YES
    if not isinstance(written, dict) or len(written) != 1:
        raise ValueError(f"not a condition: {written!r}")
    ((verb, said),) = written.items()
    if verb in ("of", "with", "any"):
        return _named(verb, said, thesaurus)
    if verb == "route":
        return _route(said[0], said[1])
    if verb == "dose":
        return _dose(said[0], said[1], amounts)
    if verb == "fact":
        return lambda of, with_, facts: known(facts.get(said))
    if verb == "not":
        inner = predicate(said, thesaurus, amounts)
        return lambda of, with_, facts: negation(inner(of, with_, facts))
    parts = [predicate(part, thesaurus, amounts) for part in said]
    joined = {"all": every, "some": some}[verb]
    return lambda of, with_, facts: joined(part(of, with_, facts) for part in parts)


def otherwise(earlier: list[Predicate]) -> Predicate:
    """True where none of the earlier conditions is."""
    return lambda of, with_, facts: negation(some(one(of, with_, facts) for one in earlier))


def _named(verb: str, names: list[str], thesaurus: Thesaurus) -> Predicate:
    keys = frozenset(key for name in names for key in thesaurus.members(name))

    if verb == "of":
        return lambda of, with_, facts: NO if keys.isdisjoint(of.keys) else YES
    if verb == "with":
        return lambda of, with_, facts: NO if keys.isdisjoint(with_.keys) else YES
    return lambda of, with_, facts: (
        NO if keys.isdisjoint(of.keys) and keys.isdisjoint(with_.keys) else YES
    )


def _route(side: str, kind: str) -> Predicate:
    at = _SIDES[side]
    if kind not in _KINDS:
        raise ValueError(f"not a kind of route: {kind}")
    return lambda of, with_, facts: goes_by((of, with_)[at].drug.routes, kind)


def _dose(side: str, name: str, amounts: Amounts) -> Predicate:
    at = _SIDES[side]
    if name not in amounts:
        raise ValueError(f"not a dose: {name}")
    return lambda of, with_, facts: amounts.of(name, (of, with_)[at])
