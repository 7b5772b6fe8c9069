"""files verify, files sweep, files mend: what lies where the pages of documents are kept."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import app.erasers  # noqa: F401 - the shape of every table
from app.areas.documents.keeping import Finding, findings
from app.areas.documents.sweeping import sweep
from app.commands.opening import opened
from app.ground import clock
from app.ground.backup import folders
from app.ground.backup.files import place_in
from app.ground.errors import ConfigError
from app.ground.files import BlobBroken, BlobMissing

_WHAT = {"missing": "manque", "broken": "abîmé", "unnamed": "sans document"}


@click.group(help="Les fichiers : pages scellées des documents.")
def files() -> None:
    """What may be asked of the files."""


@files.command("verify", help="Relit chaque fichier ; nomme ce qui manque ou a changé.")
def files_verify() -> None:
    """Exits 1 when a file is missing or is not what its name says; a file that nobody names is only told."""
    with opened() as house:
        found = list(findings(house))
    wrong = [one for one in found if one.what != "unnamed"]
    for one in wrong:
        click.echo(_said(one))
    left = len(found) - len(wrong)
    if left:
        click.echo(f"{left} fichier(s) que rien ne nomme : « chevet files sweep » les supprime.")
    if wrong:
        click.echo(
            f"{len(wrong)} fichier(s) à remettre : « chevet files mend SAUVEGARDE ».", err=True
        )
        sys.exit(1)
    click.echo("Chaque fichier nommé est là, et intact.")


@files.command(
    "sweep", help="Supprime ce que rien ne nomme plus, comme le balayage de chaque heure."
)
@click.option("--yes", is_flag=True, help="Même s’il s’agit de la plupart des fichiers.")
def files_sweep(yes: bool) -> None:
    """What was put within the hour stays, and what outlived a restore stays a month."""
    with opened() as house:
        swept = sweep(house, now=clock.now(), even_most=yes)
    if swept.odd:
        raise ConfigError(
            f"Rien n’a été supprimé : {swept.odd} fichiers, la plupart de ceux qui sont là, ne sont nommés par aucune "
            "ligne de cette base. Est-ce la bonne (DATABASE_URL, FILES_URL) ? Si oui, confirmez avec --yes."
        )
    click.echo(f"{swept.deleted} fichier(s) supprimé(s), {swept.expired} envoi(s) oublié(s).")
    if swept.found:
        click.echo(f"{swept.found} page(s) attendue(s) étaient déjà là.")
    if swept.is_held:
        click.echo("Une sauvegarde est en cours : le reste attendra le prochain balayage.")


@files.command("mend", help="Remet depuis SAUVEGARDE les fichiers qui manquent ou sont abîmés.")
@click.argument("source", type=click.Path(path_type=Path, file_okay=False, exists=True))
def files_mend(source: Path) -> None:
    """The server may go on meanwhile: a file is its name, whichever copy it comes from."""
    copies = place_in(folders.chosen(source, "data").parent)
    mended, lost = 0, 0
    with opened() as house:
        for one in [one for one in findings(house) if one.what != "unnamed"]:
            try:
                house.blobs.put(copies.get(one.name))
                mended += 1
            except (BlobMissing, BlobBroken):
                click.echo(f"{_said(one)}, et pas dans cette sauvegarde.", err=True)
                lost += 1
    click.echo(f"{mended} fichier(s) remis en place.")
    if lost:
        sys.exit(1)


def _said(one: Finding) -> str:
    where = f" (document {one.document_id})" if one.document_id else ""
    return f"{_WHAT[one.what]} : {one.name}{where}"


COMMANDS = (files,)
