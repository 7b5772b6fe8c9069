"""Paper on disks: never in clear, wherever the server writes; and after an erasure readable nowhere, in no backup."""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from sqlalchemy import select

from app.areas.documents import checking, judging
from app.areas.documents.decoding import Asked, Decoded, decode
from app.areas.documents.models import Document, DocumentPage, DocumentPart
from app.areas.documents.sealing_parts import opened
from app.areas.documents.sweeping import sweep
from app.areas.persons.commands import destroy_key, erase
from app.gate.auth import b64
from app.gate.sync.models import Command
from app.ground import clock
from app.ground.backup.files import place_in
from app.ground.database import Database
from app.ground.files import Blobs
from app.ground.house import House
from app.ground.vault import KeyGone, Vault
from tests.areas.documents.gestures import Photo, capture, captured, document, head, put
from tests.safekeeping.days import HOUR, NOW, Days, at

NOTE = "Remise par la fille de Mme Lenoir"
SECRET = b"GPS 48.1113 N 1.6800 W"
SEALED = (
    (DocumentPart, "document_part"),
    (DocumentPage, "document_page"),
    (Document, "document"),
    (Command, "command"),
)


def ordonnance() -> bytes:
    """A sheet with words and grain, and what a camera adds to it."""
    image = Image.effect_noise((620, 880), 12).convert("RGB")
    ImageDraw.Draw(image).multiline_text((60, 80), "ORDONNANCE\nParacetamol 1 g", "black")
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    made = io.BytesIO()
    image.save(made, "JPEG", quality=80, exif=exif.tobytes())
    return made.getvalue()


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Everything that was in clear while parts were checked."""
    clear: list[bytes] = []

    def watched(data: bytes, asked: Asked) -> Any:
        answer = decode(data, Asked(asked.mime, asked.corners, asked.bw))
        assert isinstance(answer, Decoded)
        clear.extend(
            [data, *(one for sheet in answer.sheets for one in (sheet.legible, sheet.thumb))]
        )
        return answer

    monkeypatch.setattr(judging, "decode", watched)
    return clear


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files of this process, and of those it starts, would lie."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def taken(days: Days, person: str = "Lenoir") -> tuple[Photo, str]:
    """A page captured and sent by a tablet, then checked by the worker."""
    photo = Photo(ordonnance())
    about = days.exchange.home.persons[person]
    told = capture([photo], note=NOTE)
    id = captured(days.exchange, days.aicha, told, person=about, at=clock.now())
    assert put(days.exchange, days.aicha.tablet, photo).status_code == 200
    assert checking.check_due(days.house) == 1
    return photo, id


def pieces_of(clear: list[bytes]) -> Iterator[bytes]:
    """Short pieces out of the middle of each, as they would stand on a disk: as they are, or as text."""
    for data in clear:
        for place in (len(data) // 7, len(data) // 2, len(data) - 60):
            piece = data[place : place + 30]
            yield piece
            yield base64.b64encode(piece)[4:-4]


def files_of(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and path.name != "master.key":
                yield path, path.read_bytes()


def test_nothing_of_a_page_is_in_clear_on_any_disk_or_in_the_log(
    days: Days, seen: list[bytes], temporary: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    photo, _ = taken(days)
    days.back_up()
    key = b64.decode(photo.sealed.key)
    marks = {*pieces_of(seen), SECRET, NOTE.encode(), key, photo.sealed.key.encode()}
    assert len(seen) == 3
    searched = list(files_of(days.folder, days.house.settings.instance))
    assert {path.parent.parent.parent.name for path, _ in searched} >= {"files"}
    for path, data in searched:
        assert not [mark for mark in marks if mark in data], path
    assert list(temporary.iterdir()) == []
    log = "".join(capfd.readouterr())
    assert not [mark for mark in marks if mark.decode("latin-1") in log]
    assert photo.name not in log


def test_the_marks_would_be_found_if_one_file_were_in_clear(days: Days, seen: list[bytes]) -> None:
    taken(days)
    days.house.blobs.put(seen[1])
    marks = set(pieces_of(seen))
    assert any(mark in data for _, data in files_of(days.house.settings.instance) for mark in marks)


def test_erased_is_unreadable_live_and_in_a_data_backup_of_before_with_the_keys_of_after(
    days: Days, seen: list[bytes]
) -> None:
    photo, id = taken(days)
    kept, _ = taken(days, "Petit")
    made = days.back_up()
    assert readable(days.house, days.house.blobs) == {
        photo.name,
        kept.name,
        *pages_named(days.house),
    }
    before = shutil.copytree(made.keys, days.folder / "keys-of-before")
    names = named(days.house, id)

    with at(NOW + HOUR):
        house, person = days.house, days.exchange.home.persons["Lenoir"]
        with house.database.write() as session:
            erase(session, house, None, person, now=clock.now())
        destroy_key(house, person)
        grow_old(house)
        sweep(house, now=clock.now())
        # Live: no row, no file, and no key for what anybody may have copied.
        assert not names & set(house.blobs.names())
        assert not names & readable(house, house.blobs)
        # The copy of the data, as it lies, with the key store of today.
        copies = place_in(made.data.parent)
        assert names <= set(copies.names())
        with copied(house, made.data, house.settings.keystore_url) as copy:
            assert not names & readable(copy, copies)
            assert kept.name in readable(copy, copies)
        # Put back: the person is erased again, and her files go.
        done = days.restore(made.data)
        assert done.settled.erased_again == 1
        assert not done.with_keys
        assert not names & readable(days.house, days.house.blobs)
        grow_old(days.house)
        sweep(days.house, now=clock.now())
        assert not names & set(days.house.blobs.names())
        assert kept.name in readable(days.house, days.house.blobs)
        assert days.exchange.count(Document) == 1
    # It is the key that makes the difference: with the key store of before, the copy opens.
    with copied(days.house, made.data, f"sqlite:///{before}/sqlite.db") as copy:
        assert names <= readable(copy, copies)


@pytest.mark.parametrize("is_lost", [False, True], ids=["disk kept", "disk lost"])
def test_what_was_photographed_after_the_backup_is_whole_again_once_offered_again(
    days: Days, seen: list[bytes], is_lost: bool
) -> None:
    days.back_up()
    with at(NOW + HOUR):
        photo = Photo(ordonnance())
        person = days.exchange.home.persons["Lenoir"]
        claims = days.aicha.claims("document.capture", person, capture([photo]), at=clock.now())
        envelope = days.sent[claims["id"]] = days.aicha.seal(claims)
        tablet = days.aicha.tablet
        assert days.exchange.one(tablet, envelope)["outcome"] == "applied"
        assert put(days.exchange, tablet, photo).json["complete"]
        if is_lost:
            shutil.rmtree(days.house.settings.instance / "files")
        else:
            grow_old(days.house)
        days.restore()
        assert days.exchange.count(Document) == 0
        later = clock.now() + HOUR
        assert sweep(days.house, now=later).deleted == 0  # nobody names it yet
        assert days.offer_again() == ["applied"]
        assert document(days.exchange, claims["id"]).state == "waiting"
        assert head(days.exchange, tablet, photo.name)[0] == 404
        found = sweep(days.house, now=later).found
        assert found == (0 if is_lost else 1)
        if is_lost:
            assert put(days.exchange, tablet, photo).json["complete"]
        assert checking.check_due(days.house) == 1
        assert document(days.exchange, claims["id"]).state == "checked"


def named(house: House, id: str) -> set[str]:
    """The files of a document."""
    wanted = uuid.UUID(id)
    with house.database.read() as session:
        parts = session.scalars(select(DocumentPart.name).where(DocumentPart.document_id == wanted))
        pages = session.execute(
            select(DocumentPage.legible, DocumentPage.thumb).where(
                DocumentPage.document_id == wanted
            )
        )
        return {*parts, *(name for page in pages for name in page)}


def pages_named(house: House) -> set[str]:
    with house.database.read() as session:
        pages = session.execute(select(DocumentPage.legible, DocumentPage.thumb))
        return {name for page in pages for name in page}


def readable(house: House, files: Blobs) -> set[str]:
    """Whatever can be opened with all that stands in the tables and in the key store: by rows, by commands, by each key
    that any of them seals.
    """
    keys: list[tuple[str, str]] = []
    for model, table in SEALED:
        with house.database.read() as session:
            for row in session.scalars(select(model)):  # type: ignore[arg-type]
                keys += keys_in(content_of(house.vault, row, table))
    found = set()
    for name in files.names():
        data = files.get(name)
        for key, iv in keys:
            try:
                opened(data, key, iv)
            except Exception:
                continue
            found.add(name)
    return found


def content_of(vault: Vault, row: Any, table: str) -> Any:
    if row.sealed is None or row.person_id is None:
        return None
    try:
        return vault.open(row.person_id, table, row.id, row.sealed)
    except KeyGone:
        return None


def keys_in(value: Any) -> Iterator[tuple[str, str]]:
    """Every pair of a key and an iv, however deep."""
    if isinstance(value, dict):
        if {"key", "iv"} <= set(value):
            yield value["key"], value["iv"]
        for inner in value.values():
            yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)
    elif isinstance(value, str) and value.count(".") == 2:  # a signed command
        yield from keys_in(json.loads(b64.decode(value.split(".")[1])))


@contextmanager
def copied(house: House, data: Path, keys: str) -> Iterator[House]:
    """A house over a copy of the data, with those keys."""
    settings = house.settings
    vault = Vault(Database(keys), settings.master_key or b"")
    read = shutil.copy(data / "sqlite.db", data.parent.parent / "read.db")  # opening changes it
    made = House(settings, Database(f"sqlite:///{read}"), vault, place_in(data.parent))
    yield made
    made.close()


def grow_old(house: House) -> None:
    blobs: Any = house.blobs
    for name in blobs.names():
        os.utime(blobs.path_of(name), (0, 0))
