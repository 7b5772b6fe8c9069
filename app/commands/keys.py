"""keys: rotation of the keys that wrap, and of those that tablets seal to."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import click
from sqlalchemy import select

from app.commands.opening import opened
from app.gate.audit.record import record
from app.gate.auth import intake
from app.gate.directory.models import Establishment
from app.ground import clock
from app.ground.errors import ConfigError
from app.ground.house import House


@click.group(help="Les clés de chiffrement.")
def keys() -> None:
    """Key management."""


@keys.command(help="Remplace les clés d’enveloppe ; les données ne sont pas réécrites.")
@click.option(
    "--master", is_flag=True, help="Remplace aussi la clé maîtresse (fichier de l’instance)."
)
@click.option(
    "--intake", "with_intake", is_flag=True, help="Remplace aussi la clé de dépôt des tablettes."
)
def rotate(master: bool, with_intake: bool) -> None:
    """Wraps every key again under fresh wrapping keys."""
    with opened() as house:
        with house.database.read() as session:
            homes = session.scalars(select(Establishment)).all()
        for home in homes:
            count = house.vault.rotate_establishment(home.id)
            with house.database.write() as session:
                if with_intake:
                    intake.rotate(session, house, home.id, now=clock.now())
                record(session, "keys.rotated", at=clock.now(), establishment_id=home.id)
            click.echo(f"{home.name} : {count} clés ré-enveloppées.")
        if master:
            click.echo(f"Clé maîtresse remplacée ; {_replace_master(house)} établissements.")


def _replace_master(house: House) -> int:
    """The new key is on disk beside the old one before anything is wrapped by it."""
    path = house.settings.instance / "master.key"
    if not path.exists():
        raise ConfigError(
            "La clé maîtresse vient de MASTER_KEY : changez-la là où elle est gardée."
        )
    new = os.urandom(32)
    fresh = path.with_suffix(".next")
    _write(fresh, new)
    count = house.vault.rotate_master(new)
    fresh.replace(path)
    return count


def _write(path: Path, key: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(base64.b64encode(key).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())


COMMANDS = (keys,)
