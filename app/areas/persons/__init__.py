"""The persons accompanied: identity, room, stay, what must be known at once. Other areas lean on
this one; it leans on none.
"""
