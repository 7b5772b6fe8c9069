"""French spaces hold to their signs, and nothing else moves."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from app.ground.pages.typography import French, held

N, H = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dernier contact : hier", f"Dernier contact{H}: hier"),
        ("Rien n’est perdu ; réessayez", f"Rien n’est perdu{N}; réessayez"),
        ("Reporter à quand ?", f"Reporter à quand{N}?"),
        ("la page « Équipe »", f"la page «{N}Équipe{N}»"),
        ("<dt>Horloge :</dt>", f"<dt>Horloge{H}:</dt>"),
        ("à 10:30, voir /a?b=c;d", "à 10:30, voir /a?b=c;d"),
        ('<a href="https://x.fr/?q=1">', '<a href="https://x.fr/?q=1">'),
    ],
)
def test_spaces_hold(text, shown):
    assert held(text) == shown


def test_what_stands_in_braces_is_left_as_it_is():
    environment = Environment(extensions=[French], autoescape=True)
    template = environment.from_string(
        "{# note : ici #}Pour « {{ who }} » : {{ {'a' : 1}['a'] }}{% if who == 'x ; y' %} ; oui{% endif %}"
    )
    assert template.render(who="x ; y") == f"Pour «{N}x ; y{N}»{H}: 1{N}; oui"
