"""Real parts of the published files in a folder, and imports of them into a house."""

import gzip
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app.areas.drugs import queries
from app.areas.drugs.commands import Made, keep
from app.areas.drugs.importing import Before, Sources, build
from app.ground.house import House
from tests.areas.conftest import NOW
from tests.medication import published


def written_in(folder: Path, files: dict[str, bytes] | None = None) -> Path:
    """The small set of real rows, some packed, as a folder."""
    folder.mkdir(exist_ok=True)
    for name, data in (files or dict(published.small_set())).items():
        if name.startswith("CIS_C"):
            (folder / f"{name}.gz").write_bytes(gzip.compress(data))
        else:
            (folder / name).write_bytes(data)
    return folder


def sources(folder: Path, year: int = 2020) -> Sources:
    entries, index, _ = published.THESAURUS[year]
    return Sources(folder, entries, index)


@cache
def made(year: int) -> Made:
    """The version that the small set makes with one thesaurus, made once for all tests."""
    with TemporaryDirectory() as folder:
        return build(sources(written_in(Path(folder)), year), None, now=NOW, say=lambda _: None)


def kept(house: House, year: int = 2020, *, now: datetime = NOW) -> queries.VersionShown:
    """That version kept in a house, and in use."""
    with house.database.write() as session:
        keep(session, made(year), now=now)
    with house.database.read() as session:
        return queries.in_use(session)


def imported(
    house: House, folder: Path, year: int = 2020, *, now: datetime = NOW
) -> queries.VersionShown:
    """What `chevet drugs import` does, without the terminal."""
    with house.database.read() as session:
        used = queries.in_use(session)
        before = used.id and Before(
            queries.load(session, used.id), queries.report_of(session, used.id)
        )
    built = build(sources(folder, year), before or None, now=now, say=lambda _: None)
    with house.database.write() as session:
        keep(session, built, now=now)
    with house.database.read() as session:
        return queries.in_use(session)
