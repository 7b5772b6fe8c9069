"""What leaves of marks: all of them, beside the entries that they name."""

from __future__ import annotations

from app.areas.marks.models import RightsMark
from app.ground.portable import Kept, register

register(Kept(RightsMark, "Contestations, déclarations et limitations"))
