"""What happens to people in the demo world: short stories in French, told as nurses and aides write
them.

The stories are in the `.txt` files, by subject; `reading.py` says how they are written down,
`telling.py` how a text is agreed with its person. What would come after now has not happened yet,
so some stories are under way. Nobody is named in them but Paul, Mme Lenoir's son.
"""
