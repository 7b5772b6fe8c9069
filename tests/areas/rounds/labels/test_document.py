"""Labels drawn: whatever the name, nothing is cut, nothing runs over, and the code is read."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest
import zxingcpp
from flask import Flask

from app.areas.rounds.labels.document import labels_pdf
from app.areas.rounds.labels.fitting import Printed
from app.areas.rounds.labels.sheets import SHEETS
from app.areas.rounds.labels.tokens import new_text

POINT = 25.4 / 72
Box = tuple[float, float, float, float]
LINES = ("née DE MONTMORENCY-LAVAL", "le 13/12/1931", "Chambre 112 bis · Les Capucines du jardin")


LONGEST = {
    "a name of several words": ("VANDENBROUCKE-DE LA ROCHEFOUCAULD", "Anne-Marie-Charlotte"),
    "a word that fits on no row": ("SCHWARZENEGGERSTEINHAUSENBERG", "Maximilian"),
    "as many letters as a name may have": ("W" * 60, "Mw" * 30),
    "one letter": ("Y", "A"),
}


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_name_is_cut_or_runs_over(application: Flask, sheet: str) -> None:
    paper = SHEETS[sheet]
    for case, (family, given) in LONGEST.items():
        label = Printed(family.upper(), given, LINES, new_text("person"))
        with application.test_request_context():
            document = pypdfium2.PdfDocument(labels_pdf([label], paper, start=1, title="Essai"))
        (code,) = zxingcpp.read_barcodes(document[0].render(scale=8 * POINT).to_pil())
        assert code.text == label.text
        letters = list(boxes(document))
        left = paper.margin[1] + paper.edge + paper.code
        top, bottom = paper.margin[0], paper.margin[0] + paper.cell[1]
        for char, (x0, y0, x1, y1) in letters:
            assert left < x0 and x1 < paper.margin[1] + paper.cell[0], (case, char, x0, x1)
            assert top < y0 and y1 < bottom, (case, char, y0, y1)
        drawn = bare("".join(char for char, _ in letters))
        for word in (label.head, given, *LINES):
            assert bare(word) in drawn, (case, word)
        assert not overlapping([box for _, box in letters]), case


def bare(text: str) -> str:
    """Without spaces and dashes: a dash that ends a row is read back as the mark of a broken word."""
    return text.translate(dict.fromkeys(map(ord, " -\ufffe")))


def boxes(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, Box]]:
    """Each letter of the first page, and where it is drawn: left, top, right, bottom in millimetres."""
    page = document[0]
    whole, words_ = page.get_size()[1], page.get_textpage()
    for number in range(words_.count_chars()):
        char = words_.get_text_range(number, 1)
        if char.strip():
            x0, y0, x1, y1 = words_.get_charbox(number)
            yield char, (x0 * POINT, (whole - y1) * POINT, x1 * POINT, (whole - y0) * POINT)


def overlapping(letters: list[Box]) -> bool:
    """Whether a letter is drawn over the middle of another."""
    middles = [((x0 + x1) / 2, (y0 + y1) / 2) for x0, y0, x1, y1 in letters]
    return any(
        x0 < x < x1 and y0 < y < y1
        for number, (x0, y0, x1, y1) in enumerate(letters)
        for other, (x, y) in enumerate(middles)
        if other != number
    )
