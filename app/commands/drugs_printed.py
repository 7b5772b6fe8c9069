"""What the drug commands print for people; scripts ask for --json. What is unknown is said to be."""

from __future__ import annotations

import click

from app.areas.drugs.finding import ScannedPack, substitutes
from app.areas.drugs.telling import dose_of
from app.ground.pages import words
from medication.datamatrix import WORDS
from medication.lookup import Resolved
from medication.product import Pack, Product
from medication.reference import Reference

STATES = {
    "marketed": "",
    "stopped": " (arrêtée)",
    "suspended": " (suspendue)",
    "unauthorised": " (sans autorisation)",
    "undeclared": " (non déclarée)",
}


def print_version(reference: Reference) -> None:
    click.echo(
        f"Référentiel : médicaments au {words.day(reference.bdpm_date)}, interactions au "
        f"{words.day(reference.thesaurus_date)}.",
        err=True,
    )


def print_line(product: Product) -> None:
    contents = ", ".join(each.name.lower() for each in product.actives) or "composition inconnue"
    click.echo(f"{product.cis}  {product.name}{'' if product.marketed else ' (arrêtée)'}")
    click.echo(f"          {contents} · {', '.join(product.routes) or 'voie inconnue'}")


def print_sheet(reference: Reference, product: Product) -> None:
    click.echo(f"{product.name}{'' if product.marketed else ' (arrêtée)'}")
    rows = [
        ("CIS", product.cis),
        ("Forme", product.form),
        ("Voie", ", ".join(product.routes)),
        ("ATC", product.atc or ""),
        ("Titulaire", ", ".join(product.holders)),
        ("Conditions", " ; ".join(product.conditions)),
    ]
    for name, told in rows:
        click.echo(f"  {name} : {told or 'inconnu'}")
    click.echo("  Composition :")
    for each in product.actives:
        known = "connu du thésaurus" if each.known else "inconnu du thésaurus : non vérifié"
        click.echo(f"    {' '.join(filter(None, (each.name, dose_of(product, each))))} ({known})")
    print_packs(product.packs)
    for shortage in product.supply:
        click.echo(f"  {shortage.label} depuis le {shortage.since}")
    others = substitutes(reference, product)
    if others:
        click.echo("  Même groupe générique :")
    for other in others:
        click.echo(f"    {other.cis}  {other.name}")


def print_packs(packs: tuple[Pack, ...]) -> None:
    click.echo("  Boîtes :" if packs else "  Boîtes : aucune connue")
    for pack in packs:
        click.echo(f"    {pack.cip13}  {pack.label}{STATES[pack.state]}")


def print_meant(meant: Resolved) -> None:
    if meant.kind == "unknown":
        click.echo(f"« {meant.text} » n’est ni un code ni un nom de ce référentiel.")
    elif meant.kind == "substance":
        known = ", ".join(meant.substances) or "inconnue du thésaurus : non vérifiée"
        click.echo(f"« {meant.text} » est une substance ({known}). Précisez la spécialité.")
    else:
        click.echo(f"« {meant.text} » peut être :")
        for product in meant.products:
            print_line(product)


def print_pack(found: ScannedPack) -> None:
    code = found.code
    drug = found.product.name if found.product else "inconnu de ce référentiel"
    rows = [
        ("Médicament", drug),
        ("Boîte", found.pack.label + STATES[found.pack.state] if found.pack else None),
        ("CIP13", code.cip13),
        ("GTIN", code.gtin if code.cip13 is None else None),
        ("Lot", code.batch),
        ("Péremption", words.day(code.expiry_on) if code.expiry_on else None),
        ("Fabrication", words.day(code.produced_on) if code.produced_on else None),
        ("Numéro de série", code.serial),
        ("Non lu", code.unread or None),
    ]
    for name, told in rows:
        if told:
            click.echo(f"{name} : {told}")
    for problem in code.problems:
        click.echo(WORDS[problem])


def counted(total: int, shown: int) -> str:
    if total <= shown:
        return f"{total} réponse{'s' if total > 1 else ''}."
    return f"{shown} réponses sur {total} : précisez pour en voir d’autres."
