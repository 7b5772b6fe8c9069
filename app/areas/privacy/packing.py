"""A person's file as one archive: what is kept, as JSON; the sealed files as they are; a manifest with every hash.

`donnees/` and `fichiers/` are the file itself: their hashes together make `empreinte`, which is the same after the
archive was put into another installation and made again there. Whatever is added for readers is beside them.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from app.areas.privacy.columns import canonical, moment
from app.areas.privacy.reading import Gathered
from app.ground.files import BlobBroken, BlobMissing, Blobs
from app.ground.portable import KEPT, LEFT_OUT
from app.ground.release import version

FORMAT: Final = "chevet-personne"
VERSION: Final = 1
MANIFEST: Final = "manifeste.json"
DATA, FILES, AROUND = "donnees/", "fichiers/", "donnees/autour.json"
_AT: Final = (1980, 1, 1, 0, 0, 0)
"""Archives keep a time for each file: the same for all, so that equal contents make equal archives."""

Step = Callable[[int, int], None]


@dataclass(slots=True)
class Archive:
    """A ZIP being written, and what its manifest will say."""

    zipped: zipfile.ZipFile
    files: list[dict[str, Any]] = field(default_factory=list)

    def add(self, path: str, data: bytes) -> None:
        entry = zipfile.ZipInfo(path, _AT)
        is_dense = path.startswith(FILES) or path.endswith((".jpg", ".pdf"))
        entry.compress_type = zipfile.ZIP_STORED if is_dense else zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        self.zipped.writestr(entry, data)
        self.files.append(
            {"chemin": path, "sha256": hashlib.sha256(data).hexdigest(), "octets": len(data)}
        )


def pack(
    out: BinaryIO,
    blobs: Blobs,
    gathered: Gathered,
    *,
    beside: Mapping[str, bytes] | None = None,
    withheld: int = 0,
    step: Step = lambda done, of: None,
) -> dict[str, Any]:
    """Writes the archive; `beside` is what is added for readers. Returns the manifest."""
    with zipfile.ZipFile(out, "w") as zipped:
        archive = Archive(zipped)
        _write_data(archive, gathered)
        missing = _write_files(archive, blobs, gathered, step)
        for path, data in (beside or {}).items():
            archive.add(path, data)
        made = _manifest(gathered, archive.files, missing, withheld)
        zipped.writestr(zipfile.ZipInfo(MANIFEST, _AT), canonical(made))
    return made


def packed(blobs: Blobs, gathered: Gathered, **options: Any) -> tuple[bytes, dict[str, Any]]:
    """The archive in memory, where it is sealed before it touches a disk; and its manifest."""
    out = io.BytesIO()
    made = pack(out, blobs, gathered, **options)
    return out.getvalue(), made


def digest(files: list[dict[str, Any]]) -> str:
    """The hash of what a person's file is, whatever was added for readers."""
    lines = sorted(
        f"{one['chemin']} {one['sha256']}\n"
        for one in files
        if one["chemin"].startswith((DATA, FILES))
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _write_data(archive: Archive, gathered: Gathered) -> None:
    archive.add(AROUND, canonical(gathered.around))
    for name, rows in gathered.rows.items():
        if rows:
            archive.add(f"{DATA}{name}.json", canonical(rows))


def _write_files(archive: Archive, blobs: Blobs, gathered: Gathered, step: Step) -> list[str]:
    """Sealed files as they are, each proved by its name; answers those that are not here any more."""
    missing = []
    for done, name in enumerate(gathered.blobs):
        step(done, len(gathered.blobs))
        try:
            archive.add(f"{FILES}{name}", blobs.get(name))
        except (BlobMissing, BlobBroken):
            missing.append(name)
    step(len(gathered.blobs), len(gathered.blobs))
    return missing


def _manifest(
    gathered: Gathered, files: list[dict[str, Any]], missing: list[str], withheld: int
) -> dict[str, Any]:
    counts = {
        name: {"lignes": len(rows), "quoi": KEPT[name].words}
        for name, rows in gathered.rows.items()
        if rows
    }
    return {
        "format": FORMAT,
        "version": VERSION,
        "fait_le": moment(),
        "logiciel": version(),
        "personne": str(gathered.person_id),
        "etablissement": gathered.establishment,
        "tables": counts,
        "restent": dict(sorted(LEFT_OUT.items())),
        "retires": withheld,
        "fichiers_absents": missing,
        "lignes_illisibles": list(gathered.broken),
        "fichiers": files,
        "empreinte": digest(files),
    }
