"""What leaves of the documents: what is known of each, and the sealed files themselves."""

from __future__ import annotations

from app.areas.documents.filing_models import DocumentFiling, DocumentMask
from app.areas.documents.models import Document, DocumentPage, DocumentPart
from app.ground.portable import Kept, register

register(
    Kept(Document, "Documents"),
    Kept(DocumentPart, "Morceaux des documents", blobs=("name",)),
    Kept(DocumentPage, "Pages des documents", blobs=("legible", "thumb")),
    Kept(DocumentFiling, "Classements"),
    Kept(DocumentMask, "Masquages"),
)
