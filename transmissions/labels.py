"""What a label may be, and the id that it gives: asked by every edit of a vocabulary."""

from __future__ import annotations

from typing import Final

from transmissions.validation import is_storable
from transmissions.vocabulary import Vocabulary, VocabularyRefused, slug

LABEL_LIMIT: Final = 80
"""Characters in the label of a theme or a cible: two lines on a phone."""


def clean_label(label: str) -> str:
    """The label on one line. Refuses one that is empty, too long or unreadable."""
    clean = " ".join(label.split())
    if not slug(clean) or not is_storable(clean):
        raise VocabularyRefused({"label": "Donnez un nom lisible."})
    if len(clean) > LABEL_LIMIT:
        raise VocabularyRefused({"label": f"Le nom dépasse {LABEL_LIMIT} caractères."})
    return clean


def refuse_taken_label(vocabulary: Vocabulary, label: str, *, except_id: str | None) -> None:
    """Refuses a label that another offered cible bears, whatever its case and accents."""
    taken = (
        slug(each.label) == slug(label) for each in vocabulary.offered() if each.id != except_id
    )
    if any(taken):
        raise VocabularyRefused({"label": "Une cible porte déjà ce nom."})


def free_id(vocabulary: Vocabulary, wanted: str) -> str:
    """The wanted id, with a number when an older cible, renamed since, already bears it."""
    candidate, number = wanted, 2
    while candidate in vocabulary.by_id:
        candidate, number = f"{wanted}-{number}", number + 1
    return candidate
