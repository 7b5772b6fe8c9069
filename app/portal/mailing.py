"""Mails of invitations. They carry a link and no content: neither the person, nor the home, nor whom they are for.

What must be sent is a state of the invitation; the link is derived when the mail is written, so that no queue and no
table ever holds it. A mail that cannot leave is tried again until the invitation is over.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.areas.family.models import Relative
from app.areas.family.queries import relative_of
from app.gate.audit.record import record
from app.ground import logs
from app.ground.errors import NotFound
from app.ground.house import House
from app.portal import post, tokens
from app.portal.models import RelativeInvitation

_AT_ONCE = 50
_WAITS = (1, 2, 5, 15, 60)
"""Minutes before the next try; the last one goes on."""
_log = logs.logger("chevet.mail")
TEXT = """Bonjour,

Un établissement vous invite à créer votre accès à son espace famille :

{link}

Il vous demandera six chiffres : l’équipe vous les donne de vive voix.
Ce lien sert une seule fois, pendant trois jours.

Vous n’attendez pas cette invitation ? Ne faites rien, et effacez ce message.
Ce message part tout seul : personne ne lit les réponses.
"""


@dataclass(frozen=True, slots=True)
class _Due:
    id: uuid.UUID
    establishment_id: uuid.UUID
    relative_id: uuid.UUID
    address: str | None


def send_due(house: House, *, now: datetime) -> int:
    """Sends what waits; returns how many left. Each is taken before it is sent: two workers never send it twice."""
    if house.settings.mail_url is None or house.settings.family_origin is None:
        return 0
    with house.database.write() as session:
        due = list(_take(session, house, now))
    return sum(_send(house, one, now) for one in due)


def message_for(house: House, one: _Due, *, now: datetime) -> EmailMessage:
    """The mail, whole."""
    settings = house.settings
    assert settings.mail_from is not None
    message = EmailMessage()
    message["Subject"] = "Votre invitation"
    message["From"] = settings.mail_from
    message["To"] = one.address or ""
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=settings.family_host)
    message["Auto-Submitted"] = "auto-generated"
    secret = tokens.link(house, one.establishment_id, one.id)
    text = TEXT.format(link=f"{settings.family_origin}/invitation/{secret}")
    message.set_content(text, cte="quoted-printable")
    return message


def _take(session: Session, house: House, now: datetime) -> Iterator[_Due]:
    rows = session.scalars(
        select(RelativeInvitation)
        .where(RelativeInvitation.mail == "waiting", RelativeInvitation.mail_at <= now)
        .order_by(RelativeInvitation.mail_at)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    for row in rows.all():
        if row.expires_at <= now:
            row.mail, row.mail_at = "failed", None
            continue
        wait = _WAITS[min(row.mail_tries, len(_WAITS) - 1)]
        row.mail_tries += 1
        row.mail_at = now + timedelta(minutes=wait)
        address = _address(session, house, row)
        yield _Due(row.id, row.establishment_id, row.relative_id, address)


def _address(session: Session, house: House, row: RelativeInvitation) -> str | None:
    """Where it goes; None when the relative is gone, may not enter any more, or has no address."""
    try:
        relative = relative_of(session, house, row.relative_id)
    except NotFound:
        return None
    return relative.email if relative.state == "active" else None


def _send(house: House, one: _Due, now: datetime) -> bool:
    try:
        if not one.address:
            raise post.Refused("no address")
        post.deliver(house.settings, message_for(house, one, now=now))
    except post.NotNow as later:
        _log.warning("later", why=str(later))
        return False
    except post.Refused as refused:
        _log.warning("refused", why=str(refused))
        _end(house, one, "failed", "relative.mail_failed", now)
        return False
    _end(house, one, "sent", "relative.mailed", now)
    return True


def _end(house: House, one: _Due, state: str, verb: str, now: datetime) -> None:
    with house.database.write() as session:
        session.execute(
            update(RelativeInvitation)
            .where(RelativeInvitation.id == one.id)
            .values(mail=state, mail_at=None)
        )
        person_id = session.scalar(select(Relative.person_id).where(Relative.id == one.relative_id))
        about = {"person_id": person_id, "subject_id": one.relative_id}
        record(session, verb, at=now, establishment_id=one.establishment_id, **about)
