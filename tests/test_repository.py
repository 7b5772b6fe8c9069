"""What the repository itself promises: locks that verify and name no index, one version, one licence, no local path."""

import hashlib
import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKS = (
    "requirements.lock",
    "requirements-test.lock",
    "requirements-data.lock",
    "requirements-node.lock",
)
GROUPS = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<rest>(?:.*\\\n)*.*)$", re.M)

# Places that exist on one machine only. Written in pieces, so that this file does not hold them.
LOCAL_PLACES = [re.compile("/" + place + "/") for place in ("root", "home/[a-z]", "work", "opt/p")]


def pins(lock: str) -> dict[str, re.Match[str]]:
    return {found["name"]: found for found in PIN.finditer((ROOT / lock).read_text())}


def declared(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~ ;]", requirement)[0].lower() for requirement in requirements}


def tracked_texts() -> list[tuple[str, str]]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    paths = [(name, ROOT / name) for name in names if name]
    texts = []
    for name, path in paths:
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            texts.append((name, content.decode("utf-8")))
    return texts


@pytest.mark.parametrize("lock", LOCKS)
def test_every_python_package_is_pinned_with_its_hashes(lock):
    found = pins(lock)
    assert found
    assert [name for name, pin in found.items() if "--hash=sha256:" not in pin["rest"]] == []


@pytest.mark.parametrize("lock", (*LOCKS, "package-lock.json"))
def test_a_lock_names_no_index_and_no_place(lock):
    text = re.sub(r'"funding": [\[{].*?[\]}],?\n', "", (ROOT / lock).read_text(), flags=re.S)
    assert re.search(r"https?://|file:|--(extra-)?index-url|--find-links", text) is None


def test_every_script_package_is_locked_by_its_integrity_alone():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    installed = {name: about for name, about in packages.items() if name}
    assert installed
    assert [name for name, about in installed.items() if "integrity" not in about] == []
    assert [name for name, about in installed.items() if "resolved" in about] == []


def test_the_locks_hold_what_the_project_declares():
    assert declared(PROJECT["dependencies"]) <= pins("requirements.lock").keys()
    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]
    assert declared(wanted) <= pins("requirements-test.lock").keys()
    assert declared(GROUPS["data"]) == pins("requirements-data.lock").keys()


def test_the_tests_run_on_the_versions_that_are_served():
    served, tested = pins("requirements.lock"), pins("requirements-test.lock")
    assert {name: pin["version"] for name, pin in served.items()} == {
        name: tested[name]["version"] for name in served
    }


def test_every_dependency_has_its_line_in_a_decision():
    core = {"flask", "flask-login", "flask-wtf", "sqlalchemy", "gunicorn", "rq", "redis"}
    core |= {"cryptography", "webauthn", "pillow"}
    package = json.loads((ROOT / "package.json").read_text())
    wanted = declared(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]) - core
    wanted |= declared(GROUPS["data"])
    wanted |= package["dependencies"].keys() | package["devDependencies"].keys()
    written = "\n".join(path.read_text() for path in DECISIONS)
    lines = [line for line in written.splitlines() if line.startswith("| ")]
    named = {name.strip() for line in lines for name in line.split("|")[1].split(",")}
    assert wanted - named == set()


def test_one_version_everywhere():
    package = json.loads((ROOT / "package.json").read_text())
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert {package["version"], lock["version"]} == {PROJECT["version"]}
    assert f"## {PROJECT['version']}" in (ROOT / "CHANGELOG.md").read_text()


def test_the_licence_is_the_agpl_word_for_word():
    digest = hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest()
    assert digest == "8486a10c4393cee1c25392769ddd3b2d6c242d6ec7928e1414efff7dfb2f07ef"
    assert PROJECT["license"] == "AGPL-3.0-or-later"


def test_no_file_speaks_of_a_place_on_one_machine():
    spoken = [
        (name, place.pattern)
        for name, text in tracked_texts()
        for place in LOCAL_PLACES
        if place.search(text)
    ]
    assert spoken == []


def test_what_is_built_or_kept_is_not_committed():
    names = [name for name, _ in tracked_texts()]
    made = ("pwa/dist/", "instance/", "node_modules/", ".venv/")
    assert [name for name in names if name.startswith(made)] == []


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_four_headings(path):
    headings = [line for line in path.read_text().splitlines() if line.startswith("## ")]
    assert headings == ["## Context", "## Decision", "## Status", "## Consequences"]


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_package_says_what_lives_in_it():
    heads = [
        path
        for package in ("app", "medication", "transmissions")
        for path in (ROOT / package).rglob("__init__.py")
    ]
    assert [str(path.relative_to(ROOT)) for path in heads if not _speaks(path)] == []


def _speaks(path: Path) -> bool:
    return path.read_text(encoding="utf-8").lstrip().startswith('"""')
