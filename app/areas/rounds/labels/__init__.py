"""Labels of persons: what their QR codes hold, who has which, and the sheets they are printed on.

Begin with `tokens` (the text of a code, containers' too) and `models`. A label names nobody by itself: tablets know
whose it is by its digest. `sheet` and `document` make the PDF, `views` are the pages of the office.
"""
