"""From where on a value is told to a nurse: what the home set, what was set for a person, and the product's defaults.

Sources of the defaults: pain from 4 of 10 on the numeric scale, 2 of 4 on the verbal one and 2 of 5 on Algoplus asks
for treatment (HAS, « Liste des échelles acceptées pour mesurer la douleur », June 2020); hypoglycaemia under 0.70 g/L
(Société francophone du diabète, « Référentiel de bonnes pratiques sur la nutrition chez le diabétique », 2014, and the
issue of medication, which holds insulin there too); the others are ours, to be set by the home's physician.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from transmissions.observations.kinds import Kind, Part
from transmissions.observations.numbers import shown
from transmissions.observations.wording import quantity, value_words


@dataclass(frozen=True, slots=True)
class Threshold:
    """A nurse is told under `low`, and from `high` on; without either, never. `is_urgent` ones escalate at once."""

    low: Decimal | None = None
    high: Decimal | None = None
    is_urgent: bool = False


Thresholds = Mapping[str, Threshold]
"""By « kind.part »."""


def _of(low: str | None, high: str | None, *, urgent: bool = False) -> Threshold:
    return Threshold(Decimal(low) if low else None, Decimal(high) if high else None, urgent)


DEFAULTS: Final[Thresholds] = {
    "temperature.value": _of("35", "38"),
    "glycaemia.value": _of("0.7", "3", urgent=True),
    "spo2.value": _of("90", None, urgent=True),
    "blood_pressure.systolic": _of("90", "180"),
    "blood_pressure.diastolic": _of(None, "110"),
    "pulse.value": _of("50", "120"),
    "respiratory_rate.value": _of("10", "25", urgent=True),
    "pain_en.value": _of(None, "4"),
    "pain_evs.value": _of(None, "2"),
    "algoplus.value": _of(None, "2"),
    "inr.value": _of(None, "5", urgent=True),
    "potassium.value": _of("3", "5.5", urgent=True),
    "creatinine.value": _of(None, None),
    "haemoglobin.value": _of("8", None),
    "weight.value": _of(None, None),
    "urine.value": _of(None, None),
}
"""What may have a threshold, and which it has until somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """A value that a nurse must hear of: `says` is one line of a list."""

    says: str
    is_urgent: bool


def beyond(
    kind: Kind, values: Mapping[str, str], reason: str | None, thresholds: Thresholds
) -> Beyond | None:
    """What a nurse must be told of this measure, or None. Two numbers beyond make one line, the first one's."""
    if reason in ("reader_low", "reader_high"):
        end = "trop bas" if reason == "reader_low" else "trop haut"
        return Beyond(f"{kind.label} : le lecteur indique {end}. À contrôler.", True)
    for part in kind.parts:
        threshold = thresholds.get(f"{kind.name}.{part.name}")
        if threshold is None or part.name not in values:
            continue
        limit = _limit(part, Decimal(values[part.name]), threshold)
        if limit:
            says = f"{kind.label} {value_words(kind, values)}, {limit}. À contrôler."
            return Beyond(says, threshold.is_urgent)
    return None


def _limit(part: Part, number: Decimal, threshold: Threshold) -> str | None:
    if threshold.low is not None and number < threshold.low:
        return f"seuil bas {quantity(part, threshold.low)}"
    if threshold.high is not None and number >= threshold.high:
        return f"seuil haut {quantity(part, threshold.high)}"
    return None


def merged(*layers: Thresholds) -> dict[str, Threshold]:
    """The defaults under what the home set, under what was set for the person: the last one said holds, whole."""
    told = dict(DEFAULTS)
    for layer in layers:
        told |= {key: one for key, one in layer.items() if key in DEFAULTS}
    return told


def to_json(thresholds: Thresholds) -> dict[str, dict[str, str | None]]:
    """As they are kept and sent; who is urgent is the product's to say."""
    return {
        key: {"low": _text(one.low), "high": _text(one.high)} for key, one in thresholds.items()
    }


def from_json(told: Mapping[str, Mapping[str, str | None]]) -> dict[str, Threshold]:
    """The same, read back. What this version does not know is left out."""
    return {
        key: Threshold(_number(one.get("low")), _number(one.get("high")), DEFAULTS[key].is_urgent)
        for key, one in told.items()
        if key in DEFAULTS
    }


def words(part: Part, threshold: Threshold) -> str:
    """A threshold in French: « sous 0,70 g/L, à partir de 3,00 g/L »."""
    low = f"sous {quantity(part, threshold.low)}" if threshold.low is not None else ""
    high = f"à partir de {quantity(part, threshold.high)}" if threshold.high is not None else ""
    return ", ".join(word for word in (low, high) if word) or "aucun"


def _text(number: Decimal | None) -> str | None:
    return None if number is None else shown(number).replace(",", ".")


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
