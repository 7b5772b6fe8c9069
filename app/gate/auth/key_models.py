"""Tables of what passkeys may do: the home's rules about their kinds, and the personal codes of those in a tablet."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.ground.database import Base


class PasskeyRule(Base):
    """Which kinds of passkeys count where, from `decided_at` until the next one. Rows are added, never changed: what
    arrives late is judged by the rule of its own time.
    """

    __tablename__ = "passkey_rule"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    kinds: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    decided_at: Mapped[datetime]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("staff.id"))


class PersonalCode(Base):
    """The code that goes with a passkey living in a shared tablet. `hash` is argon2id's; `salt` and `iterations` are
    those with which the page draws the code into the key that wraps the user's.

    Five wrong `tries` set `blocked_at`; whoever lifts it sets `must_change`. `tries_offline` is what the tablet says.
    """

    __tablename__ = "personal_code"
    credential_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("credential.id"), primary_key=True)
    establishment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("establishment.id"), index=True)
    hash: Mapped[str] = mapped_column(String(200))
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    iterations: Mapped[int] = mapped_column(Integer)
    tries: Mapped[int] = mapped_column(Integer, default=0)
    tries_offline: Mapped[int] = mapped_column(Integer, default=0)
    blocked_at: Mapped[datetime | None]
    must_change: Mapped[bool] = mapped_column(Boolean, default=False)
    chosen_at: Mapped[datetime]
