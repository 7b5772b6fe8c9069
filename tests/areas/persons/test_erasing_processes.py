"""Whatever process erases a person, what every area keeps of them goes too."""

import ast
import subprocess
import sys

import pytest


@pytest.mark.parametrize("entry", ["app.cli", "app.jobs", "app"])
def test_every_process_that_erases_knows_all_erasers(entry):
    """Asked of a fresh interpreter: in this one, other tests have loaded everything."""
    code = (
        f"import importlib; from app import PARTS; importlib.import_module({entry!r})\n"
        f"if {entry!r} == 'app':\n"
        "    [importlib.import_module(name) for name in PARTS if 'areas' in name or 'erasers' in name]\n"
        "from app.areas.persons.erasure import ERASERS\n"
        "print([eraser.__module__ for eraser in ERASERS])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    areas = ("documents", "follow_ups", "journal", "medical", "observations", "prescribing")
    areas += ("rounds", "rounds.containers", "rounds.labels", "wounds")
    assert sorted(ast.literal_eval(done.stdout)) == sorted(
        f"app.areas.{one}.erasing" for one in areas
    )
