"""The charter of use: its text, version by version, and who accepted which, at a desk or on a tablet.

A version that was published never changes: another text is another file, and everybody is asked again. Pages, the
command of tablets and the list of who accepted are in `areas/charter`. Begin with `texts.py`.
"""
