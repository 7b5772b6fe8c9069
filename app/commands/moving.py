"""export person, import person: a person's whole file, from one installation to another."""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import Any, BinaryIO

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

import app.erasers
import app.exporters  # noqa: F401 - the shape of every table, and what leaves with a person
from app.areas.privacy.arriving import take_in
from app.areas.privacy.leaving import export_person
from app.areas.privacy.parcel import NotTaken, Parcel, read
from app.commands.opening import opened
from app.commands.people import first_words
from app.gate.directory import commands as directory
from app.gate.directory.models import Establishment
from app.ground import clock
from app.ground.errors import ConfigError, Invalid
from app.ground.house import House
from app.ground.ids import parse_id


@click.group("export", help="Fait sortir ce qui est gardé.")
def export() -> None:
    """What may leave."""


@export.command("person", help="Écrit dans FICHIER tout le dossier d’une personne, EN CLAIR.")
@click.argument("person_id")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
def export_one(person_id: str, target: Path) -> None:
    """The archive is whole and on the disk, or there is none; nobody but its owner may read it."""
    wanted = _id(person_id)
    if target.exists():
        raise ConfigError(f"« {target} » existe déjà : donnez un autre nom.")
    half = target.with_name(f".{target.name}.en-cours")
    with opened() as house:
        try:
            with _private(half) as out:
                made = export_person(house, wanted, out, now=clock.now())
                out.flush()
                os.fsync(out.fileno())
            half.rename(target)
        finally:
            half.unlink(missing_ok=True)
    _say(made)
    click.echo("Ce fichier est en clair : remettez-le en main propre ou par un moyen chiffré.")


@click.group("import", help="Reçoit ce qui vient d’ailleurs.")
def import_() -> None:
    """What may come in."""


@import_.command("person", help="Reçoit le dossier d’une personne, tout ou rien.")
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--establishment", help="L’identifiant de l’établissement qui reçoit.")
def import_one(source: Path, establishment: str | None) -> None:
    """Refuses whoever is here already, and what changed on the way. An empty installation takes the home along."""
    parcel = read(source)
    with opened() as house, house.database.write() as session:
        home = _home(session, house, parcel, _id(establishment) if establishment else None)
        told = take_in(session, house, home, parcel, now=clock.now())
    click.echo(f"Dossier reçu : {sum(told.values())} ligne(s), {len(parcel.blobs)} fichier(s).")
    click.echo(f"Empreinte : {parcel.manifest['empreinte']}")


def _home(session: Session, house: House, parcel: Parcel, chosen: uuid.UUID | None) -> uuid.UUID:
    """The home that receives: the one chosen, the one it comes from, or that one made anew where there is none."""
    here = set(session.scalars(select(Establishment.id)))
    told: dict[str, Any] = parcel.manifest["etablissement"]
    origin = parse_id(told.get("id"))
    if chosen is not None and chosen not in here:
        raise ConfigError("Cet établissement n’est pas dans cette installation.")
    if chosen is not None or origin in here:
        return chosen or _known(origin)
    if here:
        raise ConfigError("Quel établissement reçoit ce dossier ? Dites-le avec --establishment.")
    try:
        made = directory.create_establishment(
            session,
            house,
            name=str(told.get("name")),
            kind=str(told.get("kind")),
            timezone=str(told.get("timezone")),
            finess=told.get("finess"),
            establishment_id=_known(origin),
            seed=first_words,
            now=clock.now(),
        )
    except Invalid as wrong:
        raise NotTaken("Ce dossier ne dit pas bien de quel établissement il vient.") from wrong
    session.flush()
    return made.id


def _known(id: uuid.UUID | None) -> uuid.UUID:
    if id is None:
        raise NotTaken("Ce dossier ne dit pas de quel établissement il vient.")
    return id


def _id(text: str) -> uuid.UUID:
    found = parse_id(text)
    if found is None:
        raise ConfigError("Donnez un identifiant tel que le bureau l’affiche.")
    return found


def _private(path: Path) -> BinaryIO:
    """A new file that nobody else may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _say(made: dict[str, Any]) -> None:
    rows = sum(one["lignes"] for one in made["tables"].values())
    click.echo(f"Dossier exporté : {rows} ligne(s), {len(made['fichiers'])} fichier(s).")
    click.echo(f"Empreinte : {made['empreinte']}")
    for name in made["fichiers_absents"]:
        click.echo(f"Fichier absent du serveur : {name}", err=True)
    for name in made["lignes_illisibles"]:
        click.echo(f"Ligne altérée, sans son contenu : {name}", err=True)


COMMANDS = (export, import_)
