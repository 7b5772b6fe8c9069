"""The pages of the team; each file holds those of one subject."""

from app.areas.staff.views import (
    assignments,
    codes,
    key_moves,
    keys,
    member,
    own_keys,
    plan,
    replacing,
    team,
)
from app.areas.staff.views.blueprint import blueprint

__all__ = [
    "assignments",
    "blueprint",
    "codes",
    "key_moves",
    "keys",
    "member",
    "own_keys",
    "plan",
    "replacing",
    "team",
]
