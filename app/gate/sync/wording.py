"""Why a body is not what its type expects, in French and without quoting it."""

from __future__ import annotations

from pydantic import ValidationError

_SENTENCES = {
    "missing": "manque",
    "extra_forbidden": "n’est pas attendu",
    "string_too_long": "est trop long",
    "too_long": "est trop long",
    "too_short": "est vide",
    "string_too_short": "est vide",
}


def reason_of(error: ValidationError) -> str:
    """One sentence naming the first field at fault and how many others are."""
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    first = problems[0]
    named = ".".join(str(step) for step in first["loc"])[:60]
    if first["type"] == "extra_forbidden":
        named = "un champ inconnu"  # its name is the sender's choice of words
    said = _SENTENCES.get(first["type"], "n’a pas la forme attendue")
    others = f" (et {len(problems) - 1} autres)" if len(problems) > 1 else ""
    return f"La saisie est mal formée : {named or 'son contenu'} {said}{others}."
