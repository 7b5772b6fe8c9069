"""Who may decode: the worker's check alone. Nothing that serves a request leads to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import PARTS
from tests.architecture.modules import Import, imports_of

ROOT = Path(__file__).parents[3]
DECODER = "app.areas.documents.decoding"
JUDGE = "app.areas.documents.judging"


@pytest.fixture(scope="module")
def imports() -> list[Import]:
    return imports_of(ROOT)


def test_only_the_check_asks_the_decoder_and_only_the_worker_reaches_the_check(
    imports: list[Import],
) -> None:
    askers = {one.source for one in imports if one.target in (DECODER, f"{DECODER}.outside")}
    askers = {one for one in askers if not one.startswith(DECODER)}
    assert JUDGE in askers
    assert askers <= {JUDGE, "app.areas.documents.values"}  # the latter says reasons in words
    assert "decode(" not in (ROOT / "app/areas/documents/values.py").read_text()
    served = reached(imports, {"app", "app.shell", *PARTS})
    assert "app.areas.documents.queries" in served
    assert not served & {JUDGE, "app.areas.documents.checking", f"{DECODER}.inside", "app.jobs"}
    assert JUDGE in reached(imports, {"app.jobs"})


def test_what_reads_strangers_bytes_is_loaded_by_the_confined_process_alone(
    imports: list[Import],
) -> None:
    libraries = ("pypdfium2", "pi_heif")
    loaders = {one.source for one in imports if one.target.startswith(libraries)}
    assert loaders
    assert all(one.startswith(DECODER) for one in loaders)
    assert not loaders & reached(imports, {DECODER, "app", "app.shell", "app.jobs", *PARTS})


def reached(imports: list[Import], begin: set[str]) -> set[str]:
    """Every module that importing these loads, packages included."""
    leads: dict[str, set[str]] = {}
    for one in imports:
        leads.setdefault(one.source, set()).update(_with_packages(one.target))
    found: set[str] = set()
    left = {name for one in begin for name in _with_packages(one)}
    while left:
        module = left.pop()
        found.add(module)
        left |= leads.get(module, set()) - found
    return found


def _with_packages(module: str) -> set[str]:
    parts = module.split(".")
    return {".".join(parts[: length + 1]) for length in range(len(parts))}
