"""Published files become a version, on both databases; what is refused leaves the old one in use."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.areas.drugs import queries, report
from app.areas.drugs.commands import find, put_in_use
from app.areas.drugs.files import ImportRefused
from app.areas.drugs.importing import Before, Sources, build
from app.areas.drugs.models import DrugReference
from app.gate.audit.models import AuditEvent
from app.ground.errors import NotFound
from app.ground.house import House
from tests.areas.conftest import NOW
from tests.areas.drugs.imports import imported, kept, sources, written_in
from tests.medication import published

pytestmark = published.needed
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written_in(tmp_path / "bdpm")


def in_use(house: House) -> queries.VersionShown:
    with house.database.read() as session:
        return queries.in_use(session)


def report_of(house: House, version: str) -> dict:
    with house.database.read() as session:
        return find(session, version).report


def test_the_built_in_reference_serves_before_any_import(each_house: House) -> None:
    used = in_use(each_house)
    assert used.is_builtin
    assert used.thesaurus_on == date(2020, 10, 20)
    assert len(queries.current(each_house).products) > 200


def test_an_import_is_kept_put_in_use_and_read_back(each_house: House, folder: Path) -> None:
    used = imported(each_house, folder)
    assert not used.is_builtin
    assert used.thesaurus_on == date(2020, 10, 20)
    assert used.version.startswith(f"{used.bdpm_on}+2020-10-20+")
    reference = queries.current(each_house)
    assert reference.version == used.version
    assert len(reference.products) == 400
    assert queries.current(each_house) is reference


def test_a_second_thesaurus_comes_beside_the_first_and_says_what_changed(
    each_house: House, folder: Path
) -> None:
    first = kept(each_house, 2019)
    second = imported(each_house, folder, 2020, now=LATER)
    assert queries.current(each_house).thesaurus_date == date(2020, 10, 20)
    told = report_of(each_house, second.version)
    assert told["before"] == first.version
    assert told["changes"]["entries_added"]["count"] == 101
    assert told["changes"]["levels_changed"]["count"] == 6
    with each_house.database.read() as session:
        both = queries.versions(session)
    assert [one.version for one in both] == [second.version, first.version]


def test_the_same_files_again_make_no_second_version(each_house: House, folder: Path) -> None:
    first = kept(each_house, 2020)
    kept(each_house, 2019, now=LATER)
    again = imported(each_house, folder, 2020, now=LATER + timedelta(hours=1))
    assert again.id == first.id
    assert report_of(each_house, again.version)["changes"]["entries_added"]["count"] == 101
    with each_house.database.read() as session:
        assert session.query(DrugReference).count() == 2


def test_another_version_is_put_in_use_and_leaves_its_trace(each_house: House) -> None:
    first = kept(each_house, 2019)
    kept(each_house, 2020, now=LATER)
    assert queries.current(each_house).thesaurus_date == date(2020, 10, 20)
    with each_house.database.write() as session:
        put_in_use(session, find(session, first.version), now=LATER + timedelta(minutes=1))
    assert in_use(each_house).version == first.version
    assert queries.current(each_house).thesaurus_date == date(2019, 9, 1)
    with each_house.database.read() as session:
        verbs = [event.verb for event in session.query(AuditEvent).order_by(AuditEvent.at)]
        assert verbs.count("drug_reference.kept") == 2
        assert verbs.count("drug_reference.used") == 3
        with pytest.raises(NotFound):
            find(session, "inconnue")


def cut(data: bytes) -> bytes:
    return data[: len(data) - 30]


def columns(data: bytes) -> bytes:
    return data.replace(b"\t", b";")


def utf_16(data: bytes) -> bytes:
    return data.decode("cp1252", "replace").encode("utf-16")


def nothing(_: bytes) -> bytes:
    return b""


WRONG: tuple[Callable[[bytes], bytes], ...] = (cut, columns, utf_16, nothing)


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", ["CIS_bdpm.txt", "CIS_CIP_bdpm.txt", "CIS_COMPO_bdpm.txt"])
def test_a_wrong_file_is_refused_by_its_name_and_the_old_version_stays(
    house: House, folder: Path, name: str, wrong: Callable[[bytes], bytes]
) -> None:
    before = kept(house)
    files = dict(published.small_set())
    broken = written_in(folder.parent / "other", files | {name: wrong(files[name])})
    with pytest.raises(ImportRefused) as refused:
        imported(house, broken, now=LATER)
    expected = name if wrong is nothing else f"{name}, ligne "
    assert refused.value.message.startswith(expected), refused.value.message
    assert in_use(house) == before
    assert queries.current(house).version == before.version


def test_a_wrong_file_is_refused_on_both_databases(each_house: House, folder: Path) -> None:
    before = kept(each_house)
    (folder / "CIS_COMPO_bdpm.txt.gz").rename(folder / "CIS_COMPO_bdpm (1).txt.gz")
    with pytest.raises(ImportRefused, match=r"CIS_COMPO_bdpm.txt : le fichier manque") as refused:
        imported(each_house, folder, now=LATER)
    assert "CIS_COMPO_bdpm (1).txt" in refused.value.message
    assert in_use(each_house) == before


def test_a_file_much_shorter_than_before_is_refused_unless_it_is_meant(
    house: House, folder: Path
) -> None:
    used = kept(house)
    lines = published.small_set()["CIS_CPD_bdpm.txt"].splitlines(keepends=True)
    half = b"".join(lines[: len(lines) // 2])
    (folder / "CIS_CPD_bdpm.txt.gz").write_bytes(half)
    with pytest.raises(ImportRefused, match=r"^CIS_CPD_bdpm.txt : \d+ lignes lues, .* --smaller"):
        imported(house, folder, now=LATER)
    with house.database.read() as session:
        before = Before(queries.load(session, used.id), queries.report_of(session, used.id))
    meant = replace(sources(folder), may_be_smaller=True)
    built = build(meant, before, now=LATER, say=lambda _: None)
    assert built.reference.version != used.version


def refused_thesaurus(tmp_path: Path, folder: Path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    good = sources(folder)
    with pytest.raises(ImportRefused) as refused:
        build(Sources(folder, path, good.index), None, now=NOW, say=lambda _: None)
    return refused.value.message


def test_a_wrong_thesaurus_is_refused_by_its_name_and_line(tmp_path: Path, folder: Path) -> None:
    entries = gzip.decompress(sources(folder).thesaurus.read_bytes())
    index = sources(folder).index.read_bytes()
    name = "thesaurus_20102020.json"
    lines = entries.count(b"\n") + 1
    assert refused_thesaurus(tmp_path, folder, name, entries[: len(entries) // 2]).startswith(
        f"{name}, ligne "
    )
    assert refused_thesaurus(tmp_path, folder, name, b"") == (
        f"{name}, ligne 1 : ce n’est pas du JSON entier."
    )
    assert "l’encodage n’est pas UTF-8" in refused_thesaurus(
        tmp_path, folder, name, entries.decode().encode("utf-16")
    )
    assert refused_thesaurus(tmp_path, folder, name, b"{}").endswith("une liste est attendue.")
    assert refused_thesaurus(tmp_path, folder, name, index).startswith(f"{name}, index-des")
    packed = gzip.compress(entries)[:-8]
    assert "coupée avant sa fin" in refused_thesaurus(tmp_path, folder, name, packed)
    other = refused_thesaurus(tmp_path, folder, "Thesaurus_09_2019.json", entries)
    assert other.endswith("ne sont pas de la même version.")
    assert lines > 1


def test_a_thesaurus_whose_name_tells_no_date_needs_one(tmp_path: Path, folder: Path) -> None:
    good = sources(folder)
    plain, index = tmp_path / "interactions.json", tmp_path / "index.json"
    plain.write_bytes(gzip.decompress(good.thesaurus.read_bytes()))
    index.write_bytes(good.index.read_bytes())
    with pytest.raises(ImportRefused, match="--thesaurus-date"):
        build(Sources(folder, plain, index), None, now=NOW, say=lambda _: None)
    told = Sources(folder, plain, index, date(2021, 5, 4))
    made = build(told, None, now=NOW, say=lambda _: None)
    assert made.reference.thesaurus_date == date(2021, 5, 4)


def test_a_version_altered_in_the_database_is_not_believed(house: House) -> None:
    used = kept(house)
    for packed in (b"abc", zlib.compress(json.dumps({"format": 99}).encode())):
        with house.database.write() as session:
            find(session, used.version).packed = packed
        with house.database.read() as session, pytest.raises(queries.NoReference, match="abîmée"):
            queries.load(session, used.id)


def test_the_report_is_told_in_words(house: House, folder: Path) -> None:
    kept(house, 2019)
    used = imported(house, folder, 2020, now=LATER)
    said = "\n".join(report.told(report_of(house, used.version)))
    for words in (
        "CIS_bdpm.txt (Windows-1252) : 400 lignes lues.",
        "CIS_CIP_bdpm.txt (UTF-8)",
        "Thésaurus : 1088 substances, 1584 interactions.",
        "sans le sel ou l’ester",
        "Spécialités commercialisées dont le thésaurus connaît chaque substance",
        "Restent inconnus",
        "Interactions dont le niveau a changé : 6, dont ",
    ):
        assert words in said
