"""What may be done with documents besides what tablets say: one function per intent, none commits.

A desk hands in files by `sealed_files`, then `capture`; the check of a part ends in `decide_part`. Areas that must know
at once what becomes of a document register with `on_complete`, `on_checked`, `on_withdrawn`.
"""

from app.areas.documents.commands.capturing import Given, capture, sealed_files
from app.areas.documents.commands.deciding import Checked, PageDraft, Rejected, decide_part
from app.areas.documents.commands.forgetting import forget_documents
from app.areas.documents.commands.withdrawing import withdraw
from app.areas.documents.hooks import Told, on_checked, on_complete, on_withdrawn, on_wound
from app.areas.documents.leaning import set_needed

__all__ = [
    "Checked",
    "Given",
    "PageDraft",
    "Rejected",
    "Told",
    "capture",
    "decide_part",
    "forget_documents",
    "on_checked",
    "on_complete",
    "on_withdrawn",
    "on_wound",
    "sealed_files",
    "set_needed",
    "withdraw",
]
