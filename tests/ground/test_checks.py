"""What a line of text may not hold, and what is said about it."""

from __future__ import annotations

import pytest

from app.ground.checks import Checks
from app.ground.errors import Invalid


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200f", "\x00", "\ue000"])
def test_a_character_that_hides_or_turns_text_is_refused(hidden: str) -> None:
    checks = Checks()
    checks.line("name", f"Lenoir{hidden}", missing="Donnez un nom.", limit=80)
    with pytest.raises(Invalid) as caught:
        checks.end()
    assert "caractère illisible" in caught.value.fields["name"]


def test_accents_apostrophes_and_other_scripts_are_names_like_any_other() -> None:
    checks = Checks()
    for name in ("Hélène d’Ûrville-Œuf", "بن علي", "Nguyễn", "李"):
        assert checks.line("name", f"  {name} ", missing="Donnez un nom.", limit=80) == name
    checks.end()
