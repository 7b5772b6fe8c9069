"""`chevet`: the command line. Each command is a few lines that parse, call and print, in French."""

from __future__ import annotations

import resource
import sys

import click

from app.commands import (
    backups,
    drugs,
    files,
    keys,
    maintenance,
    moving,
    people,
    retention,
    serving,
)
from app.ground import logs
from app.ground.errors import ChevetError, ConfigError


@click.group(help="Chevet : le dossier de soins au chevet.")
@click.version_option(package_name="chevet", prog_name="chevet")
def chevet() -> None:
    """The root of every command."""


for group in (serving, people, drugs, keys, backups, files, moving, maintenance, retention):
    for command in group.COMMANDS:
        chevet.add_command(command)


def main() -> None:
    """Runs the command line; what a user can mend is said in one sentence, without a trace."""
    logs.set_up("WARNING", plain=sys.stderr.isatty())
    # A crash leaves no picture of the memory on a disk: there are keys in it, and pages in clear. Children inherit it.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        chevet(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except (ConfigError, ChevetError) as error:
        click.echo(f"chevet : {error}", err=True)
        sys.exit(2)
