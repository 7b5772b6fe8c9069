"""The pages of the team; each file holds those of one subject."""

from app.areas.staff.views import assignments, keys, member, plan, replacing, team
from app.areas.staff.views.blueprint import blueprint

__all__ = ["assignments", "blueprint", "keys", "member", "plan", "replacing", "team"]
