"""drugs import, drugs versions: a version from published files, and the one that is in use."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import click

from app.areas.drugs import commands, queries, report
from app.areas.drugs.importing import Before, Sources, build
from app.commands.opening import opened
from app.ground import clock
from app.ground.house import House

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("import", help="Importe les fichiers publiés, puis les met en service.")
@click.option(
    "--bdpm",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Dossier des fichiers CIS_*.txt, compressés ou non.",
)
@click.option("--thesaurus", required=True, type=_FILE, help="Les interactions (JSON).")
@click.option("--index", required=True, type=_FILE, help="L’index des substances (JSON).")
@click.option(
    "--thesaurus-date",
    type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
    help="Date du thésaurus, quand le nom du fichier ne la dit pas.",
)
@click.option("--smaller", is_flag=True, help="Accepte des fichiers bien plus courts qu’avant.")
def import_files(
    bdpm: Path, thesaurus: Path, index: Path, thesaurus_date: datetime | None, smaller: bool
) -> None:
    """Reads, reports, and only then switches: whatever is refused leaves the old version in use."""
    started = time.monotonic()
    published = thesaurus_date.date() if thesaurus_date else None
    with opened() as house:
        before = _before(house)
        now = clock.now()
        sources = Sources(bdpm, thesaurus, index, published, smaller)
        made = build(sources, before, now=now, say=lambda line: click.echo(line, err=True))
        with house.database.write() as session:
            commands.keep(session, made, now=now)
    for line in report.told(made.report):
        click.echo(line)
    click.echo(
        f"Version {made.reference.version} en service, importée en "
        f"{time.monotonic() - started:.0f} s."
    )


@click.command("versions", help="Liste les versions gardées ; --use en remet une en service.")
@click.option("--use", "wanted", metavar="VERSION", help="La version à mettre en service.")
@click.option("--report", "shown", metavar="VERSION", help="Le rapport d’import d’une version.")
def versions(wanted: str | None, shown: str | None) -> None:
    """Versions never change: putting an older one in use again loses nothing."""
    with opened() as house:
        if shown:
            with house.database.read() as session:
                for line in report.told(commands.find(session, shown).report):
                    click.echo(line)
            return
        if wanted:
            with house.database.write() as session:
                row = commands.find(session, wanted)
                queries.load(session, row.id)
                commands.put_in_use(session, row, now=clock.now())
        with house.database.read() as session:
            used, kept = queries.in_use(session), queries.versions(session)
        for each in kept:
            _tell(each, is_used=each.id == used.id)
        if not kept:
            click.echo(
                "Aucune version importée : le référentiel intégré sert (médicaments au "
                f"{used.bdpm_on:%d/%m/%Y}, thésaurus du {used.thesaurus_on:%d/%m/%Y})."
            )


def _tell(version: queries.VersionShown, *, is_used: bool) -> None:
    mark = "en service" if is_used else "gardée"
    click.echo(
        f"{version.version}  {mark}, importée le {version.imported_at:%d/%m/%Y}, médicaments au "
        f"{version.bdpm_on:%d/%m/%Y}, thésaurus du {version.thesaurus_on:%d/%m/%Y}"
    )


def _before(house: House) -> Before | None:
    """What the import is compared with; a damaged version is no reason to refuse a new one."""
    with house.database.read() as session:
        used = queries.in_use(session)
        try:
            if used.id:
                return Before(queries.load(session, used.id), queries.report_of(session, used.id))
        except queries.NoReference as damaged:
            click.echo(str(damaged), err=True)
    return None


COMMANDS = (import_files, versions)
