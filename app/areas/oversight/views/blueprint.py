"""The address of oversight."""

from __future__ import annotations

import uuid

from flask import Blueprint

from app.areas.oversight.unusual import KINDS

blueprint = Blueprint("oversight", __name__, url_prefix="/bureau")
READ = "audit.read"


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {"finding_kinds": KINDS, "reference": reference}


def reference(person_id: uuid.UUID) -> str:
    """A short name for a person whose name the reader may not know."""
    return person_id.hex[-6:].upper()
