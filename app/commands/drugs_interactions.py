"""drugs interactions: what the thesaurus says of a list of drugs, for people and for scripts."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from app.areas.drugs.queries import current
from app.commands.drugs_printed import print_version
from app.commands.opening import opened
from app.ground.errors import ConfigError
from medication.drug_named import NamedDrug, drug_named
from medication.findings import LEVEL_LABELS, Finding, Findings
from medication.interactions import interactions
from medication.reference import Reference

CANDIDATES_SHOWN = 5


@click.command(
    "interactions",
    help="Vérifie les interactions d’une liste : CIS, codes de boîte, noms ou substances.",
)
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Répond en JSON.")
@click.option(
    "--batch",
    is_flag=True,
    help="Lit une liste par ligne sur l’entrée standard, noms séparés par « ; » : un JSON par ligne.",
)
def check(names: tuple[str, ...], as_json: bool, batch: bool) -> None:
    """Prints what was found. Nothing found is told apart from what could not be checked."""
    if batch == bool(names):
        raise ConfigError(
            "Donnez au moins deux médicaments, ou --batch et une liste par ligne sur l’entrée "
            "standard."
        )
    if names and len(names) < 2:
        raise ConfigError("Donnez au moins deux médicaments : une interaction en concerne deux.")
    with opened() as house:
        reference = current(house)
    if batch:
        for line in sys.stdin:
            click.echo(json.dumps(_document(reference, line.split(";")), ensure_ascii=False))
    elif as_json:
        click.echo(json.dumps(_document(reference, names), ensure_ascii=False))
    else:
        print_version(reference)
        _print(reference, names)


def _document(reference: Reference, names: tuple[str, ...] | list[str]) -> dict[str, Any]:
    """The answer for a script. Names that fit nothing, or several drugs, are told as such."""
    named = [drug_named(reference, name.strip()) for name in names if name.strip()]
    found = interactions(reference.thesaurus, [one.drug for one in named])
    return {
        **found.as_json(),
        "version": reference.version,
        "thesaurus": {"version": found.version, "published": found.published},
        "not_found": [one.drug.label for one in named if one.doubt == "unknown"],
        "ambiguous": {
            one.drug.label: [product.cis for product in one.candidates]
            for one in named
            if one.doubt == "ambiguous"
        },
    }


def _print(reference: Reference, names: tuple[str, ...]) -> None:
    named = [drug_named(reference, name.strip()) for name in names]
    found = interactions(reference.thesaurus, [one.drug for one in named])
    for pair in found.pairs:
        click.echo(f"{pair.a} + {pair.b}")
        _print_finding(pair.findings[0])
        for other in pair.findings[1:]:
            click.echo(f"  Aussi : {_worded(other)} ({other.via})")
    _print_not_checked(found, named)
    if not found.pairs:
        click.echo(_nothing(found, named))


def _nothing(found: Findings, named: list[NamedDrug]) -> str:
    """What an empty answer means, which is never that the list is safe."""
    if sum(bool(one.drug.substances) for one in named) < 2:
        return "Rien n’a pu être vérifié : le thésaurus ne connaît pas deux de ces médicaments."
    if found.silences:
        return "Aucune interaction connue du thésaurus entre ce qui a pu être vérifié."
    return "Aucune interaction connue du thésaurus entre ces médicaments."


def _worded(finding: Finding) -> str:
    """The level in words, as a perhaps where it depends on something that is not known."""
    level = LEVEL_LABELS[finding.level]
    return f"{level}, selon le cas" if finding.conditional else level


def _print_finding(finding: Finding) -> None:
    click.echo(f"  {_worded(finding)} : {finding.substances[0]} et {finding.substances[1]}")
    for level in finding.levels:
        if level.condition:
            click.echo(f"    {LEVEL_LABELS[level.code]} : {_in_lines(level.condition)}")
    click.echo(f"    Pourquoi : {finding.mechanism}")
    if finding.advice and not finding.levels[0].condition.endswith(finding.advice):
        click.echo(f"    Que faire : {_in_lines(finding.advice)}")
    click.echo(f"    Entrée du thésaurus : {finding.via}")


def _in_lines(text: str) -> str:
    """A published list with each of its dashes on a line of its own."""
    return text.replace(" - ", "\n      – ")


def _print_not_checked(found: Findings, named: list[NamedDrug]) -> None:
    doubts = {one.drug.label: one for one in named if one.doubt}
    for silence in found.silences:
        doubt = doubts.get(silence.drug)
        if doubt is None:
            names = ", ".join(silence.names)
            click.echo(f"Non vérifié : {silence.drug} ({names}, inconnu du thésaurus).")
        elif doubt.doubt == "unknown":
            click.echo(f"Non vérifié : « {silence.drug} » n’est ni un code ni un nom connu.")
        else:
            click.echo(f"Non vérifié : « {silence.drug} » peut être plusieurs médicaments, dont")
            for product in doubt.candidates[:CANDIDATES_SHOWN]:
                click.echo(f"  {product.cis}  {product.name}")


COMMANDS = (check,)
