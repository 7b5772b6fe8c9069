"""A tiny antivirus that speaks ClamAV's language on a socket of its own: it knows one word, and finds it anywhere."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

BAD = b"X5O!P%@AP-TEST"
"""What this antivirus takes for a virus."""
MOST = 256 * 1024


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = self._word()
        if command == b"zPING":
            self.wfile.write(b"PONG\0")
        elif command == b"zINSTREAM":
            self.wfile.write(self._judged() + b"\0")

    def _judged(self) -> bytes:
        taken = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            taken += self.rfile.read(length)
            if len(taken) > MOST:
                return b"INSTREAM size limit exceeded. ERROR"
        self.server.taken.append(taken)  # type: ignore[attr-defined]
        return b"stream: Test-Signature FOUND" if BAD in taken else b"stream: OK"

    def _word(self) -> bytes:
        word = b""
        while (letter := self.rfile.read(1)) not in (b"\0", b""):
            word += letter
        return word


@contextmanager
def clamd(at: Path | None = None) -> Iterator[SimpleNamespace]:
    """Serves on a Unix socket, or on a port of this machine; answers settings that name it, and what it was given."""
    kind = socketserver.ThreadingUnixStreamServer if at else socketserver.ThreadingTCPServer
    with kind(str(at) if at else ("127.0.0.1", 0), _Session) as server:  # type: ignore[arg-type, operator]
        server.taken = []
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        url = f"unix://{at}" if at else f"tcp://127.0.0.1:{server.server_address[1]}"
        try:
            yield SimpleNamespace(antivirus_url=url, taken=server.taken)
        finally:
            server.shutdown()
