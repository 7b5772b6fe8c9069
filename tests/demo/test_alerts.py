"""docs/alertes-de-demonstration.md is read by people who judge the alerts: it must stay true."""

from pathlib import Path

import pytest

from app.ground.house import House
from app.ground.tenancy import acting_for_every
from tests.demo.alerts import Review, review

DOCUMENT = Path(__file__).parents[2] / "docs" / "alertes-de-demonstration.md"
AGAIN = "relancez « python -m tests.demo.alerts » et relisez ce qui a changé"


@pytest.fixture(scope="module")
def found(demo_at_now: House) -> Review:
    with acting_for_every():
        return review(demo_at_now)


def table(heading: str) -> list[tuple[str, ...]]:
    """The rows of the table under a heading, without its head."""
    section = DOCUMENT.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows[2:]]


def test_the_document_names_every_alert_that_interrupts(found: Review) -> None:
    written = [row[:4] for row in table("Les alertes qui interrompent")]
    assert sorted(written) == sorted(one.cells() for one in found.interrupting), AGAIN


def test_each_of_them_is_judged(found: Review) -> None:
    for row in table("Les alertes qui interrompent"):
        assert row[4].startswith(("Justifiée", "Non justifiée")), row
        assert len(row[4]) > 60, row


def test_at_most_two_in_a_hundred_lines_interrupt(found: Review) -> None:
    assert found.lines >= 470
    assert 100 * len(found.interrupting) / found.lines <= 2


def test_the_rate_and_the_counts_are_those_of_the_home(found: Review) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    rate = f"{100 * len(found.interrupting) / found.lines:.1f}".replace(".", ",")
    assert f"{found.lines} lignes, {len(found.interrupting)} alertes, {rate} pour 100" in text, (
        AGAIN
    )
    written = {row[0]: int(row[1]) for row in table("Ce qui est seulement montré")}
    assert written == dict(found.shown), AGAIN
