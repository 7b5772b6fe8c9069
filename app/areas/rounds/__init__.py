"""What was given: each outcome that somebody recorded of a dose, amended, undone, or in disagreement with another.

The rules are in `medication/`. Begin with `models` (what is kept: facts, never changed), then `handlers` (what tablets
say) and `standing` (which of several outcomes of one dose counts). Whatever is authentic is kept and flagged.
"""
