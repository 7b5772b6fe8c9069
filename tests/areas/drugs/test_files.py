"""Published files on a disk."""

from datetime import date
from pathlib import Path

import pytest

from app.areas.drugs.files import ImportRefused, bdpm_files, date_in, thesaurus_list


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("thesaurus-referentiel-national-20102020.json.gz", date(2020, 10, 20)),
        ("index-des-substances-20102020.json", date(2020, 10, 20)),
        ("Thesaurus_09_2019.json.gz", date(2019, 9, 1)),
        ("thesaurus_2023-09-04.json", date(2023, 9, 4)),
        ("thesaurus_04-09-2023.json", date(2023, 9, 4)),
        ("thesaurus.json", None),
        ("thesaurus_39132020.json", None),
        ("index_123456789.json", None),
    ],
)
def test_a_name_tells_its_date(name: str, day: date | None) -> None:
    assert date_in(name) == day


def test_the_text_files_of_a_folder_are_read_packed_or_not(tmp_path: Path) -> None:
    (tmp_path / "CIS_bdpm.txt.gz").write_bytes(b"a")
    (tmp_path / "CIS_CPD_bdpm.txt").write_bytes(b"b")
    (tmp_path / "notes.pdf").write_bytes(b"c")
    (tmp_path / "CIS_folder.txt").mkdir()
    assert bdpm_files(tmp_path) == {"CIS_bdpm.txt": b"a", "CIS_CPD_bdpm.txt": b"b"}


def test_a_folder_that_is_not_there_or_says_two_things_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="n’est pas un dossier"):
        bdpm_files(tmp_path / "nowhere")
    (tmp_path / "CIS_bdpm.txt").write_bytes(b"a")
    (tmp_path / "CIS_bdpm.txt.gz").write_bytes(b"b")
    with pytest.raises(ImportRefused, match=r"CIS_bdpm.txt est là deux fois"):
        bdpm_files(tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=r"nowhere\.json ne se lit pas"):
        thesaurus_list(tmp_path / "nowhere.json")
