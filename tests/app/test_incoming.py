"""Files handed in at a desk: as large as the form allows, and never in a temporary file."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pytest
import werkzeug.formparser
from flask import Flask, request

from app.incoming import Incoming

LARGE = b"a letter, in clear; " * 100_000


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever makes a temporary file is caught."""

    def caught(*_: object, **__: object) -> None:
        raise AssertionError("a file in clear on a disk")

    for name in ("SpooledTemporaryFile", "TemporaryFile"):
        monkeypatch.setattr(tempfile, name, caught)
        monkeypatch.setattr(werkzeug.formparser, name, caught, raising=False)


def taking(request_class: type) -> Flask:
    made = Flask("taking")
    made.request_class = request_class

    @made.post("/")
    def take() -> dict[str, int]:
        return {"size": len(request.files["files"].read())}

    return made


def handed_in(app: Flask) -> int | None:
    app.testing = True
    answer = app.test_client().post("/", data={"files": (io.BytesIO(LARGE), "letter.pdf")})
    return answer.json["size"] if answer.json else None


@pytest.mark.usefixtures("temporary")
def test_a_large_file_stays_in_memory() -> None:
    assert handed_in(taking(Incoming)) == len(LARGE)


@pytest.mark.usefixtures("temporary")
def test_it_would_lie_on_a_disk_otherwise() -> None:
    with pytest.raises(AssertionError, match="in clear"):
        handed_in(taking(Flask.request_class))


def test_the_application_takes_files_so(application: Flask) -> None:
    assert application.request_class is Incoming
