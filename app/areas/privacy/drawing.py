"""The PDF of a copy, drawn part after part: a year of somebody's life tells how far it is while it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Final

from markupsafe import Markup

from app.areas.privacy.reading import Gathered
from app.areas.privacy.telling import Line, Section, sections
from app.ground.pages import words
from app.ground.pages.pdf import TYPEFACE, pdf_of_parts

Step = Callable[[int, int], None]
_AT_A_TIME: Final = 120
"""Paragraphs drawn in one piece."""

_PAGE: Final = Markup(
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title><style>'
    "@font-face {{ font-family: Chevet; src: url({typeface}) }} "
    "@page {{ size: A4; margin: 16mm 16mm 18mm; "
    "@bottom-left {{ content: element(title); }} "
    "@bottom-right {{ content: counter(page); font: 8.5pt Chevet; color: #444 }} }} "
    "@page :first {{ counter-reset: page {before} }} "
    "#title {{ position: running(title); font-size: 8.5pt; color: #444 }} "
    "body {{ font: 10pt/1.4 Chevet, sans-serif; margin: 0 }} h1 {{ font-size: 18pt; margin: 0 0 4mm }} "
    "h2 {{ font-size: 14pt; margin: 7mm 0 3mm; break-after: avoid }} "
    "p {{ margin: 0 0 2.5mm; border-left: 0.5mm solid #bbb; padding-left: 3mm; white-space: pre-line }} "
    "p.plain {{ border: 0; padding: 0 }} .who {{ color: #444 }} ul {{ padding-left: 5mm }}"
    "</style></head><body><div id=title>{title}</div>{body}</body></html>"
)


def drawn(gathered: Gathered, title: str, notes: Sequence[str], step: Step) -> bytes:
    """The whole PDF. Raises NoPdf where this server makes none."""
    told = [one for one in sections(gathered) if one.lines]
    rows = [(one.name, row) for one in told for row in _rows(one)]
    starts = range(0, len(rows), _AT_A_TIME)
    bodies = [_body(rows[start : start + _AT_A_TIME]) for start in starts] or [Markup("")]
    bodies[0] = _cover(title, notes, told) + bodies[0]
    return pdf_of_parts([partial(_page, title, body) for body in bodies], step)


def _page(title: str, body: Markup, before: int) -> str:
    return str(_PAGE.format(title=title, typeface=TYPEFACE, before=before + 1, body=body))


def _cover(title: str, notes: Sequence[str], told: Sequence[Section]) -> Markup:
    said = Markup("").join(Markup("<p class=plain>{}</p>").format(note) for note in notes)
    names = Markup("").join(Markup("<li>{}</li>").format(one.name) for one in told)
    return Markup("<h1>{}</h1>{}<p class=plain>Dans l’ordre :</p><ul>{}</ul>").format(
        title, said, names
    )


def _body(rows: Sequence[tuple[str, Markup]]) -> Markup:
    """Paragraphs, under the name of their subject wherever it changes."""
    return Markup("").join(
        Markup("<h2>{}</h2>").format(name) + Markup("").join(row for _, row in some)
        for name, some in groupby(rows, lambda pair: pair[0])
    )


def _rows(section: Section) -> Iterator[Markup]:
    return _briefly(section.lines) if section.is_brief else map(_paragraph, section.lines)


def _paragraph(line: Line) -> Markup:
    """When, who and what in one line; then all that was said of it."""
    when = f"{words.day(line.at.date())}, {words.hour(line.at)}" if line.at else ""
    (label, what), *rest = line.pairs or (("", ""),)
    pairs = line.pairs if label else rest
    head = " · ".join(filter(None, (when, line.who, "" if label else what)))
    return Markup("<p><b>{}</b>\n{}</p>").format(head, "\n".join(map(_pair, pairs)))


def _briefly(lines: Sequence[Line]) -> Iterator[Markup]:
    """A day in one paragraph."""
    for on, some in groupby(lines, lambda line: line.at.date() if line.at else None):
        said = " · ".join(map(_brief, some))
        yield Markup("<p><b>{}</b>\n{}</p>").format(words.day(on) if on else "", said)


def _brief(line: Line) -> str:
    who = f" ({line.who})" if line.who else ""
    return f"{words.hour(line.at) if line.at else ''} {', '.join(map(_pair, line.pairs))}{who}"


def _pair(pair: tuple[str, str]) -> str:
    label, text = pair
    return f"{label} : {text}" if label else text
