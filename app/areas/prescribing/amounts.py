"""The amounts of a scheme, wherever they stand in it: a number that no column or screen can bear is a typing error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal

from medication.prescription import Scheme

MOST = 500
"""Two years of an anticoagulant's calendar do not have so many."""
LARGEST = Decimal(1_000_000)
DECIMALS = 4


def amount_problem(scheme: Scheme) -> str | None:
    """What is wrong with the numbers of a scheme, in French; None when each can be kept as it was typed."""
    found = list(_numbers(scheme))
    if len(found) > MOST:
        return "Ce schéma a trop de quantités : écrivez-le en plusieurs lignes."
    if any(not _is_plain(one) for one in found):
        return f"Une quantité a trop de chiffres : {DECIMALS} décimales au plus."
    return None


def _numbers(value: object) -> Iterator[Decimal]:
    if isinstance(value, Decimal):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _numbers(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _numbers(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _numbers(getattr(value, field.name))


def _is_plain(amount: Decimal) -> bool:
    """Numbers that are none are told by the rules of the scheme themselves."""
    if not amount.is_finite():
        return True
    exponent = amount.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return abs(amount) < LARGEST and exponent >= -DECIMALS
