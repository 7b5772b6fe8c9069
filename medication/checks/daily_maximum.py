"""The most of a substance in a day, summed over every line and brand that holds it.

Sources: section 4.2 of the summaries that `facts_tables/maxima.csv` names, by age, weight and
clearance. "Si besoin" counts by its own maximum, once for the lines that share the allowance. A
creatinine or a weight that is missing or too old sets no limit and blocks nothing: it is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from medication.alerts import Alert
from medication.amount_words import number_words
from medication.case import Case
from medication.facts_tables.maxima import Maximum, daily_maximum, maxima
from medication.ordered import Ordered
from medication.strength import BASES
from medication.stretches import holds


def daily_maximum_alerts(case: Case) -> Iterator[Alert]:
    """One alert for each substance and each set of lines that are beyond it together."""
    keys = dict.fromkeys(key for one in case.ordered for key in one.a_day if key in maxima())
    for key in keys:
        for limit in _limits(case, key):
            yield from _beyond(case, key, limit)
    yield from _unverified(case)
    yield from _unmeasured(case, keys)


def _limits(case: Case, key: str) -> list[Maximum]:
    """Those of the person by the routes of the lines, none twice."""
    routes = dict.fromkeys(one.line.route for one in case.ordered if key in one.a_day)
    found = (_limit(case, key, route) for route in routes)
    return list(dict.fromkeys(one for one in found if one is not None))


def _limit(case: Case, key: str, route: str) -> Maximum | None:
    known = case.condition
    return daily_maximum(key, route, age=known.age, weight=known.weight, clearance=known.clearance)


def _beyond(case: Case, key: str, limit: Maximum) -> Iterator[Alert]:
    lines = [one for one in case.ordered if key in one.a_day and one.line.route in limit.routes]
    most = limit.amount(case.condition.weight)
    for together in _sets(lines):
        total = _total(together, key)
        if total > most:
            yield from case.alert(
                "daily_maximum",
                together,
                f"{_name(together, key)} : {_said(total)} par jour en tout ({_parts(together, key)}), "
                f"{_at_most(most)}.",
                because=_conditions(limit),
                source=str(limit.source),
                basis=(key, total.normalize(), most.normalize()),
            )


def _total(lines: Iterable[Ordered], key: str) -> Decimal:
    """Scheduled lines add up; those "si besoin" share one allowance, the largest of theirs."""
    scheduled, as_needed = [Decimal(0)], [Decimal(0)]
    for one in lines:
        (as_needed if one.is_as_needed else scheduled).append(one.a_day[key])
    return sum(scheduled, Decimal(0)) + max(as_needed)


def _sets(lines: list[Ordered]) -> list[list[Ordered]]:
    """The lines that hold together at some instant; none that is part of another set."""
    found: list[list[Ordered]] = []
    for begins in sorted({start for one in lines for start, _ in one.when}):
        together = [one for one in lines if holds(one.when, begins)]
        if together not in found:
            found.append(together)
    ids = [{one.line.id for one in each} for each in found]
    return [each for each, mine in zip(found, ids, strict=True) if not any(mine < o for o in ids)]


def _unverified(case: Case) -> Iterator[Alert]:
    """Drugs of which no table gives a maximum by their route, or whose dose nobody can tell."""
    silent = [one for one in case.concerned(case.ordered) if not _is_judged(case, one)]
    if silent:
        yield from case.alert(
            "unverified",
            silent,
            f"Dose maximale non vérifiée : {_labels(silent)}.",
            because="Aucun maximum connu pour la substance et la voie, ou dose en milligrammes "
            "inconnue.",
            basis=("daily_maximum",),
        )


def _is_judged(case: Case, one: Ordered) -> bool:
    if one.drug.is_local:
        return True
    keys = one.drug.substances
    return bool(keys) and all(
        key in one.a_day and _limit(case, key, one.line.route) for key in keys
    )


def _unmeasured(case: Case, keys: Iterable[str]) -> Iterator[Alert]:
    """What could not be narrowed to this person, for want of a recent measure."""
    known = case.condition
    for why, wanted in (
        (known.kidneys, [key for key in keys if _asks(key, "below_clearance")]),
        (known.weighed, [key for key in keys if _asks(key, "below_kg", "per_kg")]),
        ("âge inconnu" if known.age is None else "", [k for k in keys if _asks(k, "from_age")]),
    ):
        drugs = case.concerned(
            one for one in case.ordered if not one.a_day.keys().isdisjoint(wanted)
        )
        if why and drugs:
            yield from case.alert(
                "unverified",
                drugs,
                f"Dose maximale non adaptée à la personne ({why}) : {_labels(drugs)}.",
                because="Le maximum général reste vérifié.",
                basis=("daily_maximum", why),
            )


def _asks(key: str, *names: str) -> bool:
    return any(getattr(row, name) is not None for row in maxima()[key] for name in names)


def _conditions(limit: Maximum) -> str:
    parts = (
        "" if limit.from_age is None else f"à partir de {limit.from_age} ans",
        "" if limit.below_kg is None else f"moins de {number_words(limit.below_kg)} kg",
        ""
        if limit.below_clearance is None
        else f"clairance sous {number_words(limit.below_clearance)} mL/min",
        "" if limit.per_kg is None else f"{number_words(limit.per_kg)} mg par kg",
    )
    said = ", ".join(part for part in parts if part)
    return f"Maximum pour cette personne : {said}." if said else "Maximum de l’adulte."


def _at_most(most: Decimal) -> str:
    if not most:
        return "contre-indiqué ou non recommandé pour cette personne"
    return f"maximum {_said(most)} pour cette personne"


def _parts(lines: Iterable[Ordered], key: str) -> str:
    return " + ".join(
        f"{one.label} : {_said(one.a_day[key])}{' si besoin' if one.is_as_needed else ''}"
        for one in sorted(lines, key=lambda one: one.label)
    )


def _labels(lines: Iterable[Ordered]) -> str:
    return ", ".join(dict.fromkeys(one.label for one in lines))


def _name(lines: Iterable[Ordered], key: str) -> str:
    """As a composition writes it, with its accents; the shortest where they differ by a salt."""
    if key in BASES:
        return f"{key.capitalize()} base"
    rows = (row for one in lines if one.product for row in one.product.ingredients)
    names = [row.name for row in rows if key in row.substances]
    return min(names, key=len, default=key).capitalize()


def _said(milligrams: Decimal) -> str:
    if milligrams >= 1000:
        return f"{number_words(milligrams / 1000)} g"
    return f"{number_words(milligrams)} mg"
