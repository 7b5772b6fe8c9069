"""Words that several alerts and tasks say alike: a measure as it was written, a drug without its form."""

from __future__ import annotations

from decimal import Decimal

from medication.prescription import Line


def measure_words(value: Decimal) -> str:
    """ "0,70", "5,0": with the digits of whoever measured or set it, which say how precise it is."""
    return format(value, "f").replace(".", ",")


def drug_words(line: Line) -> str:
    """The name and the strength, without the form: "DOLIPRANE 1000 mg"."""
    return line.drug.label.split(", ", 1)[0]
