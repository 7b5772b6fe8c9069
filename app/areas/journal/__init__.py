"""Transmissions: what one shift tells the next. The rules are in `transmissions/`; here they are
kept and answered.
"""
