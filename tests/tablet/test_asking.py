"""What a tablet asks beside the feed, and newer commands: quarantine, a whole file, versions, follow-ups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.ground import clock
from app.ground.ids import new_id
from app.tablet import Authenticator, Tablet, asking
from tests.tablet.conftest import Home
from tests.tablet.test_loop import body

NewTablet = Callable[..., Tablet]


@pytest.fixture
def tablet(home: Home, new_tablet: NewTablet, key: Authenticator) -> Tablet:
    """Unlocked by Nadia."""
    made = new_tablet()
    made.enrol(home.device("Glycines"))
    made.register(home.invite(home.hire("Nadia", "nurse", "Glycines")), key)
    made.wall()
    made.unlock("Nadia", key)
    return made


def sent(tablet: Tablet, type: str, person: Any, content: dict[str, Any]) -> str:
    """The id of a command that was applied, and pulled."""
    made = tablet.record(type, person, content)
    assert [one["outcome"] for one in tablet.send()] == ["applied"]
    tablet.pull_all()
    return str(made)


def test_what_is_set_aside_is_read_and_settled_by_its_author(tablet: Tablet):
    made = tablet.record("transmission.record", new_id(), body())
    tablet.send()
    (item,) = asking.review(tablet)
    assert (item["command"], item["code"]) == (str(made), "unknown_person")
    settled = {"quarantine": item["quarantine"], "command": str(made), "as": None}
    reason = {"outcome": "dismissed", "reason": "Saisie d’essai"}
    sent(tablet, "quarantine.settle", None, {**settled, **reason})
    assert asking.review(tablet) == []


def test_a_whole_file_is_searched_by_words(tablet: Tablet, home: Home):
    person = home.persons["Lenoir"]
    sent(tablet, "transmission.record", person, body(data="Dort bien."))
    wanted = sent(tablet, "transmission.record", person, body(data="A tout mangé."))
    page = asking.history(tablet, person, q="mange")
    assert [row["id"] for row in page["entries"]] == [wanted]
    assert len(asking.history(tablet, person)["entries"]) == 2


def test_a_correction_is_another_version_of_the_same_entry(tablet: Tablet, home: Home):
    person = home.persons["Lenoir"]
    first = sent(tablet, "transmission.record", person, body())
    content = {**body(data="N’a rien mangé."), "entry": first, "reason": "Mauvaise personne"}
    second = sent(tablet, "transmission.correct", person, content)
    rows = tablet.rows.kinds["entry"]
    assert (rows[first]["superseded_by"], rows[second]["corrects"]) == (second, first)
    assert (rows[second]["root"], rows[second]["version"]) == (first, 2)


def test_what_is_due_is_opened_and_closed(tablet: Tablet, home: Home):
    person = home.persons["Lenoir"]
    due = clock.to_text(clock.now() + timedelta(hours=1))
    task = {"entry": None, "kind": "task", "what": "Peser", "due_at": due, "role": None}
    opened = sent(tablet, "follow_up.open", person, {**task, "urgent": False})
    assert [row["id"] for row in tablet.rows.follow_ups(str(person))] == [opened]
    done = {"follow_up": opened, "outcome": "done", "result": "61 kg", "chips": []}
    sent(tablet, "follow_up.close", person, done)
    (row,) = tablet.rows.follow_ups(str(person))
    assert (row["closed"]["outcome"], row["closed"]["result"]) == ("done", "61 kg")


def test_a_restored_server_is_offered_everything_again(tablet: Tablet, home: Home):
    entry = sent(tablet, "transmission.record", home.persons["Lenoir"], body())
    home.new_epoch()
    tablet.pull_all()
    (offered,) = tablet.outbox.waiting()
    assert str(offered.id) == entry
    assert len(tablet.proofs.due([offered])) == 1  # of an unlock that the server had seen
    assert [one["outcome"] for one in tablet.send()] == ["duplicate"]
    assert tablet.proofs.due([offered]) == []
