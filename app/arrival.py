"""How long a request may take to arrive: whoever sends it drop by drop gives its thread back.

Eight threads serve a home. gunicorn's threads wait for the rest of a request as long as its sender likes: eight slow
senders would hold the house up for ever. Here each has some seconds, and what is not there by then is read as it is.
The proxy of deploy/ gathers whole requests before it passes them on, so that honest slow networks never meet this.
"""

from __future__ import annotations

import contextlib
import socket
import time
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

MOST_SECONDS = 10.0


class Worker(ThreadWorker):
    """gunicorn's threads, with an end to their patience. Answers may take as long as they need."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arriving: dict[TConn, float] = {}

    def handle(self, conn: TConn) -> Any:
        """One request, in a thread."""
        self._arriving[conn] = time.monotonic() + MOST_SECONDS
        try:
            return super().handle(conn)
        finally:
            self._arriving.pop(conn, None)

    def murder_pending(self) -> None:
        """Once a second, in the main thread: nothing more is read of what came too slowly."""
        super().murder_pending()
        now = time.monotonic()
        for conn, until in list(self._arriving.items()):
            if until <= now:
                with contextlib.suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)
