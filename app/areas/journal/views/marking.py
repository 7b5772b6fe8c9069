"""Words that were looked for, marked in what a page shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from transmissions.highlight import pieces

_MARKED = Markup("<mark>{}</mark>")


def marking(words: Sequence[str]) -> Callable[[str], Markup]:
    """What a template calls on each text: the text, escaped, the words marked in it."""

    def marked(text: str) -> Markup:
        return Markup("").join(
            _MARKED.format(piece) if is_found else escape(piece)
            for piece, is_found in pieces(text, words)
        )

    return marked
