"""Handing one mail to the server that SMTP_URL names. Nothing leaves in clear, except for a server of this machine."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

from app.ground.config import Settings

_SECONDS = 20
_HERE = ("localhost", "127.0.0.1", "::1")
_PORTS = {"smtp": 587, "smtps": 465}


class Refused(Exception):
    """The server will never take this mail: the address is wrong, or we are."""


class NotNow(Exception):
    """The server cannot be reached, or asks to come back later."""


def deliver(settings: Settings, message: EmailMessage) -> None:
    """Hands one mail over. Raises Refused, NotNow."""
    assert settings.mail_url is not None
    parts = urlsplit(settings.mail_url)
    try:
        with _connected(parts) as server:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise (Refused if all(code >= 500 for code in codes) else NotNow)(codes[:1]) from error
    except smtplib.SMTPAuthenticationError as error:
        raise NotNow(error.smtp_code) from error  # whoever hosts mends it: the mail waits
    except smtplib.SMTPResponseException as error:
        raise (Refused if error.smtp_code >= 500 else NotNow)(error.smtp_code) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotNow(type(error).__name__) from error


def _connected(parts: SplitResult) -> smtplib.SMTP:
    host = parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=context)
    server = smtplib.SMTP(host, port, timeout=_SECONDS)
    if host not in _HERE:
        try:
            server.starttls(context=context)
        except BaseException:
            server.close()
            raise
    return server
