"""Bytes of a stranger into pages to look at: `decode(data, asked)` answers Decoded or Refused, and never raises.

Begin with `values.py` (what is asked and answered). The libraries that read pictures and PDF are only ever fed inside
a process of their own, which can open nothing, send nothing and start nothing.
"""

from app.areas.documents.decoding.outside import decode
from app.areas.documents.decoding.values import (
    LIMITS,
    REASONS,
    Asked,
    Decoded,
    Kind,
    Limits,
    Refused,
    Sheet,
)

__all__ = ["LIMITS", "REASONS", "Asked", "Decoded", "Kind", "Limits", "Refused", "Sheet", "decode"]
