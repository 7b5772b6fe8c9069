"""How gunicorn serves: two processes of four threads, so that two slow uploads never hold the house up."""

import gc
import os
from pathlib import Path

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# gunicorn's threads, which wait ten seconds at most for a request to be there whole.
worker_class = "app.arrival.Worker"
threads = 4
timeout = 60
graceful_timeout = 20
# Tablets ask every few seconds: let them keep their connection.
keepalive = 75
# Processes renew themselves after a while, and not all at once.
max_requests = 50_000
max_requests_jitter = 5_000
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
# Nothing on this machine needs to steer gunicorn from outside.
control_socket_disable = True
# The application writes its own lines, with chosen fields: addresses of pages stay out of logs.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL", "WARNING").lower()


def post_worker_init(_worker: object) -> None:
    """What the application is made of never becomes garbage: looking through it again stalls a request for 60 ms."""
    gc.collect()
    gc.freeze()
