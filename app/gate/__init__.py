"""Who gets in, what they may do, what happened, and how bedside entries arrive.

`directory` says who works where, `audit` what happened, `auth` who is there, `sync` what tablets send and draw.
Each may use the ones named before it; none knows the areas above.
"""
