"""Documents at a desk: `inbox` is what is to be filed, `listing` a person's documents, `one` a document with the form
that files it, `acting` what its buttons do, `handing` its forms, `uploading` what comes from the desk's own computer,
`pictures` and `leaving` what is drawn of it and what leaves."""

from app.areas.documents.views import (
    acting,
    handing,
    inbox,
    leaving,
    listing,
    one,
    pictures,
    uploading,
)
from app.areas.documents.views.blueprint import blueprint

__all__ = [
    "acting",
    "blueprint",
    "handing",
    "inbox",
    "leaving",
    "listing",
    "one",
    "pictures",
    "uploading",
]
