"""Waiting for what a page answers later: `wait_for_function` asks an async question only once."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Page

PATIENCE = 30
"""Seconds."""


def until_true(page: Page, question: str, arg: Any = None) -> None:
    """Asks the page again and again, until it says yes."""
    deadline = time.monotonic() + PATIENCE
    while not page.evaluate(question, arg):
        assert time.monotonic() < deadline, f"never came true: {question}"
        page.wait_for_timeout(50)
