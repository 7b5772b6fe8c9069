"""`chevet establishment`: a home that is not the demo, from nothing to its first link."""

import re

import pytest
from click.testing import CliRunner

from app.cli import chevet
from app.ground.config import load_settings
from app.ground.house import open_house


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setenv("CHEVET_INSTANCE", str(tmp_path))
    run("init")
    made = open_house(load_settings())
    yield made
    made.close()


def run(*words):
    answer = CliRunner().invoke(chevet, words, catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_a_new_home_has_its_words_its_administrator_and_one_link(house):
    said = run(
        *("establishment", "Les Tilleuls", "--given-name", "Sylvie", "--family-name", "Ponthieu")
    )
    assert len(re.findall(r"http://localhost:8000/invitation/[\w-]{20,}", said)) == 1
    from app.areas.journal.office.drafts import in_force
    from app.gate.directory.models import Establishment
    from app.gate.directory.team import team_of

    with house.database.read() as session:
        home = session.query(Establishment).one()
        words = in_force(session, home.id)
        team = team_of(session, house, home.id)
    assert words.version == 1
    assert {"chute", "fugue"} <= set(words.by_id)
    assert [(member.name, member.role) for member in team] == [
        ("Sylvie Ponthieu", "technical_admin")
    ]
