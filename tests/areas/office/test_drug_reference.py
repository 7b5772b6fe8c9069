"""/bureau/medicaments/referentiel: the version in use, the others, how the import went."""

from datetime import timedelta

import pytest

from app.areas.drugs.commands import find
from tests.areas.conftest import NOW
from tests.areas.drugs.imports import kept
from tests.medication import published

PATH = "/bureau/medicaments/referentiel"


def test_before_any_import_the_page_says_what_serves(desk, home):
    page = desk.get(PATH)
    for words in ("référentiel intégré", "20 octobre 2020", "Rien n’a encore été importé"):
        assert words in page
    assert "Fichiers lus" not in page


@published.needed
def test_it_shows_the_version_in_use_its_report_and_the_others(desk, home):
    first = kept(home.house, 2019)
    second = kept(home.house, 2020, now=NOW + timedelta(hours=1))
    page = desk.get(PATH)
    assert second.version in page
    assert "thésaurus des interactions du 20 octobre 2020" in page
    assert (page.count("En service"), page.count("Gardée")) == (2, 1)
    for words in (first.version, "CIS_bdpm.txt", "400", "sans le sel ou l’ester", "non vérifié"):
        assert words in page
    assert "première version importée" in page
    older = desk.get(f"{PATH}?version={first.id}")
    assert "1056" not in page
    assert second.version in older


@published.needed
def test_what_changed_and_what_was_refused_is_folded_under_its_count(desk, home):
    used = kept(home.house, 2020)
    with home.house.database.write() as session:
        row = find(session, used.version)
        row.report = row.report | {
            "before": "2025-01-01+2019-09-01+abc",
            "changes": {"levels_changed": {"count": 300, "shown": ["UN + DEUX : PE → CI"]}},
            "files": [
                {
                    "name": "CIS_bdpm.txt",
                    "encoding": "UTF-8",
                    "read": 9,
                    "refused": {"code faux.": {"count": 3, "shown": [4, 8, 15]}},
                },
                {"name": "CIS_MITM.txt", "encoding": "", "read": 0, "refused": {}},
            ],
        }
    page = desk.get(PATH)
    for words in (
        "Interactions dont le niveau a changé : 300",
        "UN + DEUX : PE → CI",
        "et 299 de plus",
        "3 : code faux.",
        "Lignes 4, 8, 15",
        "absent",
    ):
        assert words in page


@pytest.mark.parametrize("wanted", ["0190aaaa-0000-7000-8000-000000000000", "rien"])
def test_a_version_that_is_not_kept_is_not_found_and_nonsense_shows_the_one_in_use(
    desk, home, wanted
):
    status = desk.client.get(f"{PATH}?version={wanted}").status_code
    assert status == (200 if wanted == "rien" else 404)
