"""/bureau/piluliers: `listing` shows every container and what is wrong with it, `choosing` what is left to prepare in a
unit, `preparing` fills one in two steps, `container` shows what it holds and since when, `clearing` puts one right,
`printing` makes their labels."""

from app.areas.rounds.containers.views import (
    choosing,
    clearing,
    container,
    listing,
    preparing,
    printing,
)
from app.areas.rounds.containers.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "choosing",
    "clearing",
    "container",
    "listing",
    "preparing",
    "printing",
]
