"""What leaves of the family's part: who was told what, and by whose leave; sealed for the person, of whom it tells."""

from __future__ import annotations

from app.areas.family import copy_words
from app.areas.family.models import FamilyMessage, Relative, RelativeGrant, SharedItem
from app.ground.portable import Kept, register

register(
    Kept(
        Relative,
        "Proches",
        third_party="Un proche : son nom, son adresse",
        of_others=copy_words.is_a_relative,
        tell=copy_words.relative,
    ),
    Kept(RelativeGrant, "Ce que les proches ont le droit de voir", tell=copy_words.grant),
    Kept(SharedItem, "Ce qui a été montré aux proches", tell=copy_words.item),
    Kept(
        FamilyMessage,
        "Messages avec les proches",
        third_party="Ce qu’un proche a écrit",
        of_others=copy_words.is_from_a_relative,
        tell=copy_words.message,
    ),
)
