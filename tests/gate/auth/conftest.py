"""A tablet of Les Tilleuls, enrolled, before which anybody of the team may stand."""

import pytest
from flask import Flask

from tests.fixtures.browser import Page, page
from tests.fixtures.cast import Home


@pytest.fixture
def tablet(application: Flask, home: Home) -> Page:
    return page(application, home).enrol()


@pytest.fixture
def second_tablet(application: Flask, home: Home) -> Page:
    return page(application, home).enrol("Tablette 2")


@pytest.fixture
def desk(application: Flask, home: Home) -> Page:
    """A browser of the office, which is no device."""
    return page(application, home)
