"""What can go wrong on this side of the wire."""

from __future__ import annotations


class TabletError(Exception):
    """The tablet cannot do what it is asked, and why."""


class NotAllowed(TabletError):
    """The authenticator has no passkey for this, or refuses (the browser's NotAllowedError)."""


class LeaseOver(TabletError):
    """This tablet must meet its server before anyone unlocks it again."""
