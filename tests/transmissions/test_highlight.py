"""What was looked for is shown in the text as it was written."""

from __future__ import annotations

import pytest

from transmissions.highlight import pieces
from transmissions.search import words_of


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("Douleur au genou droit", "gen", "Douleur au [gen]ou droit"),
        ("L’œil et l’Œuf", "oe", "L’[œ]il et l’[Œ]uf"),
        ("Œdème", "oedem", "[Œdèm]e"),
        ("e\u0301te\u0301 chaud", "ete", "[e\u0301te\u0301] chaud"),
        ("e\u0301te\u0301 chaud", "e", "[e\u0301]te\u0301 chaud"),
        ("Relevée, re-levée", "rele leve", "[Rele]vée, re-[levé]e"),
        ("genou GENOUX", "genou", "[genou] [GENOU]X"),
        ("rien", "genou", "rien"),
        ("", "genou", ""),
        ("<b>genou</b>", "b", "<[b]>genou</[b]>"),
    ],
)
def test_it_shows_what_was_looked_for(text: str, query: str, shown: str) -> None:
    found = pieces(text, words_of(query))
    assert "".join(f"[{piece}]" if is_found else piece for piece, is_found in found) == shown
    assert "".join(piece for piece, _ in found) == text


def test_nothing_asked_shows_nothing() -> None:
    assert pieces("genou", ()) == [("genou", False)]
