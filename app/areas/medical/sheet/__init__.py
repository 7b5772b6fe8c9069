"""The emergency sheet as the office shows and prints it: `whole` puts together what the areas know, `paper` makes its
two pages. The tablet draws the same from its own rows; the rule is `transmissions/emergency/`.
"""
