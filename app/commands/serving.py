"""init, demo, serve, worker."""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.util
import multiprocessing
import multiprocessing.connection
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import click

from app.commands.opening import opened
from app.ground import clock, jobs, logs
from app.ground.config import Settings, load_settings
from app.ground.errors import ConfigError
from app.ground.vault import master
from app.migrations import run as migrations

_LEFT_SECONDS = 6.0
WEB, WORKER = "chevet-web", "chevet-worker"
"""What `ps` and `top` call those that answer requests, and those that do the jobs."""
_GUNICORN = Path(__file__).parents[2] / "deploy" / "gunicorn.conf.py"


@click.command(help="Crée la clé maîtresse et les bases, ou les met à jour.")
def init() -> None:
    """Makes what is missing; never touches what exists."""
    settings = load_settings()
    settings.instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    if settings.master_key is None:
        path = master.create(settings.instance)
        click.echo(f"Clé maîtresse créée : {path}. Gardez-en une copie hors de cette machine.")
    if not settings.keystore_url:
        raise ConfigError(
            "KEYSTORE_URL manque : avec PostgreSQL, les clés vivent dans une autre base."
        )
    migrations.upgrade(settings)


@click.command(help="Remplit une base vide du monde de démonstration.")
def demo() -> None:
    """Seeds the demo world once; a base that holds real data is refused."""
    if importlib.util.find_spec("app.demo") is None:
        raise ConfigError("Cette installation ne contient pas le monde de démonstration.")
    from app.demo.load import seed

    with opened() as house:
        if house.settings.is_production:
            raise ConfigError("Pas de démonstration quand CHEVET_ENV vaut production.")
        started = time.monotonic()
        summary = seed(house, now=clock.now())
        if summary is not None:
            click.echo(
                f"Monde de démonstration prêt en {time.monotonic() - started:.1f} s : {summary}"
            )


class _Child(Protocol):
    """A process that we started."""

    def poll(self) -> int | None: ...
    def wait(self, timeout: float) -> int | None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


class _Forked:
    """A child that begins with all that we have loaded, and shares its memory."""

    def __init__(self, target: Callable[..., None], *given: object) -> None:
        self._process = multiprocessing.get_context("fork").Process(target=target, args=given)
        self._process.start()
        self.terminate, self.kill = self._process.terminate, self._process.kill

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float) -> int | None:
        """Raises TimeoutExpired when it still runs after `timeout` seconds."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("chevet", timeout)
        return self._process.exitcode


@click.command(help="Sert l’application, avec sa file de travaux.")
@click.option("--reload", is_flag=True, help="Recharge quand le code change.")
def serve(reload: bool) -> None:
    """Runs gunicorn, the worker and, without REDIS_URL, a private Redis; ends them together.

    The code is loaded once, here: what is started from it begins in a fraction of a second and shares its memory. With
    `reload` each loads its own.
    """
    settings = load_settings()
    with opened() as house:
        master.settle(settings.instance, house.vault)
    children: list[_Child] = [process for process in (jobs.start_embedded(settings),) if process]
    arguments = _gunicorn(settings)
    if reload:
        children.append(subprocess.Popen([sys.executable, "-m", "app", "worker"]))
        command = [sys.executable, "-m", "gunicorn", "--reload", *arguments]
        children.append(subprocess.Popen(command))
    else:
        _load()
        children.append(_Forked(_work, settings))
        children.append(_Forked(_answer, arguments))
    click.echo(f"Chevet : {settings.origin}", err=True)
    if settings.family_origin:
        click.echo(f"Espace famille : {settings.family_origin}", err=True)
    _wait(children)


def _gunicorn(settings: Settings) -> list[str]:
    """What gunicorn is told."""
    bind = f"{settings.host}:{settings.port}"
    return ["--config", str(_GUNICORN), "--bind", bind, "app:create_app()"]


def _load() -> None:
    """Loads every part of the product, and keeps it away from the collector, whose marks would unshare it."""
    from app import PARTS

    for name in ("app.jobs", "app.shell", *PARTS):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()


def _answer(arguments: list[str]) -> None:
    from gunicorn.app.wsgiapp import WSGIApplication  # type: ignore[import-untyped]

    _call(WEB)
    sys.argv = ["gunicorn", *arguments]
    WSGIApplication("%(prog)s", prog="gunicorn").run()


def _call(name: str) -> None:
    with contextlib.suppress(OSError):  # where the system has no such file
        Path("/proc/self/comm").write_text(name)


def _wait(children: list[_Child]) -> None:
    """Waits until one child ends or we are told to stop, then ends them, the last started first.

    The queue was started first and ends last: a worker that stops says goodbye to it.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
        raise ConfigError("Un des processus s’est arrêté ; voyez les lignes précédentes.")
    finally:
        for child in reversed(children):
            child.terminate()
            _end(child)


def _end(child: _Child) -> None:
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()


@click.command(help="Fait les travaux de fond : sceller la trace, balayer, vérifier les documents.")
def worker() -> None:
    """Runs the scheduler, a worker for what is due, and one for documents, so that no alert waits behind a large file.

    They end together: whoever started us starts all of them again.
    """
    _work(load_settings())


def _work(settings: Settings) -> None:
    from app.jobs import run_scheduler, run_worker

    _call(WORKER)
    logs.set_up(settings.log_level)
    started = [
        multiprocessing.Process(target=run_scheduler, args=(settings,), daemon=True),
        *(
            multiprocessing.Process(target=run_worker, args=(settings, queue), daemon=True)
            for queue in (jobs.QUEUE, jobs.PAPERS)
        ),
    ]
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    try:
        for process in started:
            process.start()
        multiprocessing.connection.wait([process.sentinel for process in started])
        raise ConfigError("Un des travaux de fond s’est arrêté ; voyez les lignes précédentes.")
    finally:
        _end_all(started)


def _end_all(started: list[multiprocessing.Process]) -> None:
    """Tells each to stop, and leaves them a few seconds for what they are doing: what is cut is done again."""
    begun = [process for process in started if process.pid is not None]
    for process in begun:
        process.terminate()
    deadline = time.monotonic() + _LEFT_SECONDS
    for process in begun:
        process.join(max(0.1, deadline - time.monotonic()))
        if process.is_alive():
            process.kill()


COMMANDS = (init, demo, serve, worker)
