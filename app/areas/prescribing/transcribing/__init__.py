"""A document copied into lines, page by page, and read again by somebody else with the picture beside.

Nothing of a line is decided here: each is written by `prescribe` and controlled by `control`, like any other, and bears
the page that it comes from. Begin with `commands` (who copies, what is kept of a line half typed), then `reading`
(what the second reading finds), `leaning` (the document stays while lines in force name it) and `views`.
"""
