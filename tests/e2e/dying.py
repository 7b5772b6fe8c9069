"""The application, and a power cut: asked by a file, it dies between the commit of an outbox and its answer."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from flask import Flask, Response, request

from app import create_app

FLAG = "die-after-commit"


def application() -> Flask:
    """For gunicorn: `tests.e2e.dying:application()`. It dies once, whole, when the instance holds the flag."""
    made = create_app()
    flag = Path(os.environ["CHEVET_INSTANCE"]) / FLAG

    @made.after_request
    def cut_the_power(response: Response) -> Response:
        if request.path == "/api/v1/outbox" and flag.exists():
            flag.unlink()
            os.killpg(os.getpgid(0), signal.SIGKILL)
        return response

    return made
