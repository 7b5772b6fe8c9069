"""What a restored database owes to the portal: what was ended since the backup must not be open again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.portal.models import RelativeInvitation, RelativeSession


def close_until_shown(session: Session, *, now: datetime) -> None:
    """Every session ends, and what waits to be used is withdrawn: it may have served since, or been taken back.

    Keys stay, as those of the professionals do; whoever was set aside since the backup is to be set aside again.
    """
    open_ones = update(RelativeSession).where(RelativeSession.ended_at.is_(None))
    session.execute(open_ones.values(ended_at=now).execution_options(synchronize_session=False))
    waiting = update(RelativeInvitation).where(
        RelativeInvitation.used_at.is_(None), RelativeInvitation.withdrawn_at.is_(None)
    )
    session.execute(
        waiting.values(withdrawn_at=now, mail_at=None).execution_options(synchronize_session=False)
    )
