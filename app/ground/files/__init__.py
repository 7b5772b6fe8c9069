"""Where the bytes of documents lie: sealed before they come here, named by the SHA-256 of what they are.

It knows bytes and names, and nothing of what they mean: no key, no person. Begin with `blobs.py`; the implementation is
chosen by the setting FILES_URL (`opening.py`). Nothing that can be read without a key is ever put here.
"""

from app.ground.files.blobs import (
    Arrival,
    BlobBroken,
    BlobMissing,
    Blobs,
    Held,
    NoRoom,
    NotKept,
    WrongContent,
    WrongOffset,
    is_name,
    name_of,
)
from app.ground.files.opening import open_blobs

__all__ = [
    "Arrival",
    "BlobBroken",
    "BlobMissing",
    "Blobs",
    "Held",
    "NoRoom",
    "NotKept",
    "WrongContent",
    "WrongOffset",
    "is_name",
    "name_of",
    "open_blobs",
]
