"""drugs search, show, scan: what the drug reference knows, asked from a terminal."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from app.areas.drugs import finding, telling
from app.areas.drugs.queries import current
from app.commands.drugs_printed import (
    counted,
    print_line,
    print_meant,
    print_pack,
    print_sheet,
    print_version,
)
from app.commands.opening import opened
from app.ground import clock
from medication.lookup import resolve

_AS_JSON = click.option("--json", "as_json", is_flag=True, help="Répond en JSON.")


@click.command(help="Cherche un médicament : nom, substance, dosage (« doli 1000 »).")
@click.argument("text", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@_AS_JSON
def search(text: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Prints what answers, the likeliest first; exits 1 when nothing does."""
    asked = " ".join(text)
    with opened() as house:
        reference = current(house)
        found = finding.search(reference, asked, limit)
    if as_json:
        _print_json(
            version=reference.version,
            query=asked,
            total=found.total,
            approximate=found.approximate,
            results=[telling.line(each) for each in found.products],
        )
    else:
        print_version(reference)
        if found.approximate:
            click.echo("Rien ne commence exactement ainsi ; au plus près :")
        for product in found.products:
            print_line(product)
        if found.products:
            click.echo(counted(found.total, len(found.products)))
        else:
            click.echo(f"Aucun médicament de ce référentiel ne répond à « {asked} ».")
    sys.exit(0 if found.products else 1)


@click.command(help="Montre une spécialité, par son CIS, un code de boîte ou son nom.")
@click.argument("text", metavar="CIS", nargs=-1, required=True)
@_AS_JSON
def show(text: tuple[str, ...], as_json: bool) -> None:
    """Prints one specialty; a name that fits several prints which, and exits 1."""
    asked = " ".join(text)
    with opened() as house:
        reference = current(house)
        meant = resolve(reference, asked)
    one = meant.products[0] if meant.kind == "specialty" else None
    if as_json:
        _print_json(
            version=reference.version,
            query=asked,
            kind=meant.kind,
            drug=telling.sheet(reference, one) if one else None,
            candidates=[] if one else [telling.line(each) for each in meant.products],
            substances=list(meant.substances),
            unknown=list(meant.unknown),
        )
    else:
        print_version(reference)
        if one:
            print_sheet(reference, one)
        else:
            print_meant(meant)
    sys.exit(0 if one else 1)


@click.command(help="Lit ce qu’un lecteur envoie d’une boîte ; « - » le lit sur l’entrée standard.")
@click.argument("raw")
@_AS_JSON
def scan(raw: str, as_json: bool) -> None:
    """Prints what the pack says; exits 1 when no drug of the reference bears the code."""
    sent: str | bytes = sys.stdin.buffer.read() if raw == "-" else raw
    with opened() as house:
        reference = current(house)
        found = finding.scanned(reference, sent, today=clock.now().date())
    if as_json:
        _print_json(version=reference.version, **telling.pack_code(found))
    else:
        print_version(reference)
        print_pack(found)
    sys.exit(0 if found.product else 1)


def _print_json(**told: Any) -> None:
    click.echo(json.dumps(told, ensure_ascii=False))


COMMANDS = (search, show, scan)
