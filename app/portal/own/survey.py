"""Answering a survey, a question at a time. Until it is sent, what was answered is in the page and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.areas.survey.questions import ANSWERS, VERSIONS


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where one is in a survey: the answers given, in the order of its questions, and whether one says one's name."""

    version: str
    is_named: bool
    given: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        return tuple(VERSIONS[self.version].values())

    @property
    def number(self) -> int:
        """Which question comes now; the first is 1."""
        return len(self.given) + 1

    @property
    def is_over(self) -> bool:
        return len(self.given) == len(self.asked)

    @property
    def question(self) -> str:
        return self.asked[len(self.given)]

    @property
    def code(self) -> str:
        """The name of the question, which is also that of its drawing."""
        return tuple(VERSIONS[self.version])[len(self.given)]

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """What was answered so far, in words."""
        return tuple(
            (words, ANSWERS[one]) for words, one in zip(self.asked, self.given, strict=False)
        )

    @property
    def answers(self) -> Mapping[str, str]:
        return dict(zip(VERSIONS[self.version], self.given, strict=False))

    @property
    def text(self) -> str:
        return ",".join(self.given)

    def step(self, pressed: str) -> Sheet:
        """After one more answer, or one question back; anything else leaves it as it is."""
        if pressed == "back":
            return replace(self, given=self.given[:-1])
        if pressed in ANSWERS and not self.is_over:
            return replace(self, given=(*self.given, pressed))
        return self


def read(version: str, text: str, is_named: bool) -> Sheet:
    """The sheet that a page carried; what makes no sense begins it again."""
    given = tuple(one for one in text[:200].split(",") if one)
    if len(given) > len(VERSIONS[version]) or not set(given) <= set(ANSWERS):
        given = ()
    return Sheet(version, is_named, given)
