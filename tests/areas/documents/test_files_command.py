"""`chevet files` and what `chevet doctor` says of documents, as the host runs them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner, Result

from app.areas.documents import judging
from app.areas.documents.sealing_parts import seal
from app.cli import chevet
from app.ground.files.disk import DiskBlobs
from app.safekeeping import back_up
from tests.areas.conftest import Home
from tests.areas.documents.handing import ONE_PAGE, PAPER, Desk, saying


@pytest.fixture
def desk(home: Home, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A home that the command line opens too."""
    settings = home.house.settings
    monkeypatch.setattr(judging, "decode", saying(ONE_PAGE))
    monkeypatch.setattr("app.commands.opening.load_settings", lambda: settings)
    monkeypatch.setattr("app.commands.opening.is_current", lambda *_: True)
    return Desk(home, home.admit())


def run(*words: object) -> Result:
    return CliRunner().invoke(chevet, [str(word) for word in words])


def blobs(desk: Desk) -> DiskBlobs:
    return cast(DiskBlobs, desk.home.house.blobs)


def test_all_is_well_when_each_named_file_is_there(desk: Desk) -> None:
    desk.hand_in(PAPER)
    desk.check()
    answer = run("files", "verify")
    assert answer.exit_code == 0, answer.output
    assert "intact" in answer.output


def test_what_is_missing_or_damaged_is_named_with_its_document_and_mended_from_a_backup(
    desk: Desk, tmp_path: Path
) -> None:
    one, two = desk.hand_in(PAPER), desk.hand_in(PAPER + b"2")
    desk.check()
    back_up(desk.home.house, tmp_path / "b")
    (first,), (second,) = desk.parts(one), desk.parts(two)
    whole = blobs(desk).get(second.name)
    blobs(desk).path_of(first.name).unlink()
    blobs(desk).path_of(second.name).write_bytes(b"cut")
    answer = run("files", "verify")
    assert answer.exit_code == 1
    assert f"manque : {first.name} (document {one})" in answer.output
    assert f"abîmé : {second.name} (document {two})" in answer.output
    assert "chevet files mend" in answer.output
    mended = run("files", "mend", tmp_path / "b")
    assert mended.exit_code == 0, mended.output
    assert "2 fichier(s) remis en place" in mended.output
    assert blobs(desk).get(second.name) == whole
    assert run("files", "verify").exit_code == 0


def test_what_no_backup_has_either_is_said(desk: Desk, tmp_path: Path) -> None:
    back_up(desk.home.house, tmp_path / "b")
    id = desk.hand_in(PAPER)
    (part,) = desk.parts(id)
    blobs(desk).path_of(part.name).unlink()
    answer = run("files", "mend", tmp_path / "b")
    assert answer.exit_code == 1
    assert "pas dans cette sauvegarde" in answer.output


def test_mending_from_what_is_no_backup_is_refused_in_a_sentence(
    desk: Desk, tmp_path: Path
) -> None:
    answer = run("files", "mend", tmp_path)
    assert "ne contient pas de sauvegarde de données" in str(answer.exception)


def test_a_sweep_says_what_it_did(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:

    orphan = blobs(desk).put(seal(PAPER).data)
    assert "sans document" not in run("files", "verify").output
    assert "1 fichier(s) que rien ne nomme" in run("files", "verify").output
    os.utime(blobs(desk).path_of(orphan), (0, 0))
    answer = run("files", "sweep")
    assert "1 fichier(s) supprimé(s)" in answer.output
    monkeypatch.setattr("app.ground.files.disk._PATIENCE_SECONDS", 0.01)
    orphan = blobs(desk).put(seal(PAPER).data)
    os.utime(blobs(desk).path_of(orphan), (0, 0))
    with blobs(desk).staying():
        assert "Une sauvegarde est en cours" in run("files", "sweep").output


def test_the_doctor_tells_of_files_of_checks_and_of_the_antivirus(desk: Desk) -> None:
    answer = run("doctor").output
    assert "Fichiers : " in answer
    assert "Gio libres" in answer
    assert "Vérification des documents : rien n’attend" in answer
    assert "Antivirus : aucun" in answer
    desk.hand_in(PAPER)
    assert "1 page(s) attendent depuis plus d’une heure" in run("doctor").output


def test_somebody_erased_by_the_command_leaves_no_file_behind(desk: Desk) -> None:

    desk.hand_in(PAPER)
    desk.check()
    for name in blobs(desk).names():
        os.utime(blobs(desk).path_of(name), (0, 0))
    answer = run("erase", desk.person, "--yes")
    assert answer.exit_code == 0, answer.output
    assert list(blobs(desk).names()) == []
