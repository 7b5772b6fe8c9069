"""Wounds: what tablets and the office say of them, what nurses are asked, what tablets are told."""
