"""Tests of the persons accompanied."""
