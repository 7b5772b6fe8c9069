"""keys: rotation of the keys that wrap, and of those that tablets seal to."""

from __future__ import annotations

import click
from sqlalchemy import select

from app.commands.opening import opened
from app.gate.audit.record import record
from app.gate.auth import intake
from app.gate.directory.models import Establishment
from app.ground import clock
from app.ground.errors import ConfigError
from app.ground.house import House
from app.ground.vault import master as master_file


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


@keys.command(
    "rotate-intake", help="Remplace la clé de dépôt : les tablettes prennent la nouvelle."
)
def rotate_intake() -> None:
    """A new key to seal to, for every home; what was sealed to those before is accepted for 13 months more."""
    with opened() as house, house.database.write() as session:
        for home in session.scalars(select(Establishment).order_by(Establishment.name)).all():
            intake.rotate(session, house, home.id, now=clock.now())
            record(session, "keys.intake_rotated", at=clock.now(), establishment_id=home.id)
            click.echo(f"{home.name} : clé de dépôt remplacée, les anciennes gardées 13 mois.")


def _replace_master(house: House) -> int:
    if not (house.settings.instance / master_file.NAME).exists():
        raise ConfigError(
            "La clé maîtresse vient de MASTER_KEY : changez-la là où elle est gardée."
        )
    return master_file.replace(house.settings.instance, house.vault)


COMMANDS = (keys,)
