"""`chevet backup` and `chevet restore`, as the host runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import chevet
from app.ground import facts
from app.ground.backup.restoring import UNFINISHED
from app.ground.config import load_settings
from app.ground.errors import ConfigError
from app.ground.house import open_house
from app.ground.tenancy import acting_for_every

Run = Callable[..., Result]
HOME = ("establishment", "Les Tilleuls", "--given-name", "Sylvie", "--family-name", "Ponthieu")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line over an instance with one home."""
    monkeypatch.setenv("CHEVET_INSTANCE", str(tmp_path / "instance"))

    def runs(*words: object, **how: str) -> Result:
        return CliRunner().invoke(chevet, [str(word) for word in words], **how)  # type: ignore[arg-type]

    for words in (("init",), HOME):
        assert runs(*words).exit_code == 0
    return runs


def test_a_backup_says_where_it_is_and_what_it_holds(run: Run, tmp_path: Path) -> None:
    answer = run("backup", tmp_path / "b")
    assert answer.exit_code == 0, answer.output
    assert f"Données : {tmp_path}/b/data/" in answer.output
    assert f"Clés : {tmp_path}/b/keys/" in answer.output
    assert "Sauvegarde vérifiée" in answer.output
    assert "même disque" in answer.output
    assert "Données, relecture" in answer.output


def test_a_restore_asks_and_does_nothing_when_told_no(run: Run, tmp_path: Path) -> None:
    run("backup", tmp_path / "b")
    answer = run("restore", tmp_path / "b", input="n\n")
    assert answer.exit_code != 0
    assert "Les Tilleuls" in answer.output
    assert "Restauré" not in answer.output


def test_a_restore_says_what_it_did(run: Run, tmp_path: Path) -> None:
    run("backup", tmp_path / "b", "--keys", tmp_path / "k", "--keep", 3)
    answer = run("restore", tmp_path / "b", "--keys", tmp_path / "k", "--yes")
    assert answer.exit_code == 0, answer.output
    assert "Restauré : tout ce qui avait été reçu jusqu’au" in answer.output
    assert "gardée" in answer.output
    verified = run("audit", "verify")
    assert verified.exit_code == 0, verified.output
    assert "Restauration du" in verified.output
    assert "intactes" in verified.output


def test_what_is_no_backup_changes_nothing(run: Run, tmp_path: Path) -> None:
    answer = run("restore", tmp_path / "nowhere", "--yes")
    assert answer.exit_code == 2
    assert "ne contient pas de sauvegarde" in answer.output
    assert "Rien n’a été changé" in answer.output
    assert "Les Tilleuls" in run("staff").output


def test_nobody_works_on_a_half_restored_database(run: Run, tmp_path: Path) -> None:
    run("backup", tmp_path / "b")
    house = open_house(load_settings())
    with acting_for_every(), house.database.write() as session:
        facts.set_fact(session, UNFINISHED, "yes")
    house.close()
    refused = run("staff")
    assert isinstance(refused.exception, ConfigError)
    assert "interrompue" in str(refused.exception)
    assert run("restore", tmp_path / "b", "--yes").exit_code == 0
    assert run("staff").exit_code == 0


@pytest.mark.parametrize("keep", ["0", "-1", "x"])
def test_keeping_none_makes_no_sense(run: Run, tmp_path: Path, keep: str) -> None:
    assert run("backup", tmp_path / "b", "--keep", keep).exit_code == 2
    assert not (tmp_path / "b").exists()
