"""PDFs are read back: their words, their sizes, and that they fetch nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pypdfium2
import pytest

from app.ground.pages.pdf import NoPdf, pdf_of

ROOT = Path(__file__).parents[3]
PAGE = "<style>@page{size:62mm 40mm;margin:2mm}</style><p>Jeanne Œuvrard, née Łódź ; 0O1lI</p>"


def words_of(made: bytes) -> str:
    """The words of the first page, on one line."""
    return " ".join(pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range().split())


def test_the_words_and_the_size_of_a_page() -> None:
    made = pypdfium2.PdfDocument(pdf_of(PAGE))
    assert len(made) == 1
    width, height = (points * 25.4 / 72 for points in made[0].get_size())
    assert (round(width, 1), round(height, 1)) == (62.0, 40.0)
    assert words_of(pdf_of(PAGE)) == "Jeanne Œuvrard, née Łódź ; 0O1lI"


def test_it_fetches_nothing(tmp_path: Path) -> None:
    style = "p::after { content: 'FETCHED' }"
    (tmp_path / "style.css").write_text(style)
    links = (f"file://{tmp_path}/style.css", f"data:text/css,{quote(style)}")
    head = "".join(f"<link rel=stylesheet href='{link}'>" for link in links)
    assert words_of(pdf_of(f"{head}<p>Rien</p>")) == "Rien"


def test_without_its_libraries_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Missing:
        """As the import fails on a machine without Pango."""

        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(NoPdf, match="libpango"):
        pdf_of(PAGE)


def test_printing_makes_nobody_take_pictures_that_are_cut_short() -> None:
    asked = (
        "from app.ground.pages.pdf import pdf_of; pdf_of('<p>x');"
        "from PIL import ImageFile; print(ImageFile.LOAD_TRUNCATED_IMAGES)"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == b"False"
