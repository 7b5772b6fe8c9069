"""A file less what was decided not to hand over; what leans on a removed row goes with it, and so do its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.areas.privacy.columns import leaving
from app.areas.privacy.flagging import key_of
from app.areas.privacy.reading import Gathered, Row, blobs_of, table_of
from app.ground.database import Base
from app.ground.portable import Kept, tables_of


def without(gathered: Gathered, withheld: Iterable[str]) -> tuple[Gathered, int]:
    """The file without those rows (`flagging.key_of`), and how many rows went in all."""
    refused = _with_parts(gathered, set(withheld))
    gone: dict[str, set[str]] = {}
    rows: dict[str, list[Row]] = {}
    count = 0
    for kept in tables_of(Base.metadata):
        links = _links(kept)
        rows[kept.name] = []
        for row in gathered.rows[kept.name]:
            leans = any(row[column] in gone.get(table, ()) for column, table in links)
            if leans or key_of(kept.name, row) in refused:
                gone.setdefault(kept.name, set()).add(str(row.get("id")))
                count += 1
            else:
                rows[kept.name].append(row)
    return replace(gathered, rows=rows, blobs=tuple(sorted(set(blobs_of(rows))))), count


def _with_parts(gathered: Gathered, refused: set[str]) -> set[str]:
    """A page is also in the file that it was drawn from: withholding one withholds the other."""
    pages = gathered.rows["document_page"]
    return refused | {
        f"document_part:{page['part_id']}"
        for page in pages
        if key_of("document_page", page) in refused
    }


def _links(kept: Kept) -> list[tuple[str, str]]:
    """The columns of a table that point to another."""
    return [
        (column.name, key.column.table.name)
        for column in leaving(table_of(kept))
        for key in column.foreign_keys
    ]
