"""invite, establishment: how the first professionals get in."""

from __future__ import annotations

import uuid

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.journal.commands import publish_vocabulary
from app.commands.opening import opened
from app.gate.auth import invitations
from app.gate.auth.policy import ROLES
from app.gate.directory import commands as directory
from app.gate.directory.models import Establishment, Staff
from app.ground import clock
from app.ground.errors import ConfigError
from app.ground.house import House
from app.ground.ids import parse_id
from transmissions.vocabulary_csv import starting_vocabulary

_OPEN_ROLES = [role for role in ROLES if role not in ("relative", "legal_representative", "person")]


@click.command(help="Crée un établissement et invite sa première personne.")
@click.argument("name")
@click.option(
    "--kind", type=click.Choice(["nursing_home", "home_care", "disability"]), default="nursing_home"
)
@click.option("--given-name", prompt="Prénom", help="Prénom de la première personne invitée.")
@click.option("--family-name", prompt="Nom", help="Nom de la première personne invitée.")
@click.option("--role", type=click.Choice(_OPEN_ROLES), default="technical_admin")
def establishment(name: str, kind: str, given_name: str, family_name: str, role: str) -> None:
    """Creates a home that is not the demo, and prints the link of its first administrator."""
    with opened() as house:
        now = clock.now()
        with house.database.write() as session:
            home = directory.create_establishment(
                session, house, name=name, kind=kind, seed=first_words, now=now
            )
            session.flush()
            member = directory.create_staff(
                session,
                house,
                None,
                establishment_id=home.id,
                given_name=given_name,
                family_name=family_name,
                role=role,
                now=now,
            )
            session.flush()
            directory.assign(session, None, staff=member, unit_id=None, starts_at=now, now=now)
            _, token = invitations.create(session, None, staff=member, now=now)
        _show(house, token)


def first_words(session: Session, home: Establishment) -> None:
    """A new home starts with the cibles that Chevet proposes; the office changes them."""
    publish_vocabulary(
        session, starting_vocabulary(), establishment_id=home.id, now=home.created_at
    )


@click.command(help="Imprime un lien d’invitation, valable 24 h et une seule fois.")
@click.argument("staff_id")
def invite(staff_id: str) -> None:
    """Invites an existing staff member to register a passkey."""
    with opened() as house:
        wanted = parse_id(staff_id)
        with house.database.write() as session:
            member = session.get(Staff, wanted) if wanted else None
            if member is None or member.left_at is not None:
                raise ConfigError(
                    "Aucun professionnel en poste n’a cet identifiant : voyez « chevet staff »."
                )
            _, token = invitations.create(session, None, staff=member, now=clock.now())
        _show(house, token)


@click.command(help="Liste les professionnels et leurs identifiants.")
@click.option("--role", type=click.Choice(_OPEN_ROLES), help="Seulement ce rôle.")
def staff(role: str | None) -> None:
    """Prints one line a professional, by establishment."""
    with opened() as house, house.database.read() as session:
        homes: dict[uuid.UUID, str] = {
            home.id: home.name for home in session.scalars(select(Establishment))
        }
        for member in session.scalars(select(Staff).where(Staff.left_at.is_(None))):
            if role in (None, member.role):
                name = house.vault.open(member.id, "staff", member.id, member.sealed)
                click.echo(
                    f"{member.id}  {name['given_name']} {name['family_name']}, "
                    f"{ROLES[member.role]}, {homes[member.establishment_id]}"
                )


def _show(house: House, token: str) -> None:
    click.echo(f"{house.settings.origin}/invitation/{token}")
    click.echo("Ce lien sert une seule fois, pendant 24 heures.", err=True)


COMMANDS = (establishment, invite, staff)
