"""Who is asked to read what. A receipt is of one version: opening is not reading, and having read a
version is not having read its correction. Source: T7 of the product's feature list.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID


def asks_to_read(
    reader: UUID,
    *,
    author: UUID,
    to_read: bool,
    importance: str,
    read_by: Collection[UUID],
    earlier_read_by: Collection[UUID] = (),
) -> bool:
    """True while `reader` is asked to read an entry.

    All but the last are those of the version that stands; `earlier_read_by` are those who had read
    a version before it: they are asked again, whatever its importance, because what they know has
    changed. Nobody is asked to read what they wrote.
    """
    if reader == author or reader in read_by:
        return False
    return to_read or importance == "important" or reader in earlier_read_by
