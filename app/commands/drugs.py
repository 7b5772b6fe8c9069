"""drugs: the drug reference. Each file `drugs_*.py` holds the commands of one subject."""

from __future__ import annotations

import click

from app.commands import drugs_import, drugs_interactions, drugs_search


@click.group(help="Le référentiel des médicaments et des interactions.")
def drugs() -> None:
    """The drug reference."""


for _part in (drugs_import, drugs_search, drugs_interactions):
    for _command in _part.COMMANDS:
        drugs.add_command(_command)

COMMANDS = (drugs,)
