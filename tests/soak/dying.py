"""The application, and a power cut between the commit of an outbox and its answer, asked by a file in the instance."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from flask import Flask, Response, request

from app import create_app

FLAG = "die-after-commit"
WORKER, WHOLE = "worker", "whole"


def application() -> Flask:
    """For gunicorn. The first outbox after the flag was raised takes its worker down, or the whole server."""
    made = create_app()
    flag = Path(os.environ["CHEVET_INSTANCE"]) / FLAG

    @made.after_request
    def cut_the_power(response: Response) -> Response:
        if request.path == "/api/v1/outbox" and flag.exists():
            try:
                who = flag.read_text()
                flag.unlink()
            except FileNotFoundError:
                return response  # another worker was first
            if who == WHOLE:
                os.killpg(os.getpgid(0), signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)
        return response

    return made
