"""What tablets hold of a treatment, in the shape of the protocol: lines, doses due, cautions, drugs.

Begin with `../feed.py`, which says when each is told. `lines.py` and `changes.py` tell a version of a line, `doses.py`
a dose due, `cautions.py` what safety says at the bedside, `drugs.py` the packs that are right. Words come decided:
a tablet shows them and decides nothing.
"""
