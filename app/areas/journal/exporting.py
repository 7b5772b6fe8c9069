"""What leaves of the journal: what was written about the person, and who read it."""

from __future__ import annotations

from app.areas.journal import copy_words
from app.areas.journal.models import Addition, Entry, Receipt
from app.ground.portable import Kept, left_out, register

register(
    Kept(Entry, "Transmissions", tell=copy_words.entry),
    Kept(Addition, "Compléments", tell=copy_words.addition),
    Kept(Receipt, "Lectures des transmissions", via=("entry_id", Entry), is_told=False),
)
left_out("search_block", "Fait à partir des transmissions, et refait à l’arrivée.")
left_out("search_index", "Fait à partir des transmissions, et refait à l’arrivée.")
