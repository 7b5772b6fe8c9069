"""The published files, where they are: beside the repository, in shared/data. They are not part of
it; a test that needs them says so and is skipped where they are absent."""

import gzip
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
BDPM = DATA / "bdpm"
THESAURUS = {
    2020: (
        DATA / "ansm/2020-10/thesaurus-referentiel-national-des-interactions-medicamenteuses-"
        "20102020.json.gz",
        DATA / "ansm/2020-10/index-des-substances-20102020.json",
        date(2020, 10, 20),
    ),
    2019: (
        DATA / "ansm/2019-09/Thesaurus_09_2019.json.gz",
        DATA / "ansm/2019-09/index_des_substances_09_2019.json",
        date(2019, 9, 1),
    ),
}

needed = pytest.mark.skipif(
    not BDPM.is_dir(), reason="Les fichiers publiés (shared/data) ne sont pas sur cette machine."
)


def published(*names: str) -> Path:
    """A file or folder of the published data; where there is none, the test says so and passes on."""
    path = DATA.joinpath(*names)
    if not path.exists():
        pytest.skip(f"The published files are not beside the repository: {'/'.join(names)}.")
    return path


@cache
def whole_set() -> Mapping[str, bytes]:
    """The seven files as published, packed."""
    return {path.name.removesuffix(".gz"): path.read_bytes() for path in BDPM.glob("CIS*.gz")}


@cache
def small_set() -> Mapping[str, bytes]:
    """The rows of 400 real specialties, byte for byte, in files of the same layout."""
    plain = {name: gzip.decompress(data) for name, data in whole_set().items()}
    kept = {line[:8] for line in plain["CIS_bdpm.txt"].split(b"\n")[5000:5400]}
    return {name: _rows_about(kept, name, data) for name, data in plain.items()}


def _rows_about(kept: set[bytes], name: str, data: bytes) -> bytes:
    place = 2 if name == "CIS_GENER_bdpm.txt" else 0
    lines = data.split(b"\n")
    return b"".join(
        line + b"\n"
        for line in lines
        if line.count(b"\t") > place and line.split(b"\t")[place] in kept
    )


@cache
def thesaurus_files(year: int) -> tuple[list[object], list[object], date]:
    """The entries, the index and the date of publication of one thesaurus."""
    entries, index, published = THESAURUS[year]
    return (
        json.loads(gzip.decompress(entries.read_bytes())),
        json.loads(index.read_bytes()),
        published,
    )
