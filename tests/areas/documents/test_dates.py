"""Dates that French pages write, and what is said just before them."""

from datetime import date

import pytest

from app.areas.documents.dates import written_dates

ONE = [
    ("12/03/2026", date(2026, 3, 12)),
    ("12-03-26", date(2026, 3, 12)),
    ("12.03.2026", date(2026, 3, 12)),
    ("2 / 3 / 2026", date(2026, 3, 2)),
    ("12 mars 2026", date(2026, 3, 12)),
    ("Le 1er avril 2026", date(2026, 4, 1)),
    ("le ler août 2026", date(2026, 8, 1)),
    ("3 févr. 2026", date(2026, 2, 3)),
    ("15 DÉCEMBRE 2025", date(2025, 12, 15)),
    ("15 decembre 2025", date(2025, 12, 15)),
    ("2026-04-05", date(2026, 4, 5)),
]


@pytest.mark.parametrize(("text", "on"), ONE, ids=[text for text, _ in ONE])
def test_a_date_is_read_as_it_is_written(text, on):
    assert [one.on for one in written_dates(text)] == [on]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/02/2026",
        "Tél. 04.78.12.03.26",
        "1 34 02 69 123 456",
        "12/13/2026",
        "mars 2026",
        "10/15",
    ],
)
def test_what_no_calendar_has_is_no_date(text):
    assert written_dates(text) == []


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Né le 03/05/1940", ["birth"]),
        ("née le 3 mai 1940, vue le 12/11/2026", ["birth", "signed"]),
        ("Date de naissance : 12/03/1935\nDate :\n14/03/2026", ["birth", "signed"]),
        ("valable du 1er janvier 2026 au 31 décembre 2030", ["until", "until"]),
        ("Hospitalisée du 02/11/2026 au 09/11/2026", ["bare", "until"]),
        ("Lyon, le 12 mars 2026", ["signed"]),
        ("Lyon, le jeudi 12 mars 2026", ["signed"]),
        ("Prélèvement 03/10/2026 07:40", ["bare"]),
        ("Valable un an. Fait le 6 décembre 2025", ["signed"]),
        ("Carte qui expire le 6 décembre 2025", ["until"]),
    ],
)
def test_the_words_before_a_date_say_what_it_is(text, roles):
    assert [one.role for one in written_dates(text)] == roles


def test_a_date_comes_with_its_words():
    [one] = written_dates(
        "Docteur Paul Martin, médecin généraliste à Lyon, le 12 mars 2026, pour Mme L."
    )
    assert one.quote.endswith("à Lyon, le 12 mars 2026")
