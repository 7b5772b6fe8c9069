"""Files as spreadsheets write them, and everything that is no such file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.areas.importing.reading import BYTES, CELL, LINES, read
from app.areas.importing.sheets import SHEETS, model_of
from app.ground.errors import Invalid

ROOMS = SHEETS["chambres"]


def rows(text, sheet=ROOMS, encoding="utf-8"):
    return [dict(row.cells) for row in read(text.encode(encoding), sheet)]


def refusal(data, sheet=ROOMS):
    with pytest.raises(Invalid) as told:
        read(data if isinstance(data, bytes) else data.encode(), sheet)
    return told.value.fields["file"]


@pytest.mark.parametrize("code", SHEETS)
def test_each_model_is_a_file_that_is_read(code):
    (row,) = read(model_of(SHEETS[code]).encode(), SHEETS[code])
    assert row.number == 2
    assert {name: row.get(name) for name in row.cells} == {
        column.name: column.example for column in SHEETS[code].columns
    }


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_separator_and_any_end_of_line(separator, end):
    text = end.join([f"Unité{separator}Chambre", f"Glycines{separator}101", ""])
    assert rows(text) == [{"unit": "Glycines", "room": "101"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_accents_come_through(encoding):
    assert rows("Unité;Chambre\nÉrables;101", encoding=encoding)[0]["unit"] == "Érables"


def test_titles_are_known_whatever_their_case_accents_and_order():
    assert rows("CHAMBRE ; unite\n101;Glycines") == [{"room": "101", "unit": "Glycines"}]


def test_quotes_hold_separators_and_lines_and_empty_lines_are_left_out():
    found = read('Unité;Chambre\n\n"Les; Glycines";"1\n01"\n;\nMimosas;2\n'.encode(), ROOMS)
    assert [dict(row.cells) for row in found] == [
        {"unit": "Les; Glycines", "room": "1 01"},
        {"unit": "Mimosas", "room": "2"},
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Choisissez un fichier"),
        (b"\xef\xbb\xbf", "vide"),
        (b"PK\x03\x04\x00\x00", "pas un fichier CSV"),
        ("Unité;Chambre", "que sa ligne de titres"),
        ("Unité\nGlycines", "Il manque des colonnes : Chambre"),
        ("Unité;Chambre;Couleur\nG;1;vert", "Ces colonnes ne sont pas connues : Couleur"),
        ("Unité;Chambre;Unité\nG;1;G", "deux fois : Unité"),
        ("Unité;Chambre\nG;1;2;3", "Ligne 2"),
        ('Unité;Chambre\n"G;1', "guillemets"),
        (f"Unité;Chambre\nG;{'x' * (CELL + 1)}", f"dépasse {CELL} caractères"),
        (b"x" * (BYTES + 1), "1 Mo"),
        ("Unité;Chambre\n" + "G;1\n" * (LINES + 1), f"la limite est de {LINES}"),
    ],
)
def test_what_is_no_such_table_is_refused_in_words(data, said):
    assert said in refusal(data)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_ever_break_it(data):
    for sheet in SHEETS.values():
        try:
            read(data, sheet)
        except Invalid as refused:
            assert refused.fields["file"]
