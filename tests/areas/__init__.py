"""Tests of the areas."""
