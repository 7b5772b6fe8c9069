"""What every request passes through, in this order: host, origin, size, access table; then headers and one log line."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask, Response, g, request

from app import guards, headers, problems
from app.gate.auth import access, actors
from app.gate.auth.form_tokens import FormTokens
from app.ground import logs, tenancy
from app.ground.config import Settings

FRONT = Path(__file__).parents[1] / "pwa"
TEMPLATES = FRONT / "templates"
_NOBODY = UUID(int=0)
_log = logs.logger("chevet.request")
csrf = FormTokens()


def install(app: Flask, settings: Settings) -> None:
    """Puts the hooks on `app`, in the order in which a request meets them."""
    app.config.update(
        SECRET_KEY=_form_key(settings),
        SESSION_COOKIE_NAME="__Host-chevet-form",
        SESSION_COOKIE_SECURE=True,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        WTF_CSRF_CHECK_DEFAULT=False,  # guards.check_form asks, once it knows who reads the answer
        WTF_CSRF_TIME_LIMIT=None,
        MAX_FORM_MEMORY_SIZE=access.MIB,
        MAX_FORM_PARTS=500,
        JSON_SORT_KEYS=False,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.before_request(begin)
    for guard in (guards.check_host, guards.check_origin, guards.limit_body):
        app.before_request(guard)
    actors.install(app)
    csrf.init_app(app)
    app.before_request(access.enforce)
    app.before_request(lambda: guards.check_form(csrf))
    app.before_request(guards.take_back)
    app.after_request(headers.add)
    app.after_request(tell)
    app.teardown_request(end)
    problems.install(app)


def _form_key(settings: Settings) -> bytes:
    """The key of the cookie that holds form tokens, derived so that nobody has to keep another secret."""
    assert settings.master_key is not None
    return HKDF(SHA256(), 32, salt=None, info=b"chevet-form-cookie-1").derive(settings.master_key)


def begin() -> None:
    """A thread serves one request after another: each starts acting for no establishment."""
    g.started = time.perf_counter()
    g.tenancy = ExitStack()
    g.tenancy.enter_context(tenancy.acting_for(_NOBODY))


def tell(response: Response) -> Response:
    """One line a request: the endpoint's name, never a path, which may hold an id or a token."""
    _log.info(
        "request",
        method=request.method,
        endpoint=request.endpoint,
        status=response.status_code,
        ms=round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
    )
    return response


def end(_error: BaseException | None) -> None:
    stack = g.pop("tenancy", None)
    if stack is not None:
        stack.close()
