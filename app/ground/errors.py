"""The small family of errors a user may be told about. Every message is French, for the reader of
a screen.
"""

from __future__ import annotations


class ChevetError(Exception):
    """Something the person in front of the screen can understand: `message` says it in French."""

    status = 400
    code = "refused"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class Invalid(ChevetError):
    """What was typed cannot be used; `fields` maps a field's name to the reason beside it."""

    status = 422
    code = "invalid"

    def __init__(
        self, fields: dict[str, str], message: str = "Certains champs sont à revoir."
    ) -> None:
        super().__init__(message)
        self.fields = fields


class NotFound(ChevetError):
    """It does not exist, or the actor may not know that it does."""

    status = 404
    code = "not_found"

    def __init__(
        self, message: str = "Cette page n’existe pas, ou vous n’y avez pas accès."
    ) -> None:
        super().__init__(message)


class Refused(ChevetError):
    """The actor is known and may not do this."""

    status = 403
    code = "refused"


class Conflict(ChevetError):
    """Somebody else changed it meanwhile, or it was done already."""

    status = 409
    code = "conflict"


class SignInNeeded(ChevetError):
    """No usable session: none, ended, or suspended (`code`)."""

    status = 401
    code = "signed_out"

    def __init__(
        self, message: str = "Identifiez-vous pour continuer.", *, code: str = "signed_out"
    ) -> None:
        super().__init__(message, code=code)


class TooMuch(ChevetError):
    """A rate or a size is over its limit; nothing was done."""

    status = 429
    code = "too_much"


class ConfigError(Exception):
    """A setting makes no sense; the message is a French sentence that names it."""
