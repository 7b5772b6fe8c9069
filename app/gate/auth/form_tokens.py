"""The token of a form, which also says for whom its page was made: a form is never carried out in another's name.

Written `token~author`: the first part is Flask-WTF's, bound to the browser; the second is a member's id under our own
signature. Who has left, or whose session was taken over by a colleague in another tab, is known from the form itself.
"""

from __future__ import annotations

import uuid
from typing import cast

from flask import Flask, current_app, g, request
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import BadSignature, URLSafeSerializer

from app.gate.auth.actors import current_actor
from app.ground.ids import parse_id

FIELD = "csrf_token"
_BETWEEN, _SALT = "~", "chevet-form-author-1"


class FormTokens(CSRFProtect):
    """Flask-WTF's check, of the part of the token that is its own."""

    def init_app(self, app: Flask) -> None:
        super().init_app(app)
        app.jinja_env.globals["csrf_token"] = token
        app.context_processor(lambda: {"csrf_token": token})

    def _get_csrf_token(self) -> str | None:
        found = cast("str | None", super()._get_csrf_token())
        return found and found.partition(_BETWEEN)[0]


def token() -> str:
    """The token of the forms of this page, for whoever it is made."""
    if "chevet_form_token" not in g:
        actor = current_actor()
        whose = _BETWEEN + _signer().dumps(str(actor.staff_id)) if actor else ""
        g.chevet_form_token = generate_csrf() + whose
    return cast(str, g.chevet_form_token)


def author() -> uuid.UUID | None:
    """For whom the page was made whose form was sent; None when it does not say so under our signature."""
    whose = request.form.get(FIELD, "").partition(_BETWEEN)[2]
    try:
        return parse_id(_signer().loads(whose))
    except BadSignature:
        return None


def _signer() -> URLSafeSerializer:
    assert current_app.secret_key is not None
    return URLSafeSerializer(current_app.secret_key, salt=_SALT)
