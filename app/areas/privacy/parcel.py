"""An archive read back: nothing in it is believed before every hash of its manifest has been compared."""

from __future__ import annotations

import hashlib
import json
import uuid
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.areas.privacy.packing import AROUND, DATA, FILES, FORMAT, MANIFEST, VERSION, digest
from app.ground.errors import ChevetError
from app.ground.files import is_name
from app.ground.ids import parse_id

MOST_BYTES: Final = 8 << 30
MOST_ENTRIES: Final = 200_000
_MOST_MANIFEST: Final = 64 << 20


class NotTaken(ChevetError):
    """The archive cannot be taken in; nothing was written."""

    status = 422
    code = "not_taken"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A whole archive whose hashes are right. Files are read from it one at a time."""

    path: Path
    manifest: dict[str, Any]
    person_id: uuid.UUID
    rows: dict[str, list[dict[str, Any]]]
    around: dict[str, list[dict[str, Any]]]
    blobs: tuple[str, ...]

    def blob(self, name: str) -> bytes:
        with zipfile.ZipFile(self.path) as zipped:
            return zipped.read(FILES + name)


def read(path: Path) -> Parcel:
    """The archive at `path`, verified whole. Raises NotTaken."""
    try:
        with zipfile.ZipFile(path) as zipped:
            return _read(path, zipped)
    except RecursionError as error:
        raise NotTaken("Cette archive ne se lit pas : rien n’a été importé.") from error
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        # RuntimeError: it asks for a password, or was packed in a way that is not ours.
        raise NotTaken(
            "Ce fichier n’est pas une archive entière : rien n’a été importé."
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotTaken("Cette archive ne se lit pas : rien n’a été importé.") from error


def _read(path: Path, zipped: zipfile.ZipFile) -> Parcel:
    entries = {one.filename: one for one in zipped.infolist()}
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries.values()) > MOST_BYTES:
        raise NotTaken("Cette archive est trop grande : rien n’a été importé.")
    if MANIFEST not in entries or entries[MANIFEST].file_size > _MOST_MANIFEST:
        raise NotTaken(
            "Cette archive n’est pas le dossier d’une personne : il y manque son manifeste."
        )
    manifest = json.loads(zipped.read(MANIFEST))
    _check_kind(manifest)
    _check_hashes(zipped, manifest)
    person_id = parse_id(manifest["personne"])
    if person_id is None:
        raise NotTaken("Cette archive ne dit pas de qui elle parle.")
    data = [one["chemin"] for one in manifest["fichiers"] if one["chemin"].startswith(DATA)]
    rows = {
        one.removeprefix(DATA).removesuffix(".json"): json.loads(zipped.read(one))
        for one in data
        if one != AROUND
    }
    around = json.loads(zipped.read(AROUND))
    _check_shape(rows)
    _check_shape(around)
    blobs = [
        one["chemin"].removeprefix(FILES)
        for one in manifest["fichiers"]
        if one["chemin"].startswith(FILES)
    ]
    if not all(is_name(one) for one in blobs):
        raise NotTaken("Cette archive contient un fichier qui n’est celui d’aucun document.")
    return Parcel(path, manifest, person_id, rows, around, tuple(blobs))


def _check_shape(tables: Any) -> None:
    for rows in tables.values():
        if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
            raise NotTaken("Cette archive ne se lit pas : rien n’a été importé.")


def _check_kind(manifest: Any) -> None:
    if manifest.get("format") != FORMAT:
        raise NotTaken("Cette archive n’est pas le dossier d’une personne.")
    if manifest["version"] != VERSION:
        raise NotTaken(
            "Ce dossier vient d’une version plus récente : mettez celle-ci à jour d’abord."
        )
    if manifest["retires"]:
        raise NotTaken(
            f"Cette copie est incomplète : {manifest['retires']} élément(s) en ont été retirés avant sa remise. "
            "Demandez un export entier à l’établissement d’origine."
        )


def _check_hashes(zipped: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    listed = {one["chemin"]: one["sha256"] for one in manifest["fichiers"]}
    there = set(zipped.namelist()) - {MANIFEST}
    if there != set(listed) or len(zipped.namelist()) != len(there) + 1:
        raise NotTaken("Le contenu de cette archive n’est pas celui que dit son manifeste.")
    for path, expected in listed.items():
        found = hashlib.sha256()
        with zipped.open(path) as entry:
            while piece := entry.read(1 << 20):
                found.update(piece)
        if found.hexdigest() != expected:
            raise NotTaken(f"« {path} » a changé depuis que l’archive a été faite.")
    if digest(manifest["fichiers"]) != manifest["empreinte"]:
        raise NotTaken("L’empreinte de cette archive n’est pas celle de son contenu.")
