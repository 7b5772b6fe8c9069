"""`chevet drugs import` and `chevet drugs versions`, as the host runs them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import chevet
from app.ground.errors import ChevetError
from tests.areas.drugs.imports import sources, written_in
from tests.medication import published

pytestmark = published.needed
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CHEVET_INSTANCE", str(tmp_path / "instance"))

    def runs(*words: object) -> Result:
        return CliRunner().invoke(chevet, [str(word) for word in words])

    assert runs("init").exit_code == 0
    return runs


def asked(folder: Path, year: int) -> tuple[object, ...]:
    where = sources(folder, year)
    return (
        *("drugs", "import", "--bdpm", where.bdpm),
        *("--thesaurus", where.thesaurus, "--index", where.index),
    )


def test_versions_are_imported_listed_told_and_put_in_use_again(run: Run, tmp_path: Path) -> None:
    assert "Aucune version importée" in run("drugs", "versions").output
    folder = written_in(tmp_path / "bdpm")
    first = run(*asked(folder, 2019))
    assert first.exit_code == 0, first.output
    for words in ("Lecture du thésaurus", "Première version", "en service, importée en"):
        assert words in first.output
    second = run(*asked(folder, 2020))
    assert "Interactions dont le niveau a changé : 6" in second.output
    newer, older = run("drugs", "versions").output.splitlines()
    assert "en service" in newer and "thésaurus du 20/10/2020" in newer
    assert "gardée" in older and "thésaurus du 01/09/2019" in older
    version = older.split()[0]
    assert "Première version" in run("drugs", "versions", "--report", version).output
    used = run("drugs", "versions", "--use", version).output.splitlines()
    assert [("en service" in line) for line in used] == [False, True]


def test_what_is_refused_is_said_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    folder = written_in(tmp_path / "bdpm")
    run(*asked(folder, 2020))
    before = run("drugs", "versions").output
    (folder / "CIS_bdpm.txt").write_bytes(b"")
    refused = run(*asked(folder, 2020))
    assert isinstance(refused.exception, ChevetError)
    assert str(refused.exception) == "CIS_bdpm.txt : le fichier est vide."
    assert run("drugs", "versions").output == before
    assert isinstance(run("drugs", "versions", "--use", "inconnue").exception, ChevetError)
