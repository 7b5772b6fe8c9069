"""What a person's rights leave beside an entry: that it is contested, that it was completed in other words, that its
use is limited to a few (RGPD, 16 and 18).

An entry itself is never changed. Each area that keeps entries says so with `queries.register_place`, shows what
`queries.marks_on` gives beside them, and hides what `queries.hidden` names: here nobody knows what a transmission is.
"""
