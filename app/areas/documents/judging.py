"""What becomes of one part: its bytes in clear exist in memory only, here and in the decoder, while it takes."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from typing import Any

from app.areas.documents import antivirus, sealing_parts
from app.areas.documents.commands import Checked, PageDraft, Rejected
from app.areas.documents.decoding import Asked, Refused, Sheet, decode
from app.areas.documents.sealing_parts import NotOpened
from app.ground.files import BlobBroken, BlobMissing, NotKept
from app.ground.house import House
from app.ground.vault import SealBroken


class NotNow(Exception):
    """It cannot be judged for a reason that is not the part's own: it stays received."""


def judge(
    house: House, person_id: uuid.UUID, part_id: uuid.UUID, name: str, sealed: bytes
) -> Checked | Rejected:
    """Opens, verifies and decodes; the pages are sealed and put before anybody names them. Raises NotNow or KeyGone."""
    try:
        how = house.vault.open(person_id, "document_part", part_id, sealed)
        data = sealing_parts.opened(house.blobs.get(name), how["key"], how["iv"])
    except (BlobMissing, BlobBroken) as error:
        raise NotNow(error.code) from error
    except (NotOpened, SealBroken):
        return Rejected("cannot_be_opened")
    if not hmac.compare_digest(hashlib.sha256(data).hexdigest(), how["plain"]):
        return Rejected("altered")
    scanned = antivirus.scan(data, house.settings)
    if scanned == "infected":
        return Rejected("infected", scanned)
    answer = decode(data, _asked(how))
    if isinstance(answer, Refused):
        return Rejected(answer.reason, scanned)
    try:
        return Checked([_page(house, sheet) for sheet in answer.sheets], scanned)
    except NotKept as error:
        raise NotNow(error.code) from error


def _asked(how: dict[str, Any]) -> Asked:
    corners = how.get("corners")
    return Asked(
        mime=how.get("mime"),
        corners=tuple((x, y) for x, y in corners) if corners else None,
        bw=bool(how.get("bw")),
        wants_text=True,
    )


def _page(house: House, sheet: Sheet) -> PageDraft:
    legible, thumb = sealing_parts.seal(sheet.legible), sealing_parts.seal(sheet.thumb)
    for one in (legible, thumb):
        house.blobs.put(one.data)
    return PageDraft(legible, thumb, sheet.width, sheet.height, sheet.text)
