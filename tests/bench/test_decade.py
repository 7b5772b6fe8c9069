"""Ten years made for a measure are transmissions like others: sealed, corrected, completed, found by their words."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from app.areas.journal import history
from app.areas.journal.models import Addition, Entry, Receipt
from app.ground import clock
from app.ground.house import House
from app.tablet import Authenticator, Tablet
from bench import decade
from tests.tablet.conftest import Home, home, key, new_tablet
from transmissions.search import Wanted, words_of

__all__ = ["home", "key", "new_tablet"]
BODY = {"cible": "bon-appetit", "vocabulary": 1, "data": "A bien mangé.", "to_read": False}


def test_a_long_file_is_read_and_searched_like_any_other(
    house: House, home: Home, new_tablet: Callable[..., Tablet], key: Authenticator
) -> None:
    tablet = new_tablet()
    tablet.enrol(home.device("Glycines"))
    tablet.register(home.invite(home.hire("Aïcha", "care_assistant", "Glycines")), key)
    tablet.wall()
    tablet.unlock("Aïcha", key)
    person = home.persons["Lenoir"]
    tablet.record("transmission.record", person, BODY)
    assert [one["outcome"] for one in tablet.send()] == ["applied"]
    loaded = decade.load(house, person, now=clock.now(), count=600)
    with house.database.read() as session:
        counts = [
            session.scalar(select(func.count()).select_from(one))
            for one in (Entry, Addition, Receipt)
        ]
        oldest = session.scalar(select(func.min(Entry.occurred_at)))
        corrected = session.scalar(select(func.count()).where(Entry.superseded_by.is_not(None)))
    assert counts[0] == loaded + 1 and counts[1] and counts[2]
    assert corrected == loaded - 600 > 0
    assert oldest is not None and (clock.now() - oldest).days > 365 * 9
    page = history.page_of(
        house,
        home.leader.establishment_id,
        person,
        Wanted(words_of("aïcha")),
        ZoneInfo("Europe/Paris"),
    )
    assert page.total == 601
    with house.database.read() as session:
        assert len(history.told(session, house, page.ids)) >= len(page.ids) == 30
