"""Requests whose files stay in memory: what somebody hands in is in clear until it is sealed, and touches no disk."""

from __future__ import annotations

import io
from typing import IO

from flask import Request


class Incoming(Request):
    """Werkzeug would put a large file into a temporary one. How much may come is bounded for each endpoint."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return io.BytesIO()
