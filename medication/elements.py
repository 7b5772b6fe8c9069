"""The chain of element strings on a pack, read identifier by identifier with `biip`.

A variable field (batch, serial) ends with a separator. Where none was sent, every place where it
could end is tried, and only that on which all readings agree is kept. Source: GS1 General
Specifications, sections 3 (identifiers) and 7.8 (separators).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from biip import ParseConfig, ParseError
from biip.gs1_application_identifiers import GS1ApplicationIdentifier
from biip.gs1_element_strings import GS1ElementString

from medication.scanned_text import GS

Element = tuple[str, str]
"""An identifier and its value: ("10", "R4512")."""

ON_PACKS: Final = ("01", "10", "11", "17", "21")
"""What may follow a field whose end is not marked; each is there once."""
_VARIABLE_LIMIT: Final = 20
_TYPED_IN_PLACE: Final = ("F8", "0029", "029")
"""What a lost separator may have left behind: the name of its key, the figures of its Alt code."""
_CONFIG: Final = ParseConfig(gs1_element_strings_verify_date=False)
_ANY_DATE = re.compile(r"(1[1-7])([0-9]{6})")
"""Month 13 is a date that does not exist, in a field whose end is known all the same."""


@dataclass(frozen=True, slots=True)
class Chain:
    """What could be read. `unread` is the text from where it could not, or not in one way alone;
    `is_split`: a field ended without a separator, `is_ambiguous`: in several ways."""

    elements: tuple[Element, ...]
    unread: str = ""
    is_split: bool = False
    is_ambiguous: bool = False


def chain(text: str, *, has_separators: bool) -> Chain:
    """The elements of a mended text; with separators, a field lasts until the next one."""
    found: list[Element] = []
    unread: list[str] = []
    is_split = is_ambiguous = False
    for segment in filter(None, text.split(GS)):
        part = _segment(segment, frozenset(ai for ai, _ in found), has_separators)
        found += part.elements
        unread += [part.unread] if part.unread else []
        is_split |= part.is_split
        is_ambiguous |= part.is_ambiguous
    return Chain(tuple(found), " ".join(unread), is_split, is_ambiguous)


def _segment(text: str, seen: frozenset[str], is_marked: bool) -> Chain:
    """Between two separators: fixed fields, then at most one variable field when separators are
    sent; whatever fits when they are not."""
    head, rest = _fixed(text)
    if not rest:
        return Chain(head)
    last = _whole(rest)
    if is_marked and last:
        return Chain((*head, last))
    readings = list(_readings(rest, seen | {ai for ai, _ in head}))
    if not readings:
        return Chain(head, rest)
    if len(readings) == 1:
        return Chain((*head, *readings[0]), is_split=len(readings[0]) > 1)
    agreed = [one for one in readings[0] if all(one in other for other in readings)]
    return Chain((*head, *agreed), rest, is_split=True, is_ambiguous=True)


def _fixed(text: str) -> tuple[tuple[Element, ...], str]:
    """The fields of known length at the start, and what follows them."""
    head: list[Element] = []
    while text and (found := _first(text)):
        if _is_variable(found):
            break
        head.append(found)
        text = text[_length(found) :]
    return tuple(head), text


def _readings(text: str, seen: frozenset[str]) -> Iterator[tuple[Element, ...]]:
    """Every way to read a text that starts with a field."""
    found = _first(text)
    if found is None:
        return
    ai, value = found
    if not _is_variable(found):
        for tail in _tails(text[_length(found) :], seen | {ai}):
            yield (found, *tail)
        return
    for length in range(1, min(len(value), _VARIABLE_LIMIT) + 1):
        one = (ai, value[:length])
        for tail in _tails(text[_length(one) :], seen | {ai}):
            yield (one, *tail)


def _tails(text: str, seen: frozenset[str]) -> Iterator[tuple[Element, ...]]:
    """What may follow a field: nothing, or an identifier that is not there yet."""
    if not text:
        yield ()
        return
    for left in ("", *_TYPED_IN_PLACE):
        rest = text.removeprefix(left)
        if (left == "" or rest != text) and rest[:2] in ON_PACKS and rest[:2] not in seen:
            yield from _readings(rest, seen)


def _first(text: str) -> Element | None:
    """The field at the start; of a variable one, as much as may belong to it."""
    try:
        found = GS1ElementString.extract(text, config=_CONFIG)
    except ParseError:
        odd = _ANY_DATE.match(text)
        return (odd[1], odd[2]) if odd else None
    return found.ai.ai, found.value


def _whole(text: str) -> Element | None:
    """The text as one field and nothing else."""
    found = _first(text)
    return found if found and _length(found) == len(text) else None


def _is_variable(element: Element) -> bool:
    return GS1ApplicationIdentifier.extract(element[0]).separator_required


def _length(element: Element) -> int:
    return len(element[0]) + len(element[1])
