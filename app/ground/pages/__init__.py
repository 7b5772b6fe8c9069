"""What server-rendered pages share and no page owns: forms that refuse in French, dates in words, undo, paging.

Knows no page, person or right. Begin with `forms.py`.
"""
