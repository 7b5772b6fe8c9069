"""Bytes from a process that may never answer: what it takes is counted only while it is waited for."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import threading
import time

from app.areas.documents.decoding import frames

_TO_DIE = 5.0


class TooLong(Exception):
    """It was waited for long enough, or says more than it may."""


class Answers:
    """The frames of a process, with a time to wait in all and a size that no frame may pass."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float, most: int) -> None:
        assert process.stdout is not None
        self._process, self._left, self._most = process, seconds, most
        self._out = process.stdout.fileno()
        self._poll = select.poll()
        self._poll.register(self._out, select.POLLIN | select.POLLHUP)

    def send(self, data: bytes) -> None:
        """Handed over beside, so that neither waits for the other."""
        threading.Thread(target=self._feed, args=(data,), daemon=True).start()

    def next(self) -> tuple[bytes, bytes]:
        """The next frame. Raises EOFError when it ended, TooLong when it should have."""
        letter, length = frames.head_of(self._exactly(frames.HEAD_SIZE))
        if length > self._most:
            raise TooLong
        return letter, self._exactly(length)

    def rest(self) -> bytes:
        """All it still has to say."""
        said = bytearray()
        while piece := self._some(65536):
            said += piece
            if len(said) > self._most:
                raise TooLong
        return bytes(said)

    def _feed(self, data: bytes) -> None:
        stream = self._process.stdin
        assert stream is not None
        try:
            with stream:
                stream.write(data)
        except OSError:
            return  # It ended before it had read all: what it answered tells why.

    def _exactly(self, size: int) -> bytes:
        taken = bytearray()
        while len(taken) < size:
            piece = self._some(size - len(taken))
            if not piece:
                raise EOFError
            taken += piece
        return bytes(taken)

    def _some(self, most: int) -> bytes:
        before = time.monotonic()
        ready = self._poll.poll(max(0.0, self._left) * 1000)
        self._left -= time.monotonic() - before
        if not ready:
            raise TooLong
        return os.read(self._out, most)


def was_stopped(process: subprocess.Popen[bytes]) -> bool:
    """Whether it said nothing more because its time was over; else it fell by itself."""
    try:
        return -process.wait(_TO_DIE) in (signal.SIGXCPU, signal.SIGKILL)
    except subprocess.TimeoutExpired:
        return True


def end(process: subprocess.Popen[bytes]) -> int:
    """It is over, whether it had finished or not; how it ended."""
    if process.poll() is None:
        process.kill()
    assert process.stdout is not None
    process.stdout.close()
    return process.wait()
