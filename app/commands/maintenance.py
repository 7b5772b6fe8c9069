"""erase, audit, policy, doctor."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy import select

import app.erasers  # noqa: F401 - what areas keep of a person goes with them
from app.areas.documents import antivirus
from app.areas.documents.checking import held_up
from app.areas.documents.sweeping import sweep
from app.areas.persons import erasure
from app.commands.opening import opened
from app.gate.audit import sealing, verify
from app.gate.auth.authenticators import rules_at
from app.gate.auth.passkey_rules import told
from app.gate.auth.policy import PERMISSIONS, POLICY, ROLES
from app.gate.directory.models import Establishment
from app.ground import clock, jobs
from app.ground.backup.durable import durable_through
from app.ground.backup.restorations import restorations
from app.ground.errors import ConfigError
from app.ground.house import House
from app.ground.ids import parse_id
from app.ground.pages.pdf import NoPdf, pdf_of
from app.ground.vault import VaultError

_SOON = timedelta(hours=1)


@click.command(help="Efface une personne : sa clé est détruite, ses lignes supprimées.")
@click.argument("person_id")
@click.option("--yes", is_flag=True, help="Ne demande pas de confirmation.")
def erase(person_id: str, yes: bool) -> None:
    """Erases for good; says from when the person is unreadable everywhere."""
    wanted = parse_id(person_id)
    if wanted is None:
        raise ConfigError("Donnez l’identifiant de la personne, tel que le bureau l’affiche.")
    if not yes:
        click.confirm("Cet effacement est définitif. Continuer ?", abort=True)
    with opened() as house:
        with house.database.write() as session:
            done = erasure.erase(session, house, None, wanted, now=clock.now())
        erasure.destroy_key(house, wanted)
        sweep(house, now=clock.now())
        click.echo(
            f"Effacée. Illisible partout à partir du {done.unreadable_everywhere_at:%d/%m/%Y}."
        )


@click.group(help="La trace des accès.")
def audit() -> None:
    """The audit trail."""


@audit.command("verify", help="Relit la chaîne et chaque ligne scellée ; nomme ce qui a changé.")
def audit_verify() -> None:
    """Exits 1 when anything was altered, moved or cut."""
    with opened() as house:
        findings = [*verify.verify(house), *verify.verify_rows(house)]
        restored = restorations(house.vault)
    for one in restored:
        click.echo(
            f"Restauration du {one.at:%d/%m/%Y à %H:%M} UTC : la chaîne a repris après le sceau "
            f"{one.seal_number} (données du {one.as_of:%d/%m/%Y à %H:%M} UTC)."
        )
    for finding in findings:
        click.echo(str(finding))
    if findings:
        click.echo(f"{len(findings)} anomalie(s).", err=True)
        sys.exit(1)
    click.echo("Trace et lignes intactes.")


@audit.command("seal", help="Scelle maintenant les événements en attente.")
def audit_seal() -> None:
    """Seals what the worker would seal within the minute."""
    with opened() as house:
        click.echo(f"{sealing.seal_pending(house)} événement(s) scellé(s).")


@click.command(help="Imprime le tableau des droits, et les clés acceptées.")
def policy() -> None:
    """One block a permission, with the roles that hold it; then, a home, which keys count where."""
    for permission, meaning in PERMISSIONS.items():
        holders = [label for role, label in ROLES.items() if permission in POLICY[role]]
        click.echo(f"{permission}  {meaning}\n    {', '.join(holders) or 'personne'}")
    with opened() as house, house.database.read() as session:
        for home in session.scalars(select(Establishment).order_by(Establishment.name)):
            click.echo(f"\nClés acceptées : {home.name}")
            for where, kinds in told(rules_at(session, home.id, clock.now())):
                click.echo(f"    {where} : {kinds}")


@click.command(help="Dit si tout est en place.")
def doctor() -> None:
    """Checks database, key store, queue and front end, one line each; exits 1 when one is missing."""
    with opened() as house:
        checks = [
            ("Base", "à jour", True),
            ("Clés", *_keys(house)),
            ("File de travaux", *_queue(house)),
            ("Interface", *_front()),
            ("Impression", *_printing()),
            ("Fichiers", *house.blobs.standing()),
            ("Vérification des documents", *_papers(house)),
            ("Antivirus", *_antivirus(house)),
            ("Sauvegarde", *_backup(house)),
        ]
    for name, answer, _ in checks:
        click.echo(f"{name} : {answer}.")
    if not all(fine for _, _, fine in checks):
        sys.exit(1)


def _keys(house: House) -> tuple[str, bool]:
    try:
        return f"{house.vault.check()} établissement(s), lisibles", True
    except VaultError:
        return "illisibles avec cette clé maîtresse", False


def _queue(house: House) -> tuple[str, bool]:
    fine = jobs.is_reachable(house.settings)
    return ("joignable" if fine else "injoignable : « chevet serve » la démarre"), fine


def _printing() -> tuple[str, bool]:
    try:
        pdf_of("<p>Essai</p>")
        return "prête", True
    except NoPdf as missing:
        return missing.message.rstrip("."), False


def _papers(house: House) -> tuple[str, bool]:
    with house.database.read() as session:
        late = held_up(session, before=clock.now() - _SOON)
    if late:
        return (
            f"{late} page(s) attendent depuis plus d’une heure : « chevet worker » tourne-t-il ?",
            False,
        )
    return "rien n’attend", True


def _antivirus(house: House) -> tuple[str, bool]:
    """None is no fault: screens say that nothing was checked."""
    if house.settings.antivirus_url is None:
        return "aucun ; les documents sont dits « non vérifiés »", True
    fine = antivirus.is_reachable(house.settings)
    return ("répond" if fine else "ne répond pas : les documents sont dits « non vérifiés »"), fine


def _backup(house: House) -> tuple[str, bool]:
    """Never wrong by itself: a home that has no backup yet is told so, and works."""
    with house.database.read() as session:
        through = durable_through(session)
    if through is None:
        return "aucune encore : voyez « chevet backup »", True
    return f"tout ce qui a été reçu jusqu’au {through:%d/%m/%Y à %H:%M} UTC y est", True


def _front() -> tuple[str, bool]:
    fine = (Path(__file__).parents[2] / "pwa" / "dist" / "manifest.json").exists()
    return ("construite" if fine else "absente : lancez « make build »"), fine


COMMANDS = (erase, audit, policy, doctor)
