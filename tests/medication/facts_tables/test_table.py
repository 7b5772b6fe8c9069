"""A table is checked row by row when it is read: a slip stops the program at its start."""

from datetime import date
from decimal import Decimal

import pytest

from medication.facts_tables.table import Source, TableRefused, rows_in

HEAD = "# commentaire\nsubstance,mg,document,read_on\n"


def test_a_row_gives_its_cells_its_figures_and_its_source() -> None:
    (row,) = rows_in("essai.csv", HEAD + 'a|b,2.5,"RCP A, 4.2",2026-11-22\n')
    assert row.words("substance") == ("a", "b")
    assert row.number("mg") == Decimal("2.5")
    assert row.source() == Source("RCP A, 4.2", date(2026, 11, 22))
    assert str(row.source()) == "RCP A, 4.2 (relu le 22/11/2026)"


def test_an_empty_cell_is_nothing_and_an_unread_source_says_so() -> None:
    (row,) = rows_in("essai.csv", HEAD + ",,RCP A,\n")
    assert row.words("substance") == ()
    assert row.number("mg") is None
    assert str(row.source()) == "RCP A (à relire)"
    with pytest.raises(TableRefused, match=r"essai.csv, ligne 1 : la colonne « substance » est"):
        row.text("substance")


@pytest.mark.parametrize("figure", ["deux", "-1", "NaN", "1,5"])
def test_a_figure_that_is_none_is_refused(figure: str) -> None:
    (row,) = rows_in("essai.csv", HEAD + f'a,"{figure}",RCP A,\n')
    with pytest.raises(TableRefused, match=figure):
        row.number("mg")


@pytest.mark.parametrize("day", ["22/11/2026", "2026-02-30"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    (row,) = rows_in("essai.csv", HEAD + f"a,1,RCP A,{day}\n")
    with pytest.raises(TableRefused, match=day):
        row.source()


def test_a_row_needs_its_document() -> None:
    (row,) = rows_in("essai.csv", HEAD + "a,1,,2026-11-22\n")
    with pytest.raises(TableRefused, match="document"):
        row.source()


@pytest.mark.parametrize("line", ["a,1,RCP A", "a,1,RCP A,2026-11-22,de trop"])
def test_a_row_of_another_length_is_refused(line: str) -> None:
    with pytest.raises(TableRefused, match="nombre de colonnes"):
        list(rows_in("essai.csv", HEAD + line + "\n"))
