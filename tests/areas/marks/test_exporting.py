"""What a copy of a file says of a mark."""

from __future__ import annotations

from app.areas.marks.exporting import told


class Nothing:
    def row(self, table: str, id: object) -> dict[str, object]:
        return {}

    def day(self, text: str | None) -> str | None:
        return text

    def when(self, text: str | None) -> str | None:
        return f"le {text}" if text else None


def test_a_lifted_limit_is_told_whole_in_words() -> None:
    row = {
        "kind": "limitation",
        "voice": "person",
        "ground": "contested",
        "lifted_at": "21 novembre",
        "sealed": {"text": "Je conteste", "by_name": "Jeanne Lenoir", "lifted_why": "Vérifié"},
    }
    assert dict(told(row, Nothing())) == {
        "": "Accès limité",
        "Dit par": "Jeanne Lenoir",
        "En qualité de": "La personne",
        "Dans ses mots": "Je conteste",
        "Motif": "L’exactitude est contestée, le temps de la vérifier (RGPD, 18.1 a)",
        "Levée": "le 21 novembre",
        "Pourquoi": "Vérifié",
    }
