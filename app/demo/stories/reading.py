"""Reading stories from their text files.

== trait J0 soir, aide : cible (important, à lire) a step: day, moment, who, cible Données = chip |
chip ready-made phrases of the cible Actions : free text + 15 min, infirmière what somebody adds
later Résultat : free text

`-35 min, aide : cible` is a step so long before now. Lines that begin with # say what the file is
about.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from app.demo.stories.telling import MOMENTS, ROLES, Later, Step, Story, Words
from transmissions.entry import Chips

_STEP = re.compile(
    r"J(?P<day>\d+) (?P<moment>\S+), (?P<who>[^:]+) : (?P<cible>\S+)(?: \((?P<tags>.+)\))?"
)
_AGO = re.compile(r"-(?P<ago>\d+) min, (?P<who>[^:]+) : (?P<cible>\S+)(?: \((?P<tags>.+)\))?")
_LATER = re.compile(r"  \+ (?P<minutes>\d+) min, (?P<who>.+)")
_PART = re.compile(r" +(?P<part>Données|Actions|Résultat) (?P<sort>[=:]) (?P<text>.+)")
_PARTS = {"Données": "data", "Actions": "actions", "Résultat": "result"}


@cache
def read_stories(name: str) -> tuple[Story, ...]:
    """The stories of one file. Raises ValueError with the line that cannot be understood."""
    text = files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    blocks = text.split("\n== ")[1:]
    return tuple(_read_story(block.rstrip().split("\n")) for block in blocks)


def _read_story(lines: list[str]) -> Story:
    starts = [number for number, line in enumerate(lines) if number and not line.startswith(" ")]
    ends = [*starts[1:], len(lines)]
    steps = tuple(_read_step(lines[start:end]) for start, end in zip(starts, ends, strict=True))
    return Story(lines[0].strip(), steps)


def _read_step(lines: list[str]) -> Step:
    match = _STEP.fullmatch(lines[0]) or _AGO.fullmatch(lines[0])
    if match is None:
        raise ValueError(lines[0])
    said = match.groupdict()
    if said.get("moment") is not None and said["moment"] not in MOMENTS:
        raise ValueError(lines[0])
    tags = (said["tags"] or "").split(", ")
    own, added = _split_at_later(lines[1:])
    return Step(
        role=ROLES[said["who"]],
        cible=said["cible"],
        words=_read_words(own),
        day=int(said.get("day") or 0),
        moment=said.get("moment") or "",
        ago=int(said["ago"]) if said.get("ago") else None,
        is_important="important" in tags,
        is_to_read="à lire" in tags,
        later=_read_later(added),
    )


def _split_at_later(lines: list[str]) -> tuple[list[str], list[str]]:
    for number, line in enumerate(lines):
        if line.startswith("  +"):
            return lines[:number], lines[number:]
    return lines, []


def _read_later(lines: list[str]) -> Later | None:
    if not lines:
        return None
    match = _LATER.fullmatch(lines[0])
    if match is None:
        raise ValueError(lines[0])
    return Later(int(match["minutes"]), ROLES[match["who"]], _read_words(lines[1:]))


def _read_words(lines: list[str]) -> Words:
    texts: dict[str, str] = {}
    chips: dict[str, tuple[str, ...]] = {}
    for line in lines:
        match = _PART.fullmatch(line)
        if match is None:
            raise ValueError(line)
        part = _PARTS[match["part"]]
        if match["sort"] == "=":
            chips[part] = tuple(match["text"].split(" | "))
        else:
            texts[part] = match["text"]
    return Words(**texts, chips=Chips(**chips))
