"""What people read of a copy: rows that nobody reads any more, rows that were altered, and the pages themselves."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from app.areas.privacy.drawing import drawn
from app.areas.privacy.reading import Gathered, gather
from app.areas.privacy.telling import Section, sections
from app.ground.house import House
from app.ground.portable import KEPT
from tests.areas.conftest import Home
from tests.areas.privacy.filling import fill


def texts(told: list[Section]) -> list[str]:
    return [text for one in told for line in one.lines for pair in line.pairs for text in pair]


def gathered(house: House, home: uuid.UUID, person: uuid.UUID) -> Gathered:
    with house.database.read() as session:
        return gather(session, house.vault, home, person)


def test_a_row_that_its_area_no_longer_reads_is_told_as_it_was_written(home: Home) -> None:
    person = home.admit()
    fill(home, person)
    told = texts(sections(gathered(home.house, home.id, person)))
    assert "Œuvre de prescription_line" in told and "Œuvre de wound_act" in told


def test_an_altered_row_says_so(home: Home) -> None:
    person = home.admit()
    ids = fill(home, person)
    with home.house.database.write() as session:
        row = session.get_one(KEPT["entry"].model, ids["entry"])
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    told = {one.name: one for one in sections(gathered(home.house, home.id, person))}
    assert [line.pairs for line in told["Transmissions"].lines] == [
        (("", "Cette ligne est altérée : son contenu ne s’ouvre plus."),)
    ]


def test_the_pages_are_drawn_one_part_after_the_other(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    monkeypatch.setattr("app.areas.privacy.drawing._AT_A_TIME", 6)
    person = home.admit(family_name="Lenoir", born_on=date(1940, 3, 2))
    fill(home, person)
    heard: list[tuple[int, int]] = []
    pdf = drawn(
        gathered(home.house, home.id, person),
        "Dossier de « Jeanne » <Lenoir>",
        ["À ce jour."],
        lambda done, of: heard.append((done, of)),
    )
    pages = list(pypdfium2.PdfDocument(pdf))
    said = [one.get_textpage().get_text_bounded() for one in pages]
    assert "Dossier de « Jeanne » <Lenoir>" in said[0] and "2 mars 1940" in said[0]
    assert [one.split()[-1] for one in said] == [str(no + 1) for no in range(len(pages))]
    assert heard == [(no, len(heard) - 1) for no in range(len(heard))] and len(heard) > 3
