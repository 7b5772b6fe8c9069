"""French spaces that must not break: before « : » a no-break one, before ; ! ? » and after « a narrow one.

Templates are written with plain spaces and read so by whoever edits them; this happens once, when one is compiled. The
bedside's scripts have the same done to them as they are built (`pwa/build/typography.mjs`).
"""

from __future__ import annotations

import re

from jinja2 import Environment
from jinja2.ext import Extension

NARROW, HELD = "\u202f", "\u00a0"
_HIGH = re.compile(r" (?=[;!?»])")
_COLON = re.compile(r" (?=:(?:\s|<|$))")
_OPENING = re.compile(r"« ")
_EXPRESSION = re.compile(r"({[{%#].*?[}%#]})", re.DOTALL)


def held(text: str) -> str:
    """The text with its spaces held to the signs they belong to."""
    text = _HIGH.sub(NARROW, text)
    return _OPENING.sub(f"«{NARROW}", _COLON.sub(HELD, text))


class French(Extension):
    """Holds the spaces of a template's own words. What stands inside braces is the template's language, and stays."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        parts = _EXPRESSION.split(source)
        return "".join(
            part if part[:1] == "{" and part[1:2] in "{%#" else held(part) for part in parts
        )
