"""Follow-ups: what tablets and the office do about what remains to be done, and what tablets see of it."""
