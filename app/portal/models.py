"""Tables of the portal's door. Secrets of cookies and links are kept as SHA-256 only, and no name is here at all."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, Boolean, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base


class RelativeInvitation(Base):
    """A one-time link by which a relative registers a passkey. `way` is `email` or `letter`.

    One that goes by e-mail also asks for the code that the team gives by word of mouth: `code_hash` is its keyed hash,
    `tries` how often it was wrong. `mail` is `waiting`, `sent` or `failed`; the link is never kept (`tokens.py`).
    """

    __tablename__ = "relative_invitation"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    relative_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("relative.id"), index=True)
    way: Mapped[str] = mapped_column(String(8))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    created_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    mail: Mapped[str | None] = mapped_column(String(8))
    mail_tries: Mapped[int] = mapped_column(Integer, default=0)
    mail_at: Mapped[datetime | None] = mapped_column(index=True)


class RelativeCredential(Base):
    """A passkey of a relative; it opens the portal and nothing else. Sign counts of 0 mean none."""

    __tablename__ = "relative_credential"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    relative_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("relative.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    is_backed_up: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class RelativeSession(Base):
    """One sign-in of a relative, in one browser."""

    __tablename__ = "relative_session"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    relative_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("relative.id"), index=True)
    credential_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("relative_credential.id"))
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary)
    opened_at: Mapped[datetime]
    active_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
