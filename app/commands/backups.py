"""backup, restore."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from app.commands.opening import opened
from app.ground.backup.errors import RestoreRefused
from app.ground.backup.progress import Step
from app.ground.backup.writing import Backup
from app.ground.config import Settings, load_settings
from app.safekeeping import Restored, back_up, restore
from app.safekeeping.present import present_data

_PARTS = {"data": "Données", "keys": "Clés", "files": "Fichiers"}
_DOING = {"copy": "copie", "verify": "relecture", "restore": "remise en place"}
_UNITS = {"pages": "pages", "rows": "lignes", "bytes": "octets", "files": "fichiers"}
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(
    help="Sauvegarde données et fichiers dans DEST/data, les clés dans DEST/keys (ou --keys), serveur en marche."
)
@click.argument("dest", type=_FOLDER)
@click.option("--keys", "keys_to", type=_FOLDER, help="Un autre lieu pour les clés : conseillé.")
@click.option("--keep", type=click.IntRange(min=1), help="Ne garde que les N plus récentes.")
def backup(dest: Path, keys_to: Path | None, keep: int | None) -> None:
    """Copies, reads again, and says what may be let go of on tablets."""
    with opened() as house:
        _warn_of_one_disk(house.settings, dest)
        made = back_up(house, dest, keys_to, keep=keep, tell=_Line())
    click.echo(f"Données : {made.data}")
    click.echo(f"Clés : {made.keys}")
    rows = sum(made.manifest.rows.values())
    click.echo(
        f"Sauvegarde vérifiée : {_number(rows)} lignes, {_number(made.manifest.size)} octets de données ; "
        f"tout ce qui a été reçu jusqu’au {made.through:%d/%m/%Y à %H:%M:%S} UTC y est."
    )
    _tell_files(made)
    if made.dropped:
        click.echo(f"{made.dropped} ancienne(s) copie(s) supprimée(s).")


@click.command(
    "restore",
    help="Remet en place une sauvegarde (la plus récente de SOURCE). Chevet doit être arrêté.",
)
@click.argument("source", type=_FOLDER)
@click.option(
    "--keys",
    "keys_source",
    type=_FOLDER,
    help="Où est la sauvegarde des clés, si elle est ailleurs.",
)
@click.option("--yes", is_flag=True, help="Remplace la base présente sans demander.")
@click.option("--older", is_flag=True, help="Accepte une sauvegarde plus ancienne que la dernière.")
@click.option("--incomplete", is_flag=True, help="Accepte que des fichiers manquent.")
def restore_command(
    source: Path, keys_source: Path | None, yes: bool, older: bool, incomplete: bool
) -> None:
    """Verifies first, then replaces everything at once."""
    settings = load_settings()
    homes = present_data(settings).homes
    if homes and not yes:
        names = ", ".join(sorted(homes))
        click.confirm(
            f"La base présente ({names}) va être remplacée. Faites-en d’abord une sauvegarde si elle "
            "s’ouvre encore. Remplacer ?",
            abort=True,
        )
    try:
        done = restore(
            settings,
            source,
            keys_source,
            overwrite=True,
            accept_older=older,
            accept_lost=incomplete,
            tell=_Line(),
        )
    except RestoreRefused as error:
        click.echo(f"chevet : {error}", err=True)
        click.echo("Rien n’a été changé.", err=True)
        sys.exit(2)
    _tell(done)


def _tell_files(made: Backup) -> None:
    files = made.manifest.files
    if files is None:
        return
    click.echo(
        f"Fichiers : {_number(files.count)}, {_number(files.size)} octets, dont {_number(made.new_files)} copié(s) "
        "cette fois ; les autres y étaient déjà."
    )
    if files.damaged:
        click.echo(
            f"Attention : {_number(files.damaged)} fichier(s) abîmé(s) sur le serveur ne sont pas dans la sauvegarde : "
            "voyez « chevet files verify ».",
            err=True,
        )


def _tell(done: Restored) -> None:
    told, through = done.settled, done.manifest.through
    click.echo(f"Restauré : tout ce qui avait été reçu jusqu’au {through:%d/%m/%Y à %H:%M:%S} UTC.")
    source = "remise en place aussi" if done.with_keys else "celle qui était là, gardée"
    click.echo(f"Base des clés : {source}.")
    click.echo(
        f"{told.locked} session(s) verrouillée(s), {told.erased_again} personne(s) effacée(s) à nouveau, "
        f"{told.revoked_again} tablette(s) révoquée(s) à nouveau."
    )
    if done.manifest.files is not None:
        click.echo(f"Fichiers : {_number(done.files_back)} remis en place.")
    if done.files_lost:
        click.echo(
            f"Attention : {_number(done.files_lost)} fichier(s) perdus ; « chevet files verify » les nomme.",
            err=True,
        )
    if told.keyless:
        click.echo(
            f"Attention : {told.keyless} personne(s) ou professionnel(s) sans clé, illisibles.",
            err=True,
        )
    click.echo("Démarrez Chevet : les tablettes proposeront à nouveau ce qui manque.")


def _warn_of_one_disk(settings: Settings, dest: Path) -> None:
    """A copy beside the original is lost with it."""
    near = next(place for place in (dest.absolute(), *dest.absolute().parents) if place.exists())
    if settings.instance.exists() and near.stat().st_dev == settings.instance.stat().st_dev:
        click.echo(
            "Attention : cette sauvegarde est sur le même disque que l’instance ; emportez-la ailleurs.",
            err=True,
        )


class _Line:
    """Tells how far the work is: on one line in a terminal, else one line for each stage."""

    def __init__(self) -> None:
        self._stage: tuple[str, str] | None = None

    def __call__(self, step: Step) -> None:
        stage = (step.part, step.doing)
        is_over = step.done == step.total
        if sys.stderr.isatty():
            click.echo(f"\r{_said(step)}\x1b[K", nl=is_over, err=True)
        elif stage != self._stage or is_over:
            click.echo(_said(step), err=True)
        self._stage = stage


def _said(step: Step) -> str:
    total = f" / {_number(step.total)}" if step.total else ""
    return f"{_PARTS[step.part]}, {_DOING[step.doing]} : {_number(step.done)}{total} {_UNITS[step.unit]}"


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


COMMANDS = (backup, restore_command)
