"""Tests of the shell: what every request passes through."""
