"""The emergency sheet: what goes with a person to the hospital, in two pages, and what nobody said yet.

`rubrics` is what it holds, in which order; `sheet` puts together what is known and names what is missing. The tablet
runs the same rule (`pwa/src/lib/emergency_sheet.js`, on `tests/vectors/emergency_sheet.json`).

Source: HAS and ANESM, « Dossier de liaison d’urgence (DLU) » and its guide, June 2015: what it holds, and that every
carer who may have to deal with an emergency reads it at any hour. The delay after which what was decided is to be seen
again (12 months) is the product's own.
"""

from transmissions.emergency.rubrics import RUBRICS, Rubric
from transmissions.emergency.sheet import Entry, Given, Section, Sheet, sheet_of

__all__ = ["RUBRICS", "Entry", "Given", "Rubric", "Section", "Sheet", "sheet_of"]
