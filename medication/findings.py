"""What the interactions of a list of drugs come to, as values and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from medication.thesaurus import LevelCode

LEVEL_LABELS: Final[Mapping[LevelCode, str]] = {
    "CI": "Contre-indication",
    "ASDEC": "Association déconseillée",
    "PE": "Précaution d'emploi",
    "APEC": "À prendre en compte",
}


@dataclass(frozen=True, slots=True)
class PossibleLevel:
    """A level that applies, or may: `condition` says when, empty when always."""

    code: LevelCode
    condition: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One entry of the thesaurus that two drugs meet. `levels` are those not ruled out, gravest
    first; `substances` are the two that match, in the order of the drugs."""

    entry: int
    via: str
    substances: tuple[str, str]
    levels: tuple[PossibleLevel, ...]
    mechanism: str
    advice: str

    @property
    def level(self) -> LevelCode:
        """The gravest level that is not ruled out."""
        return self.levels[0].code

    @property
    def conditional(self) -> bool:
        """Whether that level depends on something that was not given."""
        return not self.levels[0].is_certain

    def as_json(self) -> dict[str, Any]:
        return {
            "substances": list(self.substances),
            "level": self.level,
            "conditional": self.conditional,
            "levels": [{"level": one.code, "condition": one.condition} for one in self.levels],
            "via": self.via,
            "mechanism": self.mechanism,
            "advice": self.advice,
        }


@dataclass(frozen=True, slots=True)
class InteractingPair:
    """Two drugs of the list, in its order: `a` and `b` as the caller names them; the gravest
    finding first."""

    a: str
    b: str
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        first, *others = (finding.as_json() for finding in self.findings)
        return {"a": self.a, "b": self.b, **first, "others": others}


@dataclass(frozen=True, slots=True)
class Silence:
    """What the thesaurus does not know of a drug: the names of ingredients, or the drug itself.
    Whatever else was found about it, this part was not checked."""

    drug: str
    names: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the thesaurus says about a list of drugs, and what it says nothing about."""

    version: str
    published: str
    pairs: tuple[InteractingPair, ...]
    silences: tuple[Silence, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names that the thesaurus does not know: the caller's own where nothing of the drug is
        known, the ingredient's where only a part is missing."""
        found: dict[str, None] = {}
        for silence in self.silences:
            found.update(dict.fromkeys((silence.drug,) if silence.is_whole else silence.names))
        return tuple(found)

    def as_json(self) -> dict[str, Any]:
        """The document that the command line and the screens show."""
        return {
            "version": self.version,
            "published": self.published,
            "pairs": [pair.as_json() for pair in self.pairs],
            "unknown": list(self.unknown),
            "not_checked": [
                {"drug": silence.drug, "names": list(silence.names)} for silence in self.silences
            ],
        }
