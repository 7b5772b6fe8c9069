"""What leaves of the family's part: who was told what, and by whose leave; sealed for the person, of whom it tells."""

from __future__ import annotations

from app.areas.family.models import FamilyMessage, Relative, RelativeGrant, SharedItem
from app.ground.portable import Kept, register

register(
    Kept(Relative, "Proches", third_party="Un proche : son nom, son adresse"),
    Kept(RelativeGrant, "Ce que les proches ont le droit de voir"),
    Kept(SharedItem, "Ce qui a été montré aux proches"),
    Kept(FamilyMessage, "Messages avec les proches", third_party="Ce qu’un proche a écrit"),
)
