"""From bytes to rows, whatever the encoding, and never from what is not a published file."""

import gzip

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from medication import published_text
from medication.published_text import PublishedFileRefused, read_text, rows

TEXT = "1\tcomprimé\r\n2\tsachet – l’été\r\n"


def fields(data: bytes, columns: int = 2) -> list[tuple[int, tuple[str, ...]]]:
    found = []
    for row in rows(read_text("F.txt", data), columns):
        assert not isinstance(row, PublishedFileRefused), row
        found.append((row.line, row.fields))
    return found


def refusal(data: bytes) -> PublishedFileRefused:
    with pytest.raises(PublishedFileRefused) as refused:
        read_text("F.txt", data)
    return refused.value


READ = [(1, ("1", "comprimé")), (2, ("2", "sachet – l’été"))]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("cp1252"),
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\r\n", "\n").encode("utf-8"),
        TEXT.replace("\r\n", "\r").encode("cp1252"),
        TEXT.replace("\r\n", "\t\r\n").encode("cp1252"),
        TEXT.removesuffix("\r\n").encode("cp1252"),
        TEXT.replace("\t", " \t\u00a0").encode("utf-8"),
        gzip.compress(TEXT.encode("cp1252"), mtime=0),
    ],
)
def test_the_same_rows_come_of_every_layout(data: bytes) -> None:
    assert fields(data) == READ


def test_a_blank_line_after_two_returns_is_no_row_and_keeps_its_number() -> None:
    assert fields(b"1\ta\r\r\n\r\r\n2\tb\r\n") == [(1, ("1", "a")), (3, ("2", "b"))]


def test_it_says_how_the_file_was_written() -> None:
    assert read_text("F.txt", TEXT.encode("utf-8")).encoding == "UTF-8"
    assert read_text("F.txt", TEXT.encode("cp1252")).encoding == "Windows-1252"
    assert read_text("F.txt", b"1\ta\n").ended
    assert not read_text("F.txt", b"1\ta").ended


@pytest.mark.parametrize("data", [b"", b" \r\n\r\n", gzip.compress(b"", mtime=0)])
def test_it_refuses_an_empty_file(data: bytes) -> None:
    assert str(refusal(data)) == "F.txt : le fichier est vide."


def test_it_refuses_an_archive_that_is_cut_or_broken() -> None:
    packed = gzip.compress(TEXT.encode("utf-8") * 50)
    assert "coupée avant sa fin" in str(refusal(packed[:-9]))
    assert "abîmée" in str(refusal(packed[:20] + b"\xff\xff\xff" + packed[23:]))


def test_it_refuses_an_archive_far_too_big(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published_text, "LARGEST", 1000)
    assert "trop gros" in str(refusal(gzip.compress(b"1\ta\n" * 1000)))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (TEXT.encode("utf-16"), 1),
        ("1\ta\n2\tb\n".encode("utf-16-le"), 1),
        (b"1\ta\n2\t\0\n", 2),
        (b"1\ta\n2\tb\x81\n", 2),
        ("1\ta\n2\tcomprimé\n".encode("cp850"), 2),
        ("1\ta\n2\tcomprimé\n".encode("mac-roman"), 2),
        (TEXT.encode("utf-8").decode("cp1252").encode("utf-8"), 1),
        ("1\tsachet\n2\tété\n".encode() + b"3\t\xe9t\xe9\n", 2),
        ("1\ta\n2\tl’été\n".encode().decode("cp1252").encode("utf-8"), 2),
        ("1\ta\n2\tcomprim\ufffd\n".encode(), 2),
        ("1\ta\n2\tcomprimé\n".encode().decode("cp437").encode(), 2),
    ],
)
def test_it_refuses_another_encoding_by_its_line(data: bytes, line: int) -> None:
    refused = refusal(data)
    assert "l'encodage n'est ni UTF-8 ni Windows-1252" in str(refused)
    assert refused.line == line
    assert str(refused).startswith(f"F.txt, ligne {line} : ")


def test_it_refuses_a_long_file_that_lost_its_accents() -> None:
    long = "1\tcomprimé\n" * 20_000
    assert read_text("F.txt", long.encode("utf-8")).encoding == "UTF-8"
    assert read_text("F.txt", b"1\tsachet\n").encoding == "UTF-8"
    for lost in ("ignore", "replace"):
        assert "aucune lettre accentuée" in str(refusal(long.encode("ascii", lost)))


def test_a_line_of_other_columns_is_given_with_its_number() -> None:
    first, second, third = rows(read_text("F.txt", b"1\ta\n2\n3\tb\tc\n"), 2)
    assert not isinstance(first, PublishedFileRefused)
    assert str(second) == "F.txt, ligne 2 : 1 colonne au lieu de 2."
    assert str(third) == "F.txt, ligne 3 : 3 colonnes au lieu de 2."


NAMES = st.text(alphabet="abcé’– œ", min_size=1, max_size=8).filter(str.strip)


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@example([("a", "éœ")], "cp1252")
@given(st.lists(st.tuples(NAMES, NAMES), min_size=1), st.sampled_from(["cp1252", "utf-8"]))
def test_whatever_is_written_is_read(written: list[tuple[str, str]], encoding: str) -> None:
    text = "".join(f"{one}\t{two}\r\n" for one, two in written)
    data = text.encode(encoding)
    # « éœœ » in Windows-1252 is one character in UTF-8: nobody can tell, and no French file says it.
    assume(encoding == "utf-8" or text.isascii() or not is_utf8(data))
    assert [found for _, found in fields(data)] == [(a.strip(), b.strip()) for a, b in written]
