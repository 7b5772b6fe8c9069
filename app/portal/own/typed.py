"""What somebody typed in a form of the portal, as it can be kept."""

from __future__ import annotations


def readable(text: str) -> str:
    """Without the one sign that no database keeps, and with the ends of lines of everybody."""
    return text.replace("\x00", "").replace("\r\n", "\n")
