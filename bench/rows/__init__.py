"""The rows of the table, one file each. A row is a function `run(folder)` that returns its figures.

`folder` is a temporary folder; whatever a row starts it also ends, by process id.
"""

from __future__ import annotations

import importlib
import sys
import traceback
from dataclasses import replace
from pathlib import Path

from bench.neighbours import Neighbours
from bench.table import Figure

DISTURBING = 0.1

# letter -> (module, what it measures)
ROWS: dict[str, tuple[str, str]] = {
    "a": ("tap", "tap on « Enregistrer » → shown and durable, CPU 6×"),
    "b": ("shell", "JavaScript and CSS of the bedside shell, compressed"),
    "c": ("first_visit", "first visit, cold cache → list of 80 persons, CPU 4×"),
    "d": ("cold_start", "cold start offline → unlock → list, CPU 6×"),
    "e": ("snapshot", "snapshot of one unit: server time, compressed size"),
    "f": ("poll", "empty poll of changes: server CPU"),
    "g": ("outbox", "outbox throughput, 8 tablets, SQLite FULL and PostgreSQL"),
    "h": ("alone", "one envelope alone, 20 posts per second"),
    "i": ("million", "one envelope with a million transmissions stored"),
    "j": ("across", "entry on one tablet → on another's screen"),
    "k": ("idle", "fifty idle tablets: server CPU"),
    "l": ("reconnect", "500 entries waiting → all applied after reconnect, CPU 4×"),
    "m": ("search_here", "search in 7 days of a unit on the tablet, CPU 4×"),
    "n": ("long_page", "page of a person with 10,000 transmissions in the store, CPU 4×"),
    "o": ("switch", "a tap on one’s first name → list: strong and quick, CPU 4×"),
    "p": ("sign_in", "sign-ins to the office, 8 desks, SQLite FULL and PostgreSQL"),
    "s": ("search_server", "words in ten years of one person; pages of a file of 10,000"),
    "v": ("interactions", "interactions of 12 drugs, and of 80 lists of six"),
    "w": ("drug_search", "a drug sought while its name is typed, on a running server"),
    "aa": ("safety", "the whole check of a treatment: 12 lines of one person, a home of 80 × 8"),
    "ab": ("expanding", "seven days of doses for 80 persons × 8 lines, rules only"),
    "ac": ("doses_written", "seven days of doses for 80 persons × 8 lines, written"),
    "ad": ("prescribing_page", "a line written at a desk: treatment, search, form, second reading"),
    "ae": ("camera", "a tap on the scanner → code decoded, offline; unthrottled, CPU 4×"),
    "af": ("round_drawn", "a round of 80 persons × 6 doses, tap → drawn offline, CPU 4×"),
    "ag": ("dose_tap", "a dose given, tap → durable, CPU 6×"),
    "ah": ("decoding", "the server's work per page, without and with its words; its memory"),
    "ai": ("shutter", "the shutter → the page safe on the tablet, 12 MP, CPU 4×; its weight"),
    "aj": ("documents_list", "a person's list of 200 documents at a desk, with small pictures"),
    "ak": ("access_copy", "the copy of one year of one person, in a job that says how far it is"),
    "al": ("emergency_sheet", "the emergency sheet from the store, offline, CPU 4×; its PDF"),
    "ap": (
        "persons_list",
        "the list of 500 persons at a desk, and a name sought by any part of it",
    ),
    "am": ("portal_home", "the portal’s home after a year: server time, weight, a slow telephone"),
}


def measure(letter: str, folder: Path) -> list[Figure]:
    """The figures of one row; a row that breaks is a missed goal with its reason, and the others go on."""
    name, what = ROWS[letter]
    place = folder / letter
    place.mkdir()
    neighbours = Neighbours()
    try:
        figures: list[Figure] = importlib.import_module(f"bench.rows.{name}").run(place)
        return with_neighbours(figures, neighbours.share())
    except Exception as error:
        sys.stderr.write(traceback.format_exc(limit=-6)[:4000] + "\n")  # not a whole batch of rows
        return [Figure(letter, what, "", "not measured", False, _reason(error))]


def with_neighbours(figures: list[Figure], share: float) -> list[Figure]:
    """Says beside the first figure what others took of the machine, when it was enough to matter."""
    if share < DISTURBING or not figures:
        return figures
    first = figures[0]
    said = f"others took {share:.0%} of the machine; {first.detail}"
    return [replace(first, detail=said.rstrip("; ")), *figures[1:]]


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".replace("\n", " ").replace("|", "/")[:160]
