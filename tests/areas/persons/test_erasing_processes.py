"""Whatever process erases a person, what every area keeps of them goes too."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

APP = Path(__file__).parents[3] / "app"


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
    found = ast.literal_eval(done.stdout)
    assert sorted(found) == sorted(_erasers())
    # What lets relatives in names these, who are deleted after it.
    assert found[0] == "app.portal.erasing"


def _erasers() -> list[str]:
    """Every module of the product that erases, as its files say."""
    paths = (path.relative_to(APP.parent).with_suffix("") for path in APP.rglob("erasing.py"))
    return [".".join(path.parts) for path in paths]


def test_the_areas_that_keep_something_of_a_person_erase_it():
    kept = {"documents", "family", "journal", "medical", "observations", "persons.file"}
    assert {f"app.areas.{one}.erasing" for one in kept} <= set(_erasers())
