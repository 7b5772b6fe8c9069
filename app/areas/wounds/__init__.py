"""Wounds of a person: opened, assessed, photographed with consent, closed. The rules are in `transmissions/wounds/`.

Everything said about a wound is one row of `wound_act`; how it stands follows from them, in whatever order they came.
Tablets come in by `handlers`, the office by `commands`, both on `keeping`; `telling_nurses` opens what must be done.
"""
