"""Hostile files, by the hundred: each answers a page or a reason, none harms who asked, none passes its limits."""

from __future__ import annotations

import io

import pytest

from app.areas.documents.decoding import (
    REASONS,
    Asked,
    Decoded,
    Limits,
    Refused,
    decode,
    frames,
)
from tests.areas.documents.decoding.pictures import drawn
from tests.fixtures.pdfs import pdf
from tests.fuzz.bombs import BOMBS
from tests.fuzz.many import Found, look_at
from tests.fuzz.mutations import MUTATIONS, mutated
from tests.fuzz.sources import healthy
from tests.fuzz.strangers import strangers
from tests.fuzz.watching import watched

LIMITS = Limits(picture_seconds=1, pdf_seconds=1)
SEEDS = range(4)
MOST_MB = 260
"""Memory of the process itself: what it allocates, and the libraries it maps."""


def _answer(found: Decoded | Refused | None) -> str:
    if isinstance(found, Refused):
        assert found.reason in REASONS
        return found.reason
    assert found is not None and found.sheets, "all the pages, or none"
    return found.kind


@pytest.fixture(scope="module")
def looked_at() -> dict[str, Found]:
    """Strangers and healthy files, in one confined process."""
    files = {name: data for name, (data, _) in strangers().items()} | dict(healthy())
    return {found.name: found for found in look_at(files.items(), Limits())}


@pytest.mark.parametrize("name", list(strangers()))
def test_it_is_refused_for_what_it_is(name, looked_at):
    assert looked_at[name].answer == Refused(strangers()[name][1])


@pytest.mark.parametrize("name", list(healthy()))
def test_what_is_healthy_is_not(name, looked_at):
    assert isinstance(looked_at[name].answer, Decoded)


def test_harmed_files_are_refused_or_shown_and_the_process_keeps_its_limits():
    harmed = [
        (f"{kind}, {name} ({seed})", mutated(data, name, seed))
        for kind, data in healthy().items()
        for name in MUTATIONS
        for seed in SEEDS
    ]
    assert len(harmed) >= 200
    fallen = []
    for found in look_at(harmed, Limits(), seconds=300):
        assert found.peak_mb < MOST_MB, found.name
        if found.answer is None:
            fallen.append(found.name)
        else:
            _answer(found.answer)
    data = dict(harmed)
    for name in fallen:
        again = decode(data[name], Asked())
        assert again in (Refused("unreadable"), Refused("too_heavy")), (
            f"{name} fells only its process"
        )


@pytest.mark.parametrize("name", list(BOMBS))
def test_a_bomb_goes_off_within_its_limits(name):
    made, expected = BOMBS[name]
    with watched() as peaks:
        assert _answer(decode(made(), Asked(), LIMITS)) in expected
    assert 5 < max(peaks) < MOST_MB


def test_what_is_too_long_is_not_even_begun():
    assert decode(bytes(1025), Asked(), Limits(bytes=1024)) == Refused("too_big")


def test_a_process_that_takes_its_time_is_ended():
    assert decode(healthy()["jpeg"], Asked(), Limits(wall_factor=0.0)) == Refused("too_heavy")


def test_a_page_too_large_for_its_memory_is_refused():
    assert isinstance(decode(pdf(), Asked()), Decoded)
    assert decode(pdf(), Asked(), Limits(memory_mb=24)) in (
        Refused("too_heavy"),
        Refused("unreadable"),
    )


def test_whatever_the_process_says_is_not_believed(monkeypatch):
    said = b"K\0\0\0\4jpegS\0\0\0\7[10,10]L\0\0\0\4GIF8"
    _speaks(monkeypatch, f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({said!r})")
    assert decode(healthy()["jpeg"], Asked()) == Refused("unreadable")


def test_a_picture_with_something_beside_it_is_not_believed(monkeypatch):
    out = io.BytesIO()
    drawn((40, 50)).save(out, "WEBP")
    bare = out.getvalue()
    for page, is_believed in ((bare, True), (bare + b"EXIF\2\0\0\0II", False)):
        said = b"".join(
            (
                *(frames.framed(frames.KIND, b"jpeg"), frames.framed(frames.SIZE, b"[40, 50]")),
                *(frames.framed(frames.LEGIBLE, page), frames.framed(frames.THUMB, page)),
                frames.framed(frames.END),
            )
        )
        _speaks(
            monkeypatch, f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({said!r})"
        )
        answer = decode(healthy()["jpeg"], Asked())
        assert isinstance(answer, Decoded) == is_believed
        assert is_believed or answer == Refused("unreadable")


def test_a_process_that_says_too_much_is_not_heard(monkeypatch):
    _speaks(
        monkeypatch, "import sys; sys.stdout.buffer.write(b'K\\xff\\xff\\xff\\xff' + bytes(10000))"
    )
    assert decode(healthy()["jpeg"], Asked()) == Refused("too_heavy")


def test_answers_that_weigh_too_much_together_are_not_kept():
    small = b"[0 540 420 700]"
    one = decode(pdf(box=small), Asked())
    assert isinstance(one, Decoded)
    most = 2 * (len(one.sheets[0].legible) + len(one.sheets[0].thumb))
    assert isinstance(decode(pdf(pages=2, box=small), Asked(), Limits(answers_bytes=most)), Decoded)
    assert decode(pdf(pages=3, box=small), Asked(), Limits(answers_bytes=most)) == Refused(
        "too_heavy"
    )


def test_words_are_read_for_so_long_in_all():
    small = pdf(pages=2, box=b"[0 540 420 700]")
    found = decode(small, Asked(wants_text=True), Limits(reading_in_all=0.01))
    assert isinstance(found, Decoded)
    assert [sheet.text for sheet in found.sheets] == ["Compte rendu", None], (
        "pages come all the same"
    )


def test_a_process_that_falls_takes_nobody_along(monkeypatch):
    _speaks(monkeypatch, "import os; os.kill(os.getpid(), 11)")
    assert decode(healthy()["jpeg"], Asked()) == Refused("unreadable")


def _speaks(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Another program in the place of the decoder."""
    from app.areas.documents.decoding import starting

    monkeypatch.setattr(starting, "command", lambda _: [starting.sys.executable, "-I", "-c", text])
