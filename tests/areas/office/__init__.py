"""Tests of the office as a browser without scripts meets it: pages, forms, buttons."""
