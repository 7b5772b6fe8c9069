"""Transmissions: their commands from tablets and from elsewhere, and what tablets see of them."""
