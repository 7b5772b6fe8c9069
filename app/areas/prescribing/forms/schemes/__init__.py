"""Each scheme from its fields, and back into them: `READERS` by the choice of the form, `fields_of` for a scheme.

A scheme that the form could not say again (made elsewhere, longer than its rows) has no fields: nobody may then change
it here and lose half of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from app.areas.prescribing.forms.schemes import (
    as_needed,
    calendar,
    patch,
    regular,
    sliding,
    tapering,
)
from app.areas.prescribing.forms.typed import Typed
from medication.prescription import Regular, Scheme, Sliding, Take, Tapering
from medication.scheme_problems import scheme_problems

_PARTS: Final = {
    "regular": regular,
    "as_needed": as_needed,
    "patch": patch,
    "tapering": tapering,
    "sliding": sliding,
    "calendar": calendar,
}
LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {name: part.LABEL for name, part in _PARTS.items()}
)
READERS: Final[Mapping[str, Callable[[Typed], Scheme | None]]] = MappingProxyType(
    {name: part.read for name, part in _PARTS.items()}
)


def read_scheme(typed: Typed) -> Scheme | None:
    """The scheme that was chosen and filled; None when it cannot be one, and why is told."""
    reader = READERS.get(typed.text("scheme"))
    if reader is None:
        typed.refuse("scheme", "Choisissez comment ce médicament est pris.")
        return None
    before = len(typed.problems)
    scheme = reader(typed)
    if scheme is None or len(typed.problems) > before:
        return None
    part = _PARTS[typed.text("scheme")]
    for name, says in scheme_problems(scheme):
        typed.refuse(part.FIELDS.get(name, "scheme"), says)
    return scheme if len(typed.problems) == before else None


def fields_of(scheme: Scheme) -> dict[str, Any] | None:
    """The fields that read back as this scheme; None when the form has no way to say it."""
    for name, part in _PARTS.items():
        if isinstance(scheme, part.SCHEME):
            fields = {"scheme": name} | part.fields_of(scheme)
            return fields if _says_again(scheme, fields) else None
    raise TypeError(type(scheme).__name__)


def _says_again(scheme: Scheme, fields: dict[str, Any]) -> bool:
    """Whether nothing is lost on the way; in which order the takings of a day are told changes nothing."""
    again = read_scheme(Typed(fields))
    return again is not None and _in_order(again) == _in_order(scheme)


def _in_order(scheme: Scheme) -> Scheme:
    if isinstance(scheme, Regular | Sliding):
        return replace(scheme, takes=_sorted(scheme.takes))
    if isinstance(scheme, Tapering):
        steps = (replace(step, takes=_sorted(step.takes)) for step in scheme.steps)
        return replace(scheme, steps=tuple(steps))
    return scheme


def _sorted(takes: tuple[Take, ...]) -> tuple[Take, ...]:
    return tuple(sorted(takes, key=lambda take: take.at))
