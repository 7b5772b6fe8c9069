"""A person's rights over their file: what they ask for, what is answered, the copy they receive, the file that moves.

`rules` says who may ask and until when to answer. `packing` writes a person's file, `parcel` reads one back with every
hash, `arriving` puts it into an installation that has never known the person. What each area gives is told to
`ground/portable`.
"""
