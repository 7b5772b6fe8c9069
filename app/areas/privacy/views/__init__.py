"""/bureau/demandes-de-droits: what is asked about one's own data, answered in time; and copies of files."""

from app.areas.privacy.views import answering, copying, listing, person, recording
from app.areas.privacy.views.blueprint import blueprint

__all__ = ["answering", "blueprint", "copying", "listing", "person", "recording"]
