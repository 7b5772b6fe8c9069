"""How near what was read is to what was written."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher


def likeness(written: str, read: str) -> float:
    """1 for the same words in the same order; spaces, line ends and capitals do not count."""
    return SequenceMatcher(None, _plain(written), _plain(read), autojunk=False).ratio()


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text).replace("’", "'").casefold()
    return re.sub(r"\s+", " ", text).strip()
