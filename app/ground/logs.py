"""Structured logs, one JSON object a line, on standard error.

They hold codes, identifiers of requests, counts and durations. Never a name, a text, a code or a token: a message is
a constant, and what varies is a field chosen by the caller.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog


def set_up(level: str, *, plain: bool = False) -> None:
    """Sets up logging for this process; `plain` writes for a human in a terminal."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_values,
    ]
    renderer: Any = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if plain
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("alembic", "sqlalchemy.engine", "werkzeug", "rq", "fontTools", "PIL"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))


def logger(name: str) -> Any:
    """A logger whose first argument is a constant event name, and whose keywords are its fields."""
    return structlog.stdlib.get_logger(name)


def _without_values(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Keeps the type and the place of an exception, and drops its message: it may quote what it choked on."""
    trouble = event.pop("exc_info", None)
    if trouble:
        error = trouble if isinstance(trouble, BaseException) else sys.exc_info()[1]
        if error is not None:
            event["error"] = type(error).__name__
            event["at"] = _place(error)
    return event


def _place(error: BaseException) -> list[str]:
    """File and line of each step of a trace, innermost last, without any value."""
    steps: list[str] = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        steps.append(f"{code.co_filename.rsplit('/', 3)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return steps[-12:]
