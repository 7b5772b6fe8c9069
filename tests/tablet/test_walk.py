"""The command line's loop: by the two links the first time, by what was kept the next."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from app import create_app
from app.ground.house import House
from app.tablet import TabletError
from app.tablet.walk import Walk
from tests.tablet.conftest import ORIGIN, Home


@pytest.fixture
def client(house: House, home: Home) -> httpx.Client:
    return httpx.Client(transport=httpx.WSGITransport(app=create_app(house)))


def walked(walk: Walk, *, offline: bool) -> None:
    walk.open(None, offline=offline)
    walk.read()
    walk.write("Essai.")
    walk.send()
    walk.read_back()
    walk.lock()
    walk.close()


def test_it_walks_with_the_two_links_then_with_what_was_kept(home, client, tmp_path: Path, capsys):
    aicha = home.hire("Aïcha", "care_assistant", "Glycines")
    first = Walk(ORIGIN, tmp_path / "kept", client)
    links = (
        f"{ORIGIN}/appareil/{home.device('Glycines')}",
        f"{ORIGIN}/invitation/{home.invite(aicha)}",
    )
    first.enter(*links, None)
    client.close = lambda: None  # type: ignore[method-assign]  # the second walk asks the same application
    walked(first, offline=False)
    again = Walk(ORIGIN, tmp_path / "kept", client)
    again.enter(None, None, None)
    walked(again, offline=True)
    said = capsys.readouterr().out
    assert said.count("Relue") == 2
    assert "sans réseau, par Aïcha" in said
    assert (tmp_path / "kept" / "cles.json").stat().st_mode & 0o077 == 0


def test_a_home_that_is_not_the_demo_has_no_door(client):
    walk = Walk(ORIGIN, None, client)
    with pytest.raises(TabletError, match="porte de démonstration"):
        walk.enter(None, None, None)


def test_the_command_line_explains_itself_and_its_failures():
    command = [sys.executable, "-m", "app.tablet"]
    shown = subprocess.run([*command, "--help"], capture_output=True, text=True, check=True)
    assert "Une tablette sans navigateur" in shown.stdout
    failed = subprocess.run(
        [*command, "http://localhost:1"], capture_output=True, text=True, check=False
    )
    assert failed.returncode == 1
    assert failed.stderr.startswith("tablette : ")
