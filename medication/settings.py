"""What a home may change of the rules of medication, and what holds until it does.

Every clinical default of the rules is here, so that a pharmacist can read them on one page and a
home can set its own. A rule takes a `Settings` and never a number of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, Literal

Crushed = Literal["oui", "non"]
"""What the home's pharmacist decided about crushing a drug; without an entry, nobody decided."""

MOMENTS: Final[Mapping[str, time]] = MappingProxyType(
    {
        "matin": time(8),
        "midi": time(12),
        "gouter": time(16),
        "soir": time(18, 30),
        "coucher": time(21),
        "nuit": time(2),
    }
)
"""The moments of a day that a line may name, with the hour that the home gives each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one home.

    `tight_minutes`, `usual_minutes`, `loose_minutes`: how far from its hour a dose is still on
    time (`tolerances.py` says which drugs are which); `tolerance` gives a substance (key of the
    thesaurus, folded) its own minutes. `change_shown_hours`: how long a change stays shown to
    givers; `control_hours`: the time a second professional has to control a line; `sign_hours`: the
    time a prescriber has to sign what was ordered by word of mouth, or in an emergency.

    `inr_hold`: from this INR on, the AVK waits for a decision. `hypoglycaemia` in g/L: below, no
    insulin; `glycaemia_minutes`: how recent the glycaemia of an insulin must be; `recheck_minutes`:
    when a low one is measured again.
    `methotrexate_days`: whole days that must lie between two weekly doses. `refusals_count` in
    `refusals_days`: refusals that are told to the prescriber. `effect_minutes`: when the effect of
    an as-needed dose is looked at, where its line says nothing. `creatinine_months`,
    `weight_months`: how old a value may be; `elderly_from`: years. `crush`: what was decided, by
    CIS or by folded substance. `protocols`: those of the home that as-needed lines may name.
    """

    zone: str = "Europe/Paris"
    moments: Mapping[str, time] = field(default_factory=lambda: MOMENTS)
    tight_minutes: int = 30
    usual_minutes: int = 60
    loose_minutes: int = 12 * 60
    tolerance: Mapping[str, int] = field(default_factory=dict)
    change_shown_hours: int = 72
    control_hours: int = 24
    sign_hours: int = 72
    inr_hold: Decimal = Decimal("5.0")
    hypoglycaemia: Decimal = Decimal("0.70")
    glycaemia_minutes: int = 30
    recheck_minutes: int = 15
    methotrexate_days: int = 6
    refusals_count: int = 3
    refusals_days: int = 7
    effect_minutes: int = 60
    creatinine_months: int = 6
    weight_months: int = 3
    elderly_from: int = 75
    crush: Mapping[str, Crushed] = field(default_factory=dict)
    protocols: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Everything a home may change, with its present value: hours "HH:MM", decimals strings."""
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self)}


def settings_from_json(written: Mapping[str, Any]) -> Settings:
    """The settings as kept. What the document does not say has its default, so that a home's
    settings of last year can still be read; what it says and nobody knows any more is ignored.

    Raises ValueError, TypeError or decimal.InvalidOperation on a value of another kind.
    """
    known = {one.name for one in fields(Settings)}
    return Settings(
        **{name: _read(name, value) for name, value in written.items() if name in known}
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Decimal) else value


def _read(name: str, value: Any) -> Any:
    if name == "moments":
        return {**MOMENTS, **{one: time.fromisoformat(hour) for one, hour in value.items()}}
    if name in ("inr_hold", "hypoglycaemia"):
        return Decimal(value)
    return tuple(value) if name == "protocols" else value
