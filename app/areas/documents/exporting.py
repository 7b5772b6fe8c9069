"""What leaves of the documents: what is known of each, and the sealed files themselves."""

from __future__ import annotations

from app.areas.documents import copy_words
from app.areas.documents.filing_models import DocumentFiling, DocumentMask
from app.areas.documents.models import Document, DocumentPage, DocumentPart
from app.ground.portable import Kept, register

register(
    Kept(Document, "Documents", tell=copy_words.document),
    Kept(DocumentPart, "Morceaux des documents", blobs=("name",), is_told=False),
    Kept(DocumentPage, "Pages des documents", blobs=("legible", "thumb"), is_told=False),
    Kept(DocumentFiling, "Classements", is_told=False),
    Kept(DocumentMask, "Masquages", tell=copy_words.mask),
)
