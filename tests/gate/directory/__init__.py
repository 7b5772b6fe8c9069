"""Tests of the directory: who works where, and when."""
