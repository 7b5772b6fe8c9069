"""python -m app.tablet: a whole loop against a running server, one line a step."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import httpx

from app.tablet.errors import TabletError
from app.tablet.walk import Walk

_EXAMPLES = """\
Sur la démonstration (make run), sans rien préparer :
  python -m app.tablet http://localhost:8000

Sur un autre établissement, avec les deux liens que donne le bureau :
  python -m app.tablet https://chevet.example.fr \\
      --appareil https://chevet.example.fr/appareil/… --invitation https://chevet.example.fr/invitation/… \\
      --garder tablette
puis, autant de fois qu'on veut, avec la même tablette et la même clé :
  python -m app.tablet https://chevet.example.fr --garder tablette --qui Nadia --hors-ligne
"""


def main() -> int:
    """Walks the loop; what goes wrong is told in one line."""
    asked = _arguments()
    walk = Walk(asked.serveur, asked.garder)
    try:
        walk.enter(asked.appareil, asked.invitation, asked.qui)
        walk.open(asked.qui, offline=asked.hors_ligne)
        walk.read()
        walk.write(asked.texte)
        walk.send()
        walk.read_back()
        walk.lock()
    except (TabletError, httpx.TransportError) as error:
        sys.stderr.write(f"tablette : {error}\n")
        return 1
    finally:
        walk.close()
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m app.tablet",
        description="Une tablette sans navigateur : enrôler, déverrouiller, écrire, envoyer, relire.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add(
        "serveur", nargs="?", default="http://localhost:8000", help="adresse (défaut : %(default)s)"
    )
    add("--appareil", metavar="LIEN", help="lien ou jeton d'enrôlement de l'appareil")
    add("--invitation", metavar="LIEN", help="lien ou jeton d'invitation du professionnel")
    add("--qui", metavar="PRÉNOM", help="prénom affiché au mur, ou identifiant")
    add("--texte", default="Essai depuis la tablette en Python.", help="ce que dit la transmission")
    add("--hors-ligne", action="store_true", help="déverrouille et écrit sans réseau, puis reprend")
    add(
        "--garder",
        type=Path,
        metavar="DOSSIER",
        help="garde la tablette et sa clé, en clair : essais seulement",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
