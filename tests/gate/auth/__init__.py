"""Tests of devices, passkeys, unlock, sessions and rights."""
