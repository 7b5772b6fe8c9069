"""The pages where a home changes its words: a draft is prepared, compared with the version in force, then published.

The rules of what may change are in `transmissions.vocabulary_edits`. Begin with `drafts.py`.
"""

from app.areas.journal.office import cibles, publishing
from app.areas.journal.office.blueprint import blueprint

__all__ = ["blueprint", "cibles", "publishing"]
