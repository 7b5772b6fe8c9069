"""Which release of the product runs."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    """The version of the installed package; `source` for a checkout that was never installed."""
    try:
        return metadata.version("chevet")
    except metadata.PackageNotFoundError:
        return "source"
